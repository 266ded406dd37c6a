internal import FailureRules
package import Findings

/// A report of GitLab's Code Quality, one issue a finding.
///
/// Tracebacks that no rule explains, and what the baseline knows, are of severity info; what the project
/// ignores is left out, since the format has nothing to say so.
package struct GitLabReporter: Reporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    let issues =
      diagnosis.findings.filter { $0.ignored == nil }.compactMap(Issue.init)
      + diagnosis.unexplained.filter { $0.ignored == nil }.map(Issue.init)
    output.write(JSONText.of(issues, isPretty: true) + "\n")
  }

  /// The keys that GitLab reads; all are required.
  private struct Issue: Encodable {
    var description: String
    var check_name: String
    var fingerprint: String
    var severity: String
    var location: Location

    /// Nil for a finding without a place, which GitLab cannot show.
    init?(_ finding: Finding) {
      guard let evidence = finding.evidence.first else { return nil }
      let isKnown = finding.isKnown == true
      description =
        "\(isKnown ? "Known: " : "")\(finding.title). \(finding.cause)\(Self.continuation(of: evidence))"
      check_name = finding.rule.text
      fingerprint = finding.fingerprint.description
      severity =
        switch isKnown ? .info : finding.severity {
        case .critical: "blocker"
        case .high: "critical"
        case .medium: "major"
        case .low: "minor"
        case .info: "info"
        }
      location = Location(evidence)
    }

    init(_ kind: TracebackCluster) {
      description =
        "\(kind.isKnown == true ? "Known: no" : "No") rule explains: \(FindingText.title(of: kind))"
        + Self.continuation(of: kind.first.evidence)
      check_name = SARIFReporter.unexplained
      fingerprint = kind.fingerprint.description
      severity = "info"
      location = Location(kind.first.evidence)
    }

    /// A location is in one file.
    private static func continuation(of evidence: Evidence) -> String {
      evidence.continuations.isEmpty ? "" : " (\(FindingText.place(of: evidence)))"
    }
  }

  private struct Location: Encodable {
    var path: String
    var lines: Lines

    init(_ evidence: Evidence) {
      path = evidence.source
      lines = Lines(begin: evidence.line, end: evidence.endLine)
    }
  }

  private struct Lines: Encodable {
    var begin: Int
    var end: Int
  }
}
