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

  /// `ignored until 2026-12-31: the tests provoke it`.
  static func sentence(of ignored: Ignored) -> String {
    "ignored\(ignored.expires.map { " until \($0)" } ?? ""): \(ignored.reason)"
  }
}
