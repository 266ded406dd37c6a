internal import FailureRules
internal import LogReading
internal import Tracebacks

extension LogMatcher {
  /// What comes of each part of a rule's condition on a text.
  func trial(
    of rule: Int, on text: [UInt8], _ traceback: Traceback?, _ hints: [Int],
    at position: LogPosition
  ) -> RuleTrial {
    let numbers =
      traceback?.lines.map(\.position.line)
      ?? record.lines.map(\.position.line).filter { $0 >= position.line }
    let last = numbers.last ?? position.line
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().map { index, line in
        (
          number: numbers.indices.contains(index) ? numbers[index] : last,
          text: String(decoding: line, as: UTF8.self)
        )
      }
    let root = evaluator.trial(
      of: rules.rules[rule].condition, rules.conditions[rule], on: text, traceback: traceback,
      hints: hints
    ) { offset in
      let index = text.prefix(offset).count { $0 == UInt8(ascii: "\n") }
      return lines.indices.contains(index) ? lines[index].number : last
    }
    return RuleTrial(
      rule: rule, position: position, isTraceback: traceback != nil, lines: lines, root: root)
  }
}
