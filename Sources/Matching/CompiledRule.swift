internal import FailureRules

/// What a matcher tries of a rule.
struct CompiledRule {
  /// What has to hold on one record or traceback.
  let condition: CompiledCondition
  /// What it asks for that speaks of several; ``condition`` is then of no use.
  let history: CompiledHistory?

  /// Adds the condition's expressions to `expressions`.
  init(_ condition: Condition, expressions: inout ExpressionTable) {
    history = CompiledHistory(condition, expressions: &expressions)
    self.condition = CompiledCondition(condition, expressions: &expressions)
  }
}
