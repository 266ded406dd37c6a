internal import FailureRules
internal import Findings

/// What the project ignores, in short.
enum IgnoredText {
  /// `2 ignored by .stackdoctor.yaml`: findings and kinds of tracebacks; nil if there are none.
  static func count(in diagnosis: Diagnosis) -> String? {
    let ignored =
      diagnosis.findings.compactMap(\.ignored) + diagnosis.unexplained.compactMap(\.ignored)
    return ignored.first.map { "\(Summary.grouped(ignored.count)) ignored by \($0.file)" }
  }

  /// A line for each finding and each kind of traceback.
  static func lines(of diagnosis: Diagnosis) -> [String] {
    let findings = diagnosis.findings.compactMap { finding in
      finding.ignored.map {
        "\(finding.severity.rawValue): \(finding.title) (\(finding.rule), \(sentence(of: $0)))"
      }
    }
    let tracebacks = diagnosis.unexplained.compactMap { kind in
      kind.ignored.map { "unexplained: \(FindingText.title(of: kind)) (\(sentence(of: $0)))" }
    }
    return findings + tracebacks
  }

  /// `ignored until 2026-12-31: the tests provoke it`.
  static func sentence(of ignored: Ignored) -> String {
    "ignored\(ignored.expires.map { " until \($0)" } ?? ""): \(ignored.reason)"
  }
}
