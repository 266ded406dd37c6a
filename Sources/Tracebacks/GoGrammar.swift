internal import LogReading

/// The traces of Go: panics, fatal errors and stacks of goroutines (runtime/panic.go and
/// runtime/traceback.go), reports of the race detector, and stacks without arguments as zap and
/// pkg/errors print them.
///
/// A panic's message may have any lines, so that a trace is recognised by its first goroutine, and
/// its header looked for above it.
struct GoGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "goroutine 1 [", " [running]:\n", " [running]:\r", " [running]:\\", " [running]:\"",
    " [running]:#012", " locked to thread]:", "WARNING: DATA RACE", "/src/runtime/",
    "/src/net/http/", "/go/pkg/mod/",
  ]
  static let isMarkedByCalls = true
  /// A message of more lines than this is not found.
  static let reach = 64

  private enum State {
    /// Before or in the header and its message.
    case head
    /// After the line of a goroutine, or of a race's access.
    case stack
    /// After a call, whose place must follow.
    case function
    case place
    case gap
    case registers
    /// After the message of an error that wraps another, with a stack of its own.
    case wrapping
  }

  private var state = State.head
  /// Lines that stand before the first goroutine.
  private var headLines: Int
  private var isRace = false
  /// The calls have no arguments.
  private var isPlain = false
  /// Such a stack is at its end, and the message of an error that wraps this one may follow.
  private var endsStack = false
  private var isRuntimeStack = false
  private var isPanic = false
  private var hasError = false
  /// A header, or a call, shows that something has failed.
  private var isCertain = true
  private var heldLines = 0
  private(set) var isWhole = false
  private(set) var lacksHead = false

  private static let heldLineLimit = 3
  /// Lines of a stack in which a panic, or who asked for the stack, must be named.
  private static let uncertainLineLimit = 40

  private init(headLines: Int) { self.headLines = headLines }

  static func isSign(_ body: Span<UInt8>) -> Bool {
    GoHeader.goroutineOffset(in: body) != nil || GoHeader.isRaceHeader(body)
      || (body.skippingBlanks(from: 0) > 0 && GoText.isPlace(body, isStrict: true))
  }

  // MARK: the beginning

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last >= 0 else { return nil }
    let signLine = lines.lines[last]
    let sign = signLine.body.span
    if GoHeader.isRaceHeader(sign) {
      var grammar = GoGrammar(headLines: 1)
      grammar.isRace = true
      return TraceBeginning(first: last, grammar: grammar)
    }
    guard let goroutine = GoHeader.goroutineOffset(in: sign) else {
      // The goroutine's line stands above its first call.
      if last > 1, case let line = lines.lines[last - 2],
        GoHeader.goroutineOffset(in: line.body.span) != nil
      {
        return beginning(
          in: PrecedingLines(
            lines: Array(lines.lines[...(last - 2)]), reachesStart: lines.reachesStart))
      }
      return stackBeginning(in: lines)
    }
    if goroutine > sign.skippingBlanks(from: 0) {
      return TraceBeginning(first: last, grammar: GoGrammar(headLines: 1))
    }
    if let first = GoHeader.headerIndex(in: lines) {
      let count = (first..<last).count { $0 == first || !lines.lines[$0].isRecord }
      return TraceBeginning(first: first, grammar: GoGrammar(headLines: count))
    }
    if lines.reachesStart, last > 0, lines.lines[..<last].allSatisfy({ isInside($0) }) {
      var grammar = GoGrammar(headLines: 0)
      grammar.lacksHead = true
      grammar.state = .gap
      return TraceBeginning(first: 0, grammar: grammar)
    }
    var grammar = GoGrammar(headLines: 0)
    grammar.isCertain = false
    return TraceBeginning(first: last, grammar: grammar)
  }

  private static func isInside(_ line: TraceLine) -> Bool {
    let body = line.body.span
    return line.isRecord || body.isBlank() || GoText.isPlace(body, isStrict: false)
      || GoText.callEnd(in: body) != nil
  }

  /// The beginning of a stack of calls, found from one of its places up.
  private static func stackBeginning(in lines: PrecedingLines) -> TraceBeginning? {
    var first = lines.lines.count
    var wantsPlace = true
    var hasArguments = false
    for index in lines.lines.indices.reversed() {
      let line = lines.lines[index]
      if line.isRecord { break }
      let body = line.body.span
      if wantsPlace {
        guard GoText.isPlace(body, isStrict: true) else { break }
      } else {
        let isCall = GoText.callEnd(in: body) != nil
        guard isCall || GoText.isPlainFunction(body) else { break }
        if isCall { hasArguments = true }
        first = index
      }
      wantsPlace.toggle()
    }
    guard first < lines.lines.count else { return nil }
    if hasArguments {
      let top = lines.lines[0]
      guard first == 0 || (first == 1 && GoText.isPlace(top.body.span, isStrict: true)),
        lines.reachesStart
      else { return nil }
      var grammar = GoGrammar(headLines: 0)
      grammar.lacksHead = true
      grammar.state = first == 0 ? .place : .function
      return TraceBeginning(first: 0, grammar: grammar)
    }
    // pkg/errors prints the message above; a log's own record is context.
    let above = first > 0 ? lines.lines[first - 1] : nil
    let hasHeader =
      above.map {
        !$0.isRecord && !$0.prefix.beginsRecord && !$0.body.span.isBlank()
          && !GoText.beginsRecord($0.body.span) && $0.body.span.skippingBlanks(from: 0) == 0
      } ?? false
    var grammar = GoGrammar(headLines: hasHeader ? 1 : 0)
    grammar.isPlain = true
    if !hasHeader { grammar.state = .place }
    return TraceBeginning(first: hasHeader ? first - 1 : first, grammar: grammar)
  }

  // MARK: lines

  mutating func takeRest() -> LineVerdict {
    guard headLines > 0 else { return .accepted }
    headLines -= 1
    return .message
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let verdict: LineVerdict
    if headLines > 0 {
      headLines -= 1
      verdict = judgeHead(body)
      if headLines == 0 { state = isPlain ? .place : .stack }
    } else {
      let certainty = isCertain
      let judged = isRace ? judgeRace(body) : judgeStack(body)
      // A dump of goroutines is no trace.
      verdict = judged != .rejected && !certainty && !isCertain ? .held : judged
    }
    heldLines = verdict == .held ? heldLines + 1 : 0
    let limit = isCertain ? Self.heldLineLimit : Self.uncertainLineLimit
    return heldLines > limit && headLines == 0 ? .rejected : verdict
  }

  private mutating func judgeHead(_ body: Span<UInt8>) -> LineVerdict {
    if isPlain { return .raised }
    if body.isBlank() { return .held }
    if body.matches("runtime stack:", at: 0) {
      isRuntimeStack = true
      return .accepted
    }
    if isRuntimeStack { return GoText.callEnd(in: body) != nil ? .frame : .accepted }
    if !hasError,
      GoHeader.isHeader(body) || NativeText.offset(of: "panic", in: body) != nil || isRace
    {
      hasError = true
      isPanic = body.matches("panic: ", at: 0)
      return .raised
    }
    return hasError && isPanic && !body.matches("[signal ", at: 0) ? .message : .accepted
  }

  private mutating func judgeStack(_ body: Span<UInt8>) -> LineVerdict {
    if GoHeader.goroutineOffset(in: body) != nil {
      state = .stack
      return .accepted
    }
    let start = body.skippingBlanks(from: 0)
    switch state {
    case .function:
      guard GoText.isPlace(body, isStrict: isPlain) else { return .rejected }
      state = .place
      isWhole = true
      return .accepted
    case .wrapping:
      guard GoText.isPlainFunction(body) else { return .rejected }
      state = .function
      return .held
    case .head, .stack, .place, .gap:
      if body.isBlank() {
        if isPlain { return .rejected }
        state = .gap
        return .held
      }
      if state == .gap {
        if body.matches("runtime stack:", at: 0) {
          state = .stack
          return .accepted
        }
        if GoText.isRegister(body) {
          state = .registers
          return .accepted
        }
        guard lacksHead, !isWhole else { return .rejected }
      }
      if isPlain {
        guard GoText.isPlainFunction(body) else {
          guard endsStack, GoText.isMessage(body) else { return .rejected }
          state = .wrapping
          return .held
        }
        endsStack = body.matches("runtime.goexit", at: start)
        state = .function
        return .frame
      }
      if GoText.callEnd(in: body) != nil {
        state = .function
        if body.matches("runtime/debug.", at: start) { isCertain = true }
        if !hasError, body.matches("panic(", at: start) {
          hasError = true
          isCertain = true
          return .raised
        }
        return .frame
      }
      if lacksHead, !isWhole, GoText.isPlace(body, isStrict: true) {
        state = .place
        isWhole = true
        return .accepted
      }
      return GoText.isRemark(body, at: start) ? .accepted : .rejected
    case .registers: return GoText.isRegister(body) ? .accepted : .rejected
    }
  }

  /// The lines of a race (tsan_report.cpp in LLVM's compiler-rt, PrintReport for Go).
  private mutating func judgeRace(_ body: Span<UInt8>) -> LineVerdict {
    if body.isBlank() { return .held }
    let start = body.skippingBlanks(from: 0)
    if start > 0 {
      if state == .function, GoText.isPlace(body, isStrict: false) {
        state = .place
        isWhole = true
        return .accepted
      }
      if GoText.callEnd(in: body) != nil {
        state = .function
        return .frame
      }
      return body.matches("[failed to restore the stack]", at: start) ? .accepted : .rejected
    }
    guard body.matches(":", at: body.trimmedEnd - 1),
      NativeText.matchesAny(
        ["Read at 0x", "Write at 0x", "Atomic ", "Previous ", "Goroutine ", "Location "], in: body,
        at: 0)
    else { return .rejected }
    state = .stack
    return .accepted
  }

  var lacksEnd: Bool { !isWhole || state == .function }

  /// A stack without arguments is written at once with what it explains: the next may follow.
  func ends(atRecord body: Span<UInt8>) -> Bool { isPlain && isWhole && state == .place }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    GoText.callEnd(in: body) != nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    GoText.frame(in: text)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    GoText.error(in: text)
  }
}
