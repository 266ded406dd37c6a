internal import PatternEngine

/// The patterns of one matcher, compiled when they are first needed.
final class PatternTable {
  private var patterns: [String: Compiled] = [:]
  let scratch: MatchScratch

  /// A pattern with an address of its own: a `~Copyable` value cannot stand in a dictionary.
  final class Compiled {
    let pattern: Pattern

    init(_ expression: String) throws(PatternError) {
      pattern = try Pattern(expression)
    }
  }

  init() {
    guard let scratch = MatchScratch() else { fatalError("no memory for a PCRE2 match") }
    self.scratch = scratch
  }

  func pattern(_ expression: String) throws(PatternError) -> Compiled {
    if let compiled = patterns[expression] { return compiled }
    let compiled = try Compiled(expression)
    patterns[expression] = compiled
    return compiled
  }
}
