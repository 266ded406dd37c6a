internal import FailureRules
internal import LogReading
internal import PatternEngine

/// Records that have ended: what rules say of them.
extension LogMatcher {
  mutating func endRecord() {
    guard !record.lines.isEmpty else { return }
    let isOwn = ignoredProgram.map { (cutHeader ?? record.header).program == $0 } ?? false
    if !recordIsOutside, !isOwn { judgeRecord() }
    clearRecord()
  }

  /// Tries rules on the record; what shares its memory is gone when this returns.
  private mutating func judgeRecord() {
    let whole = recordEvent(fromLine: 0)
    var isExplained = false
    for rule in recordRules.indices {
      let compiled = evaluator.patterns.rule(rule)
      if let history = compiled.history {
        if takeRecord(whole, for: rule, history) { isExplained = true }
        continue
      }
      // Lines without prefixes are taken for one record, but may be several: each may match.
      var next = 0
      while next < record.lines.count,
        let matched = match(compiled.condition, of: rule, on: whole, fromLine: next)
      {
        isExplained = true
        report(
          .match(
            Match(rule: rule, captures: matched.captures, in: record, matched.range)))
        if record.beginsRecord { break }
        next = record.lineIndex(at: max(matched.range.lowerBound, matched.range.upperBound - 1)) + 1
      }
    }
    if recordIsError {
      report(.errorRecord(isExplained: isExplained))
      if datesErrors { report(.error(whole.origin.header, isExplained: isExplained)) }
    }
  }

  /// Tries a condition of a rule on the record from one of its lines on; `whole` is all of it.
  mutating func match(
    _ condition: CompiledCondition, of rule: Int, on whole: ConditionEvaluator.Event,
    fromLine first: Int
  ) -> (captures: [String: String], range: Range<Int>)? {
    let offset = record.lines[first].offset
    let event = first == 0 ? whole : recordEvent(fromLine: first)
    guard
      let outcome = evaluate(condition, of: rule, on: event, at: record.lines[first].position)
    else { return nil }
    let range = outcome.range ?? 0..<1
    return (outcome.captures, (offset + range.lowerBound)..<(offset + range.upperBound))
  }

  /// The record from one of its lines on, as rules see it.
  func recordEvent(fromLine first: Int) -> ConditionEvaluator.Event {
    let offset = record.lines[first].offset
    return ConditionEvaluator.Event(
      text: offset == 0 ? record.bytes : Array(record.bytes[offset...])
    ) { [record, cutHeader, sourceName] in
      EventOrigin(header: cutHeader ?? record.header, sourceName: sourceName)
    }
  }

  mutating func clearRecord() {
    record.removeAll()
    recordRules.removeAll()
    recordIsError = false
    recordIsOutside = false
    cutHeader = nil
  }

  mutating func evaluate(
    _ condition: CompiledCondition, of rule: Int, on event: ConditionEvaluator.Event,
    at position: LogPosition
  ) -> ConditionEvaluator.Outcome? {
    guard !budget.isGivenUp(rule) else { return nil }
    statistics?.trials += 1
    let isTimed = timings != nil || event.text.count >= RuleBudget.timedSize
    let start = isTimed ? ThreadTime.now : .zero
    var outcome: ConditionEvaluator.Outcome?
    var limit: String?
    do throws(PatternError) {
      outcome = try evaluator.evaluate(condition, on: event)
    } catch {
      limit = error.description
    }
    let time = isTimed ? ThreadTime.now - start : .zero
    timings?.note(rule, time, at: position)
    // Of histories the parts are told together.
    if let onTrial, evaluator.patterns.rule(rule).history == nil {
      onTrial(trial(of: condition, of: rule, on: event, at: position))
    }
    for message in budget.charge(rule, time, limit: limit, size: event.text.count) {
      report(.fault(RuleFault(rule: rule, position: position, message: message)))
    }
    return outcome
  }
}
