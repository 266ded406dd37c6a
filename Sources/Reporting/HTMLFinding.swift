internal import FailureRules
internal import Findings

/// A finding as a card that can be opened and closed.
struct HTMLFinding {
  private let finding: Finding
  private let symptoms: [Finding]
  private let causes: [Finding]

  /// Takes a finding of some findings; its symptoms and its causes are among them.
  init(_ finding: Finding, among findings: [Finding]) {
    self.finding = finding
    symptoms = findings.filter { finding.explains.contains($0.fingerprint) }
    causes = findings.filter { $0.explains.contains(finding.fingerprint) }
  }

  /// The card, all of which is seen at first if it is open.
  func card(isOpen: Bool) -> HTML {
    HTML(
      "article",
      [
        "class": "card \(finding.severity.rawValue)", "id": Self.id(of: finding),
        "data-kind": finding.severity.rawValue, "data-component": finding.component,
      ]
    ) {
      HTML("details", ["open": isOpen ? "" : nil]) {
        HTML("summary") {
          HTML.badge(finding.severity)
          HTML("h3") { finding.title }
          HTML("p", ["class": "meta"]) {
            "\(finding.component) · \(Self.frequency(of: finding))"
          }
        }
        HTML("div", ["class": "body"]) {
          HTML.exemption(finding.ignored)
          links("Explained by", causes)
          evidence
          HTML("h4") { "Why" }
          HTML("p") { finding.cause }
          steps
          links("Also explains", symptoms)
          references
        }
      }
    }
  }

  @HTMLBuilder private var evidence: HTML {
    if let first = finding.evidence.first {
      HTML("h4") { "Evidence" }
      Self.proof(first)
    }
    if finding.evidence.count > 1 {
      HTML("details", ["class": "more"]) {
        HTML("summary") { "\(Summary.count(finding.evidence.count - 1, "more place"))" }
        for evidence in finding.evidence.dropFirst() { Self.proof(evidence) }
      }
    }
  }

  private static func proof(_ evidence: Evidence) -> HTML {
    HTML("figure") {
      HTML("figcaption") { HTML.place(FindingText.place(of: evidence)) }
      HTML.lines(NumberedLine.lines(of: evidence))
    }
  }

  @HTMLBuilder private var steps: HTML {
    if !finding.remediation.isEmpty {
      HTML("h4") { "What to do" }
      HTML("ol", ["class": "steps"]) {
        for step in finding.remediation {
          HTML("li") {
            HTML("p") { step.text }
            if let command = step.command { HTML.command(command) }
          }
        }
      }
    }
  }

  @HTMLBuilder private func links(_ title: String, _ others: [Finding]) -> HTML {
    if !others.isEmpty {
      HTML("h4") { title }
      HTML("ul", ["class": "links"]) {
        for other in others {
          HTML("li") {
            Self.link(to: other)
            HTML("span", ["class": "meta"]) { " \(Summary.grouped(other.count))×" }
          }
        }
      }
    }
  }

  private var references: HTML {
    HTML("footer") {
      HTML("h4") { "See" }
      HTML("ul", ["class": "links"]) {
        HTML("li") { HTML("code") { "\(ToolIdentity.name) explain \(finding.rule)" } }
        for reference in finding.references { HTML("li") { HTML.link(to: reference) } }
      }
    }
  }

  // MARK: words about findings, elsewhere too

  /// A link to a finding's card.
  static func link(to finding: Finding) -> HTML {
    HTML("a", ["href": "#\(id(of: finding))"]) { finding.title }
  }

  /// The name of a finding's card on the page.
  static func id(of finding: Finding) -> String { "finding-\(finding.fingerprint)" }

  /// `seen 3×, 2026-11-21 10:00:00 to 2026-11-21 10:05:00`.
  static func frequency(of finding: Finding) -> String {
    var words = "seen \(Summary.grouped(finding.count))×"
    if let first = finding.firstSeen, let last = finding.lastSeen {
      words += ", " + period(first, last)
    }
    if let hosts = FindingText.hosts(finding.hosts) { words += " · \(hosts)" }
    return words
  }

  /// Two stamps; the date once if both have the same.
  static func period(_ first: String, _ last: String) -> String {
    if first == last { return readable(first) }
    let parts = last.split(separator: "T", maxSplits: 1)
    let isSameDay = parts.count == 2 && first.hasPrefix("\(parts[0])T")
    return "\(readable(first)) to \(isSameDay ? String(parts[1]) : readable(last))"
  }

  /// A stamp with a blank between date and time.
  static func readable(_ stamp: String) -> String { stamp.replacing("T", with: " ") }
}
