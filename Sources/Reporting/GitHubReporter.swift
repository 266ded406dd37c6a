internal import FailureRules
package import Findings
internal import LogReading

/// Workflow commands of GitHub Actions, one annotation a finding.
///
/// GitHub shows ``limit`` annotations of each kind for a step; where there are more findings, the
/// last annotation of a kind says how many are left out.
package struct GitHubReporter: Reporter {
  /// Annotations of one kind that GitHub shows for a step (actions/toolkit, docs/problem-matchers.md).
  package static let limit = 10

  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    for kind in Kind.allCases {
      let findings = diagnosis.findings.filter { Kind($0.severity) == kind }
      let shown = findings.count > Self.limit ? Self.limit - 1 : findings.count
      for finding in findings.prefix(shown) { write(finding, as: kind, to: &output) }
      if findings.count > shown {
        let more = "\(findings.count - shown) more findings of this kind are in the step's log"
        output.write("::\(kind.rawValue) title=stackdoctor::\(Self.escapedMessage(more))\n")
        for finding in findings.dropFirst(shown) {
          output.write("\(place(of: finding)): \(SafeText.line(finding.title))\n")
        }
      }
    }
    output.write(Summary.sentence(of: diagnosis) + "\n")
  }

  private enum Kind: String, CaseIterable {
    case error, warning, notice

    init(_ severity: Severity) {
      switch severity {
      case .critical, .high: self = .error
      case .medium: self = .warning
      case .low, .info: self = .notice
      }
    }
  }

  private func write(
    _ finding: Finding, as kind: Kind, to output: inout some TextOutputStream
  ) {
    var properties: [String] = []
    // A line of standard input is in no file that GitHub could show.
    if let place = finding.evidence.first, place.source != LogSource.standardInput.name {
      properties.append("file=\(Self.escapedProperty(place.source))")
      properties.append("line=\(place.line)")
      if place.endLine > place.line { properties.append("endLine=\(place.endLine)") }
    }
    properties.append("title=\(Self.escapedProperty(finding.title))")
    var message = finding.cause
    for (index, step) in finding.remediation.enumerated() {
      message += "\n\(index + 1). \(step.text)"
      if let command = step.command { message += "\n\(command)" }
    }
    message += "\n(\(finding.rule), \(place(of: finding)))"
    output.write(
      "::\(kind.rawValue) \(properties.joined(separator: ","))::\(Self.escapedMessage(message))\n")
  }

  private func place(of finding: Finding) -> String {
    finding.evidence.first.map { "\(SafeText.line($0.source)):\($0.line)" } ?? finding.rule.text
  }

  /// The escapes that the runner undoes in messages (actions/toolkit, packages/core/src/command.ts).
  package static func escapedMessage(_ text: String) -> String {
    SafeText.lines(text).joined(separator: "\n")
      .replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// In properties a colon and a comma would end the value.
  package static func escapedProperty(_ text: String) -> String {
    escapedMessage(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
