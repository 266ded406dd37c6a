internal import PatternEngine

/// The patterns of one matcher, compiled when they are first needed.
final class PatternTable {
  private let expressions: [String]
  private var patterns: [Compiled?]
  let scratch: MatchScratch
  /// How often a pattern was asked for, which is once a call of PCRE2.
  private(set) var callCount = 0

  /// A pattern with an address of its own: a `~Copyable` value cannot stand in an array.
  final class Compiled {
    let pattern: Pattern

    init(_ expression: String) throws(PatternError) {
      pattern = try Pattern(expression)
    }
  }

  init(_ table: ExpressionTable) {
    guard let scratch = MatchScratch() else { fatalError("no memory for a PCRE2 match") }
    self.scratch = scratch
    expressions = table.expressions
    patterns = Array(repeating: nil, count: table.expressions.count)
  }

  func pattern(_ number: Int) throws(PatternError) -> Compiled {
    callCount += 1
    if let compiled = patterns[number] { return compiled }
    let compiled = try Compiled(expressions[number])
    patterns[number] = compiled
    return compiled
  }
}
