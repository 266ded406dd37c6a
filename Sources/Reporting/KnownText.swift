internal import FailureRules
internal import Findings

/// What the baseline knows, in short.
enum KnownText {
  /// A line for each finding that nothing else explains, and for each kind of traceback.
  static func lines(of diagnosis: Diagnosis) -> [String] {
    diagnosis.findings.filter { $0.standing == .known && !$0.isSymptom }.map {
      "\($0.severity.rawValue): \($0.title) (\($0.rule), \(Summary.times($0.count)))"
    }
      + diagnosis.unexplained.filter { $0.standing == .known }.map {
        "unexplained: \(FindingText.title(of: $0)) (\(Summary.times($0.count)))"
      }
  }
}
