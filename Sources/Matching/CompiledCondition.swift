internal import FailureRules

/// A condition whose patterns are numbered: compiling it looks up no name while logs are read.
indirect enum CompiledCondition: Sendable {
  case line(pattern: Int)
  case traceback(TracebackSignature, message: Int?)
  case any([CompiledCondition])
  case all([CompiledCondition])
  case not(CompiledCondition)
  case scoped(RuleScope, CompiledCondition)

  /// Adds the condition's expressions to `expressions`; equal ones share a number.
  init(_ condition: Condition, expressions: inout ExpressionTable) {
    switch condition {
    case .signature(.line(let line)):
      self = .line(pattern: expressions.number(of: line.pattern.expression))
    case .signature(.traceback(let traceback)):
      self = .traceback(
        traceback, message: traceback.message.map { expressions.number(of: $0.expression) })
    case .any(let parts):
      self = .any(parts.map { CompiledCondition($0, expressions: &expressions) })
    case .all(let parts):
      self = .all(parts.map { CompiledCondition($0, expressions: &expressions) })
    case .not(let part):
      self = .not(CompiledCondition(part, expressions: &expressions))
    case .times(_, let part): self.init(part, expressions: &expressions)
    case .sequence(let sequence): self.init(.any(sequence.steps), expressions: &expressions)
    case .absence(let absence):
      self.init(.any([absence.start, absence.end]), expressions: &expressions)
    case .scoped(let scope, let part):
      self = .scoped(scope, CompiledCondition(part, expressions: &expressions))
    }
  }
}

/// The expressions of a rule set, each once.
struct ExpressionTable: Sendable {
  private(set) var expressions: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of expression: String) -> Int {
    if let number = numbers[expression] { return number }
    numbers[expression] = expressions.count
    expressions.append(expression)
    return expressions.count - 1
  }
}
