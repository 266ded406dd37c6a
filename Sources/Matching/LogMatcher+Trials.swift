internal import FailureRules
internal import LogReading
internal import Tracebacks

extension LogMatcher {
  /// What comes of each part of a rule's condition on a text.
  func trial(
    of condition: CompiledCondition, of rule: Int, on event: ConditionEvaluator.Event,
    at position: LogPosition
  ) -> RuleTrial {
    let numbers =
      event.traceback?.lines.map(\.position.line)
      ?? record.lines.map(\.position.line).filter { $0 >= position.line }
    let last = numbers.last ?? position.line
    let lines = event.text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().map { index, line in
        (
          number: numbers.indices.contains(index) ? numbers[index] : last,
          text: String(decoding: line, as: UTF8.self)
        )
      }
    let root = evaluator.trial(
      of: condition, on: event, expression: { rules.expressions.expressions[$0] }
    ) { offset in
      let index = event.text.prefix(offset).count { $0 == UInt8(ascii: "\n") }
      return lines.indices.contains(index) ? lines[index].number : last
    }
    return RuleTrial(
      rule: rule, position: position, isTraceback: event.traceback != nil, lines: lines, root: root)
  }
}
