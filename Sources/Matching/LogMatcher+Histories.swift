internal import FailureRules
internal import LogReading
internal import PatternEngine
internal import Tracebacks

/// Rules that speak of several records or tracebacks.
extension LogMatcher {
  /// Shows the record that has ended to a rule; `whole` is all of it.
  ///
  /// - Returns: whether the rule now matches.
  mutating func takeRecord(
    _ whole: ConditionEvaluator.Event, for rule: Int, _ history: CompiledHistory
  ) -> Bool {
    // Lines without prefixes are taken for one record, but may be several: each is one by itself.
    var held: [Int: [Int: Match]] = [:]
    for (part, condition) in history.parts.enumerated() {
      var next = 0
      while next < record.lines.count,
        let matched = match(condition, of: rule, on: whole, fromLine: next)
      {
        let line = record.beginsRecord ? 0 : record.lineIndex(at: matched.range.lowerBound)
        held[line, default: [:]][part] = Match(
          rule: rule, captures: matched.captures, in: record, ofLine: line, matched.range)
        if record.beginsRecord { break }
        next = record.lineIndex(at: max(matched.range.lowerBound, matched.range.upperBound - 1)) + 1
      }
    }
    var isMatched = false
    for (line, held) in held.sorted(by: { $0.key < $1.key }) {
      let event = RuleStates.Event(
        held: held, line: record.lines[line].position.line, origin: whole.origin)
      let isMatch = take(event, of: rule, history)
      if isMatch { isMatched = true }
      tellTrial(
        of: rule, history, on: line == 0 ? whole : recordEvent(fromLine: line),
        at: record.lines[line].position, held: held, isMatch: isMatch)
    }
    if held.isEmpty {
      tellTrial(of: rule, history, on: whole, at: record.lines[0].position)
    }
    return isMatched
  }

  /// Shows a traceback to a rule.
  ///
  /// - Returns: whether the rule now matches.
  mutating func take(
    _ event: ConditionEvaluator.Event, of traceback: Traceback, for rule: Int,
    _ history: CompiledHistory
  ) -> Bool {
    var held: [Int: Match] = [:]
    for (part, condition) in history.parts.enumerated() {
      guard let outcome = evaluate(condition, of: rule, on: event, at: traceback.position) else {
        continue
      }
      held[part] = Match(
        rule: rule, captures: outcome.captures, of: traceback, outcome.range ?? 0..<1)
    }
    var isMatch = false
    if !held.isEmpty {
      isMatch = take(
        RuleStates.Event(held: held, line: traceback.position.line, origin: event.origin), of: rule,
        history)
    }
    tellTrial(
      of: rule, history, on: event, at: traceback.position, held: held, isMatch: isMatch)
    return isMatch
  }

  private mutating func take(
    _ event: RuleStates.Event, of rule: Int, _ history: CompiledHistory
  ) -> Bool {
    let matches = states.take(event, of: rule, history)
    for match in matches { report(.match(match)) }
    let own = event.held.values.first?.event
    for match in matches where match.event != own { tellDeadline(of: match, history, nil) }
    return matches.contains { $0.event == own }
  }

  /// Notes the time of a chunk's last record that has one, which tells at the source's end what is
  /// overdue.
  ///
  /// Where times are written, a few lines are looked at, and none at all unless something is open.
  mutating func noteTime(in bytes: Span<UInt8>, _ chunk: LogChunk) {
    guard rules.set.index.hasDeadlines, states.isOpen || !isIdle else { return }
    var first = chunk.fresh.lowerBound
    if chunk.continuesLine {
      first = bytes.firstOffset(of: UInt8(ascii: "\n"), from: first) ?? bytes.count
    }
    var end = chunk.fresh.upperBound
    while end > first {
      let start = bytes.lineStart(before: end, limit: first)
      let line = PlainLine(copying: bytes.extracting(start..<end)).bytes
      let header = RecordHeader(
        position: LogPosition(source: 0, line: 0, byteOffset: 0),
        prefix: RecordPrefix(of: line.span), line: line.span)
      // What has not come by the end of the window may have come after it.
      if gate?.hasPassed == true { return }
      if let time = header.time.flatMap(EventTime.milliseconds) {
        states.lastTime = time
        return
      }
      end = start - 1
    }
  }

  /// Reports what has not come by the source's end.
  mutating func endHistories(isWhole: Bool) {
    let patterns = evaluator.patterns
    let isPassed = gate?.hasPassed == true
    let open = states.end(atLine: isPassed ? 0 : lineCount, isWhole: isWhole && !isPassed) {
      patterns.rule($0).history
    }
    for (match, isOverdue) in open {
      if isOverdue { report(.match(match)) }
      if let history = patterns.rule(match.rule).history {
        let reason = isWhole ? "the source ends before that" : "the source was not read to its end"
        tellDeadline(of: match, history, isOverdue ? nil : reason)
      }
    }
  }
}
