public import LogReading

/// The answer to a scan.
public struct Diagnosis: Sendable {
  /// The causes first, the gravest first of them.
  public var findings: [Finding] = []
  /// The most frequent first.
  public var unexplained: [UnexplainedTraceback] = []
  public var totals = Totals()
  public var problems: [ReadProblem] = []

  public init() {}

  /// What was read.
  public struct Totals: Equatable, Sendable {
    public var sources = 0
    public var lines = 0
    public var bytes = 0
    /// Records whose writer called them ERROR or CRITICAL, and those of them that a rule explains.
    public var errorRecords = 0
    public var explainedErrorRecords = 0
    public var tracebacks = 0
    public var explainedTracebacks = 0

    public init() {}
  }
}
