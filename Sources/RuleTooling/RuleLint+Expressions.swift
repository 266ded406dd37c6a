internal import FailureRules
internal import PatternEngine

/// What an expression's test came to.
enum TestedExpression {
  case fine
  case grows(BacktrackingTest.Growth)
  /// A limit ended the test.
  case unknown
}

/// What is wrong with patterns that can be compiled.
extension RuleLint {
  /// The patterns that give a scan nothing to look for, and those that backtrack.
  ///
  /// - Returns: whether it is said why there is nothing to look for, better than the file's own
  ///   problem says it.
  mutating func checkPatterns(of file: RuleFile) -> Bool {
    let examples = file.values.filter { $0.path.hasPrefix("examples.match") }.compactMap(\.text)
    let isWithoutLiteral = file.problems.contains(where: \.namesMissingText)
    var hasReasons = false
    for value in file.values where value.path.hasPrefix("signature.") {
      guard value.key == "line" || value.key == "message", let expression = value.text else {
        continue
      }
      if isWithoutLiteral, value.key == "line", let reason = LiteralReason.of(expression) {
        report(
          .noLiteral, "'\(value.path)' gives a scan nothing to look for: \(reason)", at: value,
          of: file.file)
        hasReasons = true
      }
      switch test(expression, examples) {
      case .fine: break
      case .unknown: untestedExpressions.add(value, of: file.file)
      case .grows(let growth):
        report(.backtracking, Self.message(value.path, growth), at: value, of: file.file)
      }
    }
    return hasReasons
  }

  private static func message(_ path: String, _ growth: BacktrackingTest.Growth) -> String {
    let limit =
      growth.isSearch ? BacktrackingTest.searchLimit : Int(MatchScratch.backtrackingLimit)
    let steps = growth.steps.map { step in
      let count = step.steps > limit ? "over \(limit)" : "\(step.steps)"
      return "\(count) step\(step.steps == 1 ? "" : "s") on \(step.bytes)"
    }
    return """
      '\(path)' backtracks: where '\(growth.repeated)' is repeated and no match follows, \
      \(steps.joined(separator: ", ")) bytes\(growth.isSearch ? " from all places" : ""), \
      expected steps in proportion
      """
  }

  private mutating func test(_ expression: String, _ examples: [String]) -> TestedExpression {
    if let known = tested[expression] { return known }
    let result = measure(expression, examples)
    tested[expression] = result
    return result
  }

  private mutating func measure(_ expression: String, _ examples: [String]) -> TestedExpression {
    let left = limits.steps - steps
    guard left > 0, expression.utf8.count <= BacktrackingTest.expressionLimit else {
      return .unknown
    }
    let limit = min(left, BacktrackingTest.stepLimit)
    guard var test = BacktrackingTest(expression, limit: limit) else { return .fine }
    let growth = test.worstGrowth(examples: examples)
    steps += test.steps
    if let growth { return .grows(growth) }
    return test.isSpent ? .unknown : .fine
  }
}
