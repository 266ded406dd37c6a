package import FailureRules
public import LogReading
package import Matching

/// The answer to a scan.
public struct Diagnosis: Sendable {
  /// The causes first, the gravest first of them.
  public var findings: [Finding] = []
  /// The tracebacks that no rule explains, by kind, the most frequent first.
  public var unexplained: [TracebackCluster] = []
  /// What was read, and how much of it is explained.
  public var totals = Totals()
  /// What was not read as expected.
  public var problems: [ReadProblem] = []

  /// The hosts whose reports were merged; empty for a scan.
  public package(set) var hosts: [String] = []

  /// How many kinds that the baseline knows were not found; nil without a baseline.
  public internal(set) var absentCount: Int?

  /// What the project ignores and was not found, or not only where it is ignored.
  package var unusedIgnores: [ProjectIgnore] = []
  /// The rules of the findings, in order of id.
  package var rules: [Rule] = []
  /// When errors were written, and by whom; nil unless it was asked for.
  package var timeline: Timeline?
  /// What trying each rule has cost; empty unless it was asked for.
  package var timings: [RuleTiming] = []
  /// What each stage has done; nil unless it was asked for.
  package var statistics: ScanStatistics?

  /// Nothing was found yet.
  public init() {}

  /// What was read.
  public struct Totals: Equatable, Sendable {
    /// Files and streams.
    public var sources = 0
    /// Physical lines.
    public var lines = 0
    /// Bytes of those lines.
    public var bytes = 0
    /// Records whose writer called them ERROR or CRITICAL.
    public var errorRecords = 0
    /// Those of them that a rule explains.
    public var explainedErrorRecords = 0
    /// Grouped traces.
    public var tracebacks = 0
    /// Those of them that a rule explains.
    public var explainedTracebacks = 0

    /// Nothing was read yet.
    public init() {}

    /// The most that a sum can be: exact in every reader of JSON.
    package static let limit = 1 << 53

    /// Adds what was read elsewhere, up to ``limit``; none of both is more.
    static func += (first: inout Totals, second: Totals) {
      for key in [
        \Totals.sources, \.lines, \.bytes, \.errorRecords, \.explainedErrorRecords, \.tracebacks,
        \.explainedTracebacks,
      ] {
        first[keyPath: key] = min(limit, first[keyPath: key] + second[keyPath: key])
      }
    }
  }
}
