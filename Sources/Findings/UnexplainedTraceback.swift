public import Tracebacks

/// All tracebacks of one kind that no rule explains.
public struct UnexplainedTraceback: Equatable, Sendable {
  /// Names the kind: the types raised, and the files' and functions' names, not the lines.
  public let fingerprint: Fingerprint
  public let language: String
  /// The type raised last; empty if the trace was cut before.
  public let exception: String
  public let message: String
  public internal(set) var count: Int
  /// The calls of the first one seen, outermost first: the last ``frameLimit``.
  public let frames: [StackFrame]
  public let evidence: [Evidence]

  /// The calls that are kept.
  public static let frameLimit = 16
}
