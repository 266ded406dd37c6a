internal import LogReading

/// Where a trace of Ruby begins.
extension RubyGrammar {
  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    guard let sign = lines.lines.last else { return nil }
    let body = sign.body.span
    let last = lines.lines.count - 1
    if RubyText.isAnnouncement(body) {
      return TraceBeginning(first: last, grammar: RubyGrammar(linesBeforeHeader: 1))
    }
    if RubyText.header(in: body) != nil || isSyntaxError(body) {
      return TraceBeginning(first: last, grammar: RubyGrammar(linesBeforeHeader: 0))
    }
    if RubyText.numberedCall(in: body) != nil { return beginningOfNumbered(in: lines) }
    let isPlain = RubyText.fromCall(in: body) == nil
    return isPlain ? beginningOfPlain(in: lines) : beginningOfUsual(in: lines)
  }

  private static func beginningOfNumbered(in lines: PrecedingLines) -> TraceBeginning? {
    var index = lines.lines.count - 2
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if let start = body.firstOffset(of: numberedHeader),
        start == 0 || line.isRecord || body.isBlank(from: start + 34)
      {
        return TraceBeginning(first: index, grammar: RubyGrammar())
      }
      guard line.isRecord || RubyText.numberedCall(in: body) != nil else { return nil }
      index -= 1
    }
    guard lines.reachesStart else { return nil }
    var grammar = RubyGrammar()
    grammar.lacksHead = true
    return TraceBeginning(first: 0, grammar: grammar)
  }

  /// Finds the place with the message above calls that have a `from`.
  private static func beginningOfUsual(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    var index = last - 1
    var isAmongCalls = true
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if line.isRecord {
        if isAmongCalls, index == last - 1, RubyText.closingType(in: body) != nil {
          return TraceBeginning(first: index, grammar: RubyGrammar(linesBeforeHeader: 0))
        }
      } else if RubyText.header(in: body) != nil
        || (line.prefix.beginsRecord && RubyText.closingType(in: body) != nil)
        || (index == last - 1 && body.firstOffset(of: ":") != nil
          && RubyText.closingType(in: body) != nil)
      {
        return TraceBeginning(first: index, grammar: RubyGrammar(linesBeforeHeader: 0))
      } else if RubyText.fromCall(in: body) != nil {
        // Those of another trace.
        if !isAmongCalls { return nil }
      } else {
        isAmongCalls = false
      }
      index -= 1
    }
    guard lines.reachesStart, isAmongCalls, !lines.lines[0].isRecord else { return nil }
    return TraceBeginning(first: 0, grammar: RubyGrammar(headless: .calls, isPlain: false))
  }

  /// Finds what a program printed above a backtrace.
  private static func beginningOfPlain(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    var index = last
    // The calls above the first that has a sign.
    while index > 0, case let line = lines.lines[index - 1],
      line.holds({ RubyText.plainCall(in: $0) != nil })
    {
      index -= 1
      // The first call may stand in the record itself.
      if line.isRecord { break }
    }
    let firstCall = index
    if lines.lines[last].prefix.hasOwnTime, firstCall == last {
      // The others follow without a prefix, or show the trace as well.
      return nil
    }
    if lines.lines[firstCall].beginsRecord(before: lines.lines[last]) {
      return TraceBeginning(
        first: firstCall, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
    }
    var fallback: Int?
    // The last line of a message of several, with the class.
    var closing: Int?
    index -= 1
    while index >= 0, firstCall - index <= 24 {
      let line = lines.lines[index]
      let body = line.body.span
      if line.beginsRecord(before: lines.lines[last]) {
        return TraceBeginning(
          first: index, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
      }
      if isFrame(body) { break }
      let isLogger = RubyText.isLoggerRecord(body)
      if isLogger, closing != nil || index == firstCall - 1 || RubyText.namedError(in: body) != nil
      {
        return TraceBeginning(
          first: index, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
      }
      if isLogger { break }
      if !body.isBlank() {
        if closing == nil {
          if RubyText.closingType(in: body) != nil {
            closing = index
          } else if RubyText.namedError(in: body) != nil {
            return TraceBeginning(
              first: index, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
          }
        }
        if fallback == nil, index == firstCall - 1 { fallback = index }
      }
      index -= 1
    }
    if let fallback = closing ?? fallback {
      return TraceBeginning(
        first: fallback, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
    }
    guard lines.reachesStart, firstCall == 0, last > 0 else { return nil }
    return TraceBeginning(first: 0, grammar: RubyGrammar(headless: .calls, isPlain: true))
  }
}
