/// Something about the input that its reader should know.
public struct ReadProblem: Equatable, Sendable {
  /// What it means for the answer.
  public enum Kind: Sendable {
    /// The input could not be read, or only in part: the answer may lack something.
    case failure
    /// Nothing that matters was left out.
    case note
  }

  /// The path, as it was given or found.
  public let source: String
  /// The 1-based line, where the problem has one.
  public let line: Int?
  /// A clause in lower case without a full stop.
  public let message: String
  /// What it means for the answer.
  public let kind: Kind

  /// Takes the parts as they are.
  public init(source: String, line: Int? = nil, message: String, kind: Kind) {
    self.source = source
    self.line = line
    self.message = message
    self.kind = kind
  }
}
