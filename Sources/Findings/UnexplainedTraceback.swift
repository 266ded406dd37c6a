public import Tracebacks

/// All tracebacks of one kind that no rule explains.
public struct UnexplainedTraceback: Equatable, Sendable {
  /// Names the kind: the types raised, and the files' and functions' names, not the lines.
  public let fingerprint: Fingerprint
  /// The language whose runtime wrote it.
  public let language: String
  /// The type raised last; empty if the trace was cut before.
  public let exception: String
  /// The message of that error.
  public let message: String
  /// How often it was seen.
  public internal(set) var count: Int
  /// The calls of the first one seen, outermost first: the last ``frameLimit``.
  public let frames: [StackFrame]
  /// The first place.
  public let evidence: [Evidence]

  /// The calls that are kept.
  public static let frameLimit = 16
}
