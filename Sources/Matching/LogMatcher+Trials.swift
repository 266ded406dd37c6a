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
          text: String(logText: line)
        )
      }
    let root = evaluator.trial(
      of: condition, on: event, expression: evaluator.patterns.expression
    ) { offset in
      let index = event.text.prefix(offset).count { $0 == UInt8(ascii: "\n") }
      return lines.indices.contains(index) ? lines[index].number : last
    }
    return RuleTrial(
      rule: rule, position: position, kind: event.traceback == nil ? .record : .traceback,
      lines: lines, root: root)
  }

  /// Says of each part of a rule that speaks of several records whether it holds on one, and what that
  /// one means to the rule.
  func tellTrial(
    of rule: Int, _ history: CompiledHistory, on event: ConditionEvaluator.Event,
    at position: LogPosition, held: [Int: Match] = [:], isMatch: Bool = false
  ) {
    guard let onTrial else { return }
    let trials = history.parts.map { trial(of: $0, of: rule, on: event, at: position) }
    guard let first = trials.first else { return }
    let parts = trials.enumerated().map { index, trial in
      var root = trial.root
      // Of lines without prefixes each is one by itself, and shown with those that follow.
      if root.result.holds, held[index] == nil {
        root = RuleTrial.Part(label: root.label, result: .fails("on a line of its own"))
      }
      guard let name = history.name(ofPart: index) else { return root }
      return RuleTrial.Part(
        label: name, result: root.result.holds ? .holds(captures: [:], line: nil) : .fails(nil),
        parts: [root])
    }
    let result: RuleTrial.Result =
      isMatch
      ? .holds(captures: [:], line: nil) : .fails(held.isEmpty ? nil : states.verdict.words)
    onTrial(
      RuleTrial(
        rule: rule, position: position, kind: first.kind, lines: first.lines,
        root: RuleTrial.Part(label: history.label, result: result, parts: parts)))
  }

  /// Says of what has started whether its end is overdue.
  func tellDeadline(of match: Match, _ history: CompiledHistory, _ reason: String?) {
    onTrial?(
      RuleTrial(
        rule: match.rule, position: match.position, kind: .deadline, lines: [],
        root: RuleTrial.Part(
          label: history.label,
          result: reason.map { .fails($0) } ?? .holds(captures: [:], line: nil))))
  }
}
