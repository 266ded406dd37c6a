internal import FailureRules
internal import Findings
internal import LogReading

/// What the program's exit status says.
enum ExitStatus: Int32 {
  /// Scanned; nothing at or above the threshold.
  case clean = 0
  /// Findings at or above the threshold.
  case findings = 1
  /// Wrong usage.
  case usage = 2
  /// Some input was not read, or only in part, or a report was not written. Outranks findings: what
  /// was not read is not clean.
  case unreadable = 3
  /// Ended by SIGINT, as shells expect it.
  case interrupted = 130
  /// The reader of standard output has gone.
  case brokenPipe = 141

  /// The status of a scan.
  ///
  /// - Parameters:
  ///   - diagnosis: its answer; what the baseline knows, and what the project ignores, does
  ///     not count.
  ///   - threshold: the least severity that counts.
  ///   - isUnexplainedFailure: whether tracebacks that no rule explains count, too.
  init(
    of diagnosis: Diagnosis, failOn threshold: FailureThreshold, isUnexplainedFailure: Bool = false
  ) {
    if diagnosis.problems.contains(where: { $0.kind == .failure }) {
      self = .unreadable
    } else if let least = threshold.severity,
      diagnosis.findings.contains(where: { $0.severity >= least && $0.standing == .counts })
    {
      self = .findings
    } else if isUnexplainedFailure, !diagnosis.newUnexplained.isEmpty {
      self = .findings
    } else {
      self = .clean
    }
  }
}
