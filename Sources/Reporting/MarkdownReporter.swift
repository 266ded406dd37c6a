internal import FailureRules
package import Findings

/// Markdown as GitHub and GitLab show it: each cause with its proof and its symptoms.
package struct MarkdownReporter: Reporter {
  /// The most bytes; findings that go beyond are counted only.
  private let byteLimit: Int
  /// Lines of evidence that are shown of a finding, and characters of each.
  private static let evidenceLimit = (lines: 12, characters: 500)

  package init(byteLimit: Int = .max) {
    self.byteLimit = byteLimit
  }

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    let end = Self.unexplained(diagnosis.newUnexplained) + Self.known(diagnosis)
    var text = "## \(ToolIdentity.name)\n\n\(Summary.sentence(of: diagnosis))\n"
    // Room for the sentence that says how many are left out.
    let room = byteLimit - end.utf8.count - 100
    let causes = diagnosis.headlines
    var size = text.utf8.count
    for (index, finding) in causes.enumerated() {
      let section = Self.section(finding, among: diagnosis.findings)
      size += section.utf8.count
      guard size <= room else {
        let rest = Summary.count(causes.count - index, "more finding")
        text += "\n\(rest), for which there is no room here.\n"
        break
      }
      text += section
    }
    output.write(text + end)
  }

  private static func section(_ finding: Finding, among findings: [Finding]) -> String {
    var text = "\n### \(finding.severity.rawValue): \(MarkdownText.escaped(finding.title))\n\n"
    text += "`\(finding.rule)`, seen \(finding.count)×"
    if let hosts = FindingText.hosts(finding.hosts) { text += " \(MarkdownText.escaped(hosts))" }
    if let evidence = finding.evidence.first {
      text += ", first at \(MarkdownText.escaped(FindingText.place(of: evidence)))\n\n"
      text += MarkdownText.block(Self.lines(of: evidence), language: "text")
    } else {
      text += "\n"
    }
    text +=
      "\n"
      + MarkdownText.explanation(
        cause: finding.cause, steps: finding.remediation, references: finding.references)
    let symptoms = findings.symptoms(of: finding)
    guard !symptoms.isEmpty else { return text }
    return text + "\nAlso explains:\n\n"
      + symptoms.map {
        "- \(MarkdownText.escaped($0.title)) (`\($0.rule)`, \($0.count)×)\n"
      }.joined()
  }

  private static func lines(of evidence: Evidence) -> [String] {
    let lines = SafeText.lines(evidence.text)
    let shown = lines.prefix(evidenceLimit.lines).map {
      $0.count > evidenceLimit.characters ? $0.prefix(evidenceLimit.characters) + "…" : $0
    }
    return shown + (lines.count > shown.count ? ["…"] : [])
  }

  /// What the baseline knows, a line each.
  private static func known(_ diagnosis: Diagnosis) -> String {
    list(KnownText.lines(of: diagnosis).map { "- \(MarkdownText.escaped($0))\n" }, under: "Known")
  }

  /// Lines with a heading; nothing if there are none.
  private static func list(_ lines: [String], under heading: String) -> String {
    guard !lines.isEmpty else { return "" }
    let limit = 20
    let more = lines.count > limit ? "- … and \(lines.count - limit) more\n" : ""
    return "\n### \(heading)\n\n" + lines.prefix(limit).joined() + more
  }

  /// The kinds of tracebacks that no rule explains, the most frequent first.
  private static func unexplained(_ kinds: [TracebackCluster]) -> String {
    let lines = kinds.map { kind in
      let title = String(FindingText.title(of: kind).prefix(evidenceLimit.characters))
      let place = FindingText.place(of: kind.first.evidence)
      return "- \(MarkdownText.escaped(title)) "
        + "(\(kind.count)×, first at \(MarkdownText.escaped(place)))\n"
    }
    return list(lines, under: "Tracebacks that no rule explains")
  }
}
