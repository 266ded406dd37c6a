internal import LogReading

/// The traces of Rust: panics (library/std/src/panicking.rs, default_hook), stack overflows
/// (library/std/src/sys/pal/unix/stack_overflow.rs), and errors that anyhow prints with a backtrace.
struct RustGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    " panicked at ", " has overflowed its stack", "Stack backtrace:", "memory allocation of ",
  ]
  static let reach = 32

  private enum State {
    case start
    /// After the header: the message's first line must follow.
    case header
    /// The message may go on.
    case message
    case backtrace
    case overflow
    case over
  }

  private var state = State.start
  private var heldLines = 0
  private var openBrackets = 0
  /// anyhow's: the error's text stands above its backtrace.
  private var isReport = false
  private(set) var lacksEnd = false
  /// A failed allocation alone is no trace.
  private(set) var isVoid = false

  private static let heldLineLimit = 32

  static func isSign(_ body: Span<UInt8>) -> Bool {
    headerOffset(in: body) != nil || isOverflow(body) || isReportBacktrace(body)
      || isAllocation(body)
  }

  static func signOffset(in body: Span<UInt8>) -> Int {
    let start = body.skippingBlanks(from: 0)
    guard let offset = headerOffset(in: body) else { return start }
    return threadOffset(in: body.extracting(0..<offset)) ?? start
  }

  /// Where `thread '` or `thread <` stands.
  private static func threadOffset(in head: Span<UInt8>) -> Int? {
    guard let offset = head.firstOffset(of: "thread "), offset == 0 || !head[offset - 1].isWord
    else { return nil }
    return offset
  }

  /// A message of any form may follow.
  static func followsHeader(_ body: Span<UInt8>) -> Bool { true }

  /// Where `panicked at` stands in the header of a panic.
  ///
  /// Since Rust 1.73 the place ends the line; before, the message stood in quotes.
  private static func headerOffset(in body: Span<UInt8>) -> Int? {
    guard let offset = body.firstOffset(of: " panicked at ") else { return nil }
    let end = body.trimmedEnd
    let place = offset + 13
    guard place < end else { return nil }
    let isNew =
      body[end - 1] == UInt8(ascii: ":") && isPlace(body.extracting(place..<(end - 1)))
    // A message of several lines ends elsewhere.
    let isQuoted = body[place] == UInt8(ascii: "'")
    guard isNew || isQuoted || isPlace(body.extracting(place..<end)) else { return nil }
    // thread 'main' (4711) panicked
    var index = offset
    if index > 1, body[index - 1] == UInt8(ascii: ")") {
      index -= 1
      while index > 0, body[index - 1].isDigit { index -= 1 }
      guard index > 1, body.matches(" (", at: index - 2) else { return nil }
      index -= 2
    }
    guard index > 0, body[index - 1] == UInt8(ascii: "'") || body[index - 1] == UInt8(ascii: ">")
    else { return nil }
    let head = body.extracting(0..<index)
    guard let thread = threadOffset(in: head) else { return nil }
    if isQuoted, thread > body.skippingBlanks(from: 0),
      NativeText.place(in: body, from: place, to: end) == nil
    {
      return nil
    }
    return body.matches("'", at: thread + 7) || body.matches("<", at: thread + 7)
      ? offset + 1 : nil
  }

  /// Whether a text is a path with a line and a column: `path:7:21`.
  private static func isPlace(_ text: Span<UInt8>) -> Bool {
    guard let (file, _) = NativeText.place(in: text, from: 0, to: text.count) else { return false }
    return file.upperBound + 1 < text.count
      && text.skippingDigits(from: file.upperBound + 1) < text.count
  }

  private static func isOverflow(_ body: Span<UInt8>) -> Bool {
    body.matches("thread ", at: body.skippingBlanks(from: 0))
      && body.matches(" has overflowed its stack", at: body.trimmedEnd - 25)
  }

  /// `memory allocation of 4096 bytes failed`, a trace only with calls under it.
  private static func isAllocation(_ body: Span<UInt8>) -> Bool {
    body.matches("memory allocation of ", at: 0)
      && body.matches(" bytes failed", at: body.skippingDigits(from: 21))
  }

  private static func isReportBacktrace(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return body.matches("Stack backtrace:", at: start) && body.isBlank(from: start + 16)
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last >= 0 else { return nil }
    let sign = lines.lines[last]
    guard isReportBacktrace(sign.body.span) else {
      return TraceBeginning(first: last, grammar: RustGrammar())
    }
    for index in (0..<last).reversed() {
      let line = lines.lines[index]
      guard !line.isRecord, line.body.span.matches("Error: ", at: 0) else { continue }
      var grammar = RustGrammar()
      grammar.isReport = true
      return TraceBeginning(first: index, grammar: grammar)
    }
    return nil
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    switch state {
    case .start:
      if Self.isOverflow(body) {
        state = .overflow
      } else if Self.isAllocation(body) {
        isVoid = true
        state = .message
      } else if isReport {
        state = .message
      } else {
        let end = body.trimmedEnd
        state = end > 0 && body[end - 1] == UInt8(ascii: ":") ? .header : .message
      }
      return .raised
    case .header:
      if Self.headerOffset(in: body) != nil { return .rejected }
      if isBacktraceHeader(body, at: start) { return .accepted }
      if let verdict = judgeNote(body, at: start) { return verdict }
      state = .message
      countBrackets(body)
      return body.isBlank() ? .heldMessage : .message
    case .message:
      if Self.headerOffset(in: body) != nil { return .rejected }
      if isBacktraceHeader(body, at: start) { return .accepted }
      if let verdict = judgeNote(body, at: start) { return verdict }
      if openBrackets > 0 || (start > 0 && heldLines == 0 && !body.isBlank()) {
        countBrackets(body)
        return .message
      }
      return .heldMessage
    case .backtrace:
      if Self.isFrame(body) {
        isVoid = false
        return .frame
      }
      if body.matches("at ", at: start), start > 0 || Self.endsInNumber(body) { return .accepted }
      // Inlined calls have no number, and those left out stand in brackets.
      if start >= 6, start < body.count { return .accepted }
      return judgeNote(body, at: start) ?? .rejected
    case .overflow:
      state = .over
      return body.matches("fatal runtime error: stack overflow", at: start) ? .message : .rejected
    case .over: return .rejected
    }
  }

  private mutating func isBacktraceHeader(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard
      body.matches("stack backtrace:", at: start) || body.matches("Stack backtrace:", at: start)
    else { return false }
    state = .backtrace
    return body.isBlank(from: start + 16)
  }

  private mutating func judgeNote(_ body: Span<UInt8>, at start: Int) -> LineVerdict? {
    guard
      NativeText.matchesAny(
        [
          "note: run with `RUST_BACKTRACE", "note: Run with `RUST_BACKTRACE",
          "note: Some details are omitted", "note: run with `RUST_LIB_BACKTRACE",
        ], in: body, at: start)
    else { return nil }
    state = .over
    return .accepted
  }

  private static func endsInNumber(_ body: Span<UInt8>) -> Bool {
    NativeText.place(in: body, from: 0, to: body.trimmedEnd) != nil
  }

  /// Follows the brackets of a value that is printed on several lines (`{:#?}`).
  private mutating func countBrackets(_ body: Span<UInt8>) {
    let end = body.trimmedEnd
    let start = body.skippingBlanks(from: 0)
    guard end > start else { return }
    func isAny(of set: StaticString, _ byte: UInt8) -> Bool {
      for index in 0..<set.utf8CodeUnitCount where set.utf8Start[index] == byte { return true }
      return false
    }
    if isAny(of: "})]", body[start]) { openBrackets = max(0, openBrackets - 1) }
    if isAny(of: "{([", body[end - 1]) { openBrackets += 1 }
    if heldLines > 0 || body.isBlank() { openBrackets = 0 }
  }

  var isWhole: Bool { state != .start && state != .header }
  var isOver: Bool { state == .over }

  /// `  12: name`, `  12:     0x55c1518f44ad - name`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    let end = body.skippingDigits(from: start)
    return end > start && end < start + 5 && body.matches(": ", at: end)
      && !body.isBlank(from: end + 1)
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    guard isFrame(text) else { return nil }
    let lineEnd = NativeText.lineEnd(in: text)
    let digits = text.skippingDigits(from: text.skippingBlanks(from: 0))
    var function = text.skippingBlanks(from: digits + 1)
    if let end = NativeText.addressEnd(in: text, at: function), text.matches(" - ", at: end) {
      function = end + 3
    }
    var end = lineEnd
    while end > function, text[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    let parts = min(function, end)..<end
    if lineEnd < text.count {
      let start = text.skippingBlanks(from: lineEnd + 1)
      let placeEnd = NativeText.lineEnd(in: text, from: start)
      if text.matches("at ", at: start),
        let place = NativeText.place(in: text, from: start + 3, to: placeEnd)
      {
        return FrameParts(file: place.file, line: place.line, function: parts)
      }
    }
    return FrameParts(file: end..<end, function: parts)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = NativeText.lineEnd(in: text)
    let line = text.extracting(0..<lineEnd)
    if line.matches("Error: ", at: 0) { return (0..<5, 7) }
    if isAllocation(line) { return (0..<17, 0) }
    if isOverflow(line) {
      let rest = text.extracting(min(lineEnd + 1, text.count)..<text.count)
      guard let kind = rest.firstOffset(of: "fatal runtime error") else { return (0..<0, 0) }
      let start = lineEnd + 1 + kind
      return (start..<(start + 19), min(start + 21, text.count))
    }
    guard let offset = headerOffset(in: line) else { return (0..<0, 0) }
    let type = offset..<(offset + 5)
    if line.matches("'", at: offset + 12) { return (type, offset + 13) }
    return (type, min(lineEnd + 1, text.count))
  }
}
