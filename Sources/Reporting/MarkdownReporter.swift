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
    let end = Self.unexplained(diagnosis.unexplained)
    var text = "## \(ToolIdentity.name)\n\n\(Summary.sentence(of: diagnosis))\n"
    // Room for the sentence that says how many are left out.
    let room = byteLimit - end.utf8.count - 100
    let causes = diagnosis.findings.filter { !$0.isSymptom }
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
    let symptoms = findings.filter { finding.explains.contains($0.fingerprint) }
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

  /// The kinds of tracebacks that no rule explains, the most frequent first.
  private static func unexplained(_ kinds: [TracebackCluster]) -> String {
    guard !kinds.isEmpty else { return "" }
    let limit = 20
    var text = "\n### Tracebacks that no rule explains\n\n"
    for kind in kinds.prefix(limit) {
      let title = FindingText.title(of: kind)
      let place = FindingText.place(of: kind.first.evidence)
      text += "- \(MarkdownText.escaped(String(title.prefix(evidenceLimit.characters)))) "
      text += "(\(kind.count)×, first at \(MarkdownText.escaped(place)))\n"
    }
    if kinds.count > limit { text += "- … and \(kinds.count - limit) more kinds\n" }
    return text
  }
}
