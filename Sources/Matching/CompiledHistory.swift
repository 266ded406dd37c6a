internal import FailureRules

/// What a rule asks for that speaks of several records or tracebacks of a source.
enum CompiledHistory: Sendable {
  case times(Threshold, CompiledCondition)
  case sequence([CompiledCondition], key: HistoryKey, within: Stretch?)
  case absence(
    start: CompiledCondition, end: CompiledCondition, key: HistoryKey, within: Stretch?)

  /// Nil for a condition that speaks of one record or traceback.
  init?(_ condition: Condition, expressions: inout ExpressionTable) {
    switch condition {
    case .times(let threshold, let part):
      self = .times(threshold, CompiledCondition(part, expressions: &expressions))
    case .sequence(let sequence):
      self = .sequence(
        sequence.steps.map { CompiledCondition($0, expressions: &expressions) },
        key: sequence.key, within: sequence.within)
    case .absence(let absence):
      self = .absence(
        start: CompiledCondition(absence.start, expressions: &expressions),
        end: CompiledCondition(absence.end, expressions: &expressions), key: absence.key,
        within: absence.within)
    default: return nil
    }
  }

  /// The conditions that are tried on every record and traceback, in order.
  var parts: [CompiledCondition] {
    switch self {
    case .times(_, let part): [part]
    case .sequence(let steps, _, _): steps
    case .absence(let start, let end, _, _): [start, end]
    }
  }
}
