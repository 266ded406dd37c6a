internal import FailureRules
internal import PatternEngine

/// The rules of one matcher and their patterns, each compiled when it is first needed.
///
/// Of one thread, and none of its functions calls another while it changes something: that each access
/// is exclusive need not be checked, which took as long as half of the calls of PCRE2.
final class PatternTable {
  private let set: RuleSet
  @exclusivity(unchecked) private var rules: [CompiledRule?]
  private var expressions = ExpressionTable()
  @exclusivity(unchecked) private var patterns: [Compiled?] = []
  let scratch: MatchScratch
  /// How often a pattern was asked for, which is once a call of PCRE2.
  @exclusivity(unchecked) private(set) var callCount = 0

  /// A pattern with an address of its own: a `~Copyable` value cannot stand in an array.
  final class Compiled {
    let pattern: Pattern

    init(_ expression: String) throws(PatternError) {
      pattern = try Pattern(expression)
    }
  }

  init(_ set: RuleSet) {
    guard let scratch = MatchScratch() else { fatalError("no memory for a PCRE2 match") }
    self.scratch = scratch
    self.set = set
    rules = Array(repeating: nil, count: set.count)
  }

  /// What is tried of the rule of a number.
  func rule(_ number: Int) -> CompiledRule {
    if let rule = rules[number] { return rule }
    let rule = CompiledRule(set[number].condition, expressions: &expressions)
    rules[number] = rule
    return rule
  }

  /// The text of an expression.
  func expression(_ number: Int) -> String { expressions.expressions[number] }

  func pattern(_ number: Int) throws(PatternError) -> Compiled {
    callCount += 1
    if patterns.indices.contains(number), let compiled = patterns[number] { return compiled }
    let missing = expressions.expressions.count - patterns.count
    if missing > 0 { patterns += Array(repeating: nil, count: missing) }
    let compiled = try Compiled(expressions.expressions[number])
    patterns[number] = compiled
    return compiled
  }
}
