internal import FailureRules
package import Findings
internal import LogReading

/// Workflow commands of GitHub Actions, one annotation a finding; what the baseline knows, or the
/// project ignores, is a line of the step's log.
package struct GitHubReporter: Reporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    GitHubAnnotations.write(
      diagnosis.findings.filter { $0.standing == .counts }.map(Self.annotation), to: &output)
    for finding in diagnosis.findings {
      let place = "\(FindingText.place(of: finding)): \(finding.title)"
      switch finding.standing {
      case .counts: continue
      case .known: output.write(GitHubAnnotations.logLine("known: \(place)") + "\n")
      case .ignored(let ignored):
        let line = "\(place) (\(IgnoredText.sentence(of: ignored)))"
        output.write(GitHubAnnotations.logLine(line) + "\n")
      }
    }
    output.write(Summary.sentence(of: diagnosis) + "\n")
  }

  private static func kind(of severity: Severity) -> GitHubAnnotations.Kind {
    switch severity {
    case .critical, .high: .error
    case .medium: .warning
    case .low, .info: .notice
    }
  }

  private static func annotation(of finding: Finding) -> GitHubAnnotations.Annotation {
    var properties: [(name: String, value: String)] = []
    // A line of standard input is in no file that GitHub could show.
    if let place = finding.evidence.first, place.source != LogSource.standardInput.name {
      properties = [("file", place.source), ("line", String(place.line))]
      if place.endLine > place.line { properties.append(("endLine", String(place.endLine))) }
    }
    let place = FindingText.place(of: finding)
    let message =
      FindingText.explanation(cause: finding.cause, steps: finding.remediation)
      + ["(\(finding.rule), \(place))"]
    return GitHubAnnotations.Annotation(
      kind(of: finding.severity), place: properties, title: finding.title,
      message: message.joined(separator: "\n"), line: "\(place): \(finding.title)")
  }
}
