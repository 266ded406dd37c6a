internal import LogReading

/// What C and C++ programs print of themselves when they crash: glog's and Abseil's failure handlers,
/// `terminate` of libsupc++ and libc++abi, `assert`, and glibc's `backtrace_symbols`.
struct CrashGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "stack trace: ***", " received at time=", "terminate called ",
    "terminating with uncaught ", "terminating due to uncaught ", ": Assertion `",
    "libc.so.6(+0x", "libc.so.6(__libc", "libc.so.6(abort", "libc.so.6(gsignal", "libpthread.so.0(",
    "libstdc++.so.6(", "= Backtrace: =",
  ]
  static let reach = 40

  private enum Kind {
    case glog
    case terminate
    case assertion
    case symbols
  }

  private let kind: Kind
  /// Lines that stand before the one by which the trace was recognised, that one among them.
  private var headLines: Int
  private var hasError = false
  private var heldLines = 0
  private(set) var isWhole = false
  private(set) var lacksHead = false

  private init(_ kind: Kind, headLines: Int = 1) {
    self.kind = kind
    self.headLines = headLines
  }

  static func isSign(_ body: Span<UInt8>) -> Bool { kind(of: body) != nil }

  private static func kind(of body: Span<UInt8>) -> Kind? {
    let start = body.skippingBlanks(from: 0)
    if body.matches("*** ", at: start) {
      return body.matches("stack trace: ***", at: body.trimmedEnd - 16)
        || isSignalTime(body, at: start)
        ? .glog : nil
    }
    if body.matches("terminate called ", at: start) || isLibcxx(body, at: start) {
      return .terminate
    }
    if assertion(in: body) != nil { return .assertion }
    return isSymbol(body) || isBacktraceRuler(body, at: start) ? .symbols : nil
  }

  private static func isSignalTime(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard let signal = NativeText.signalName(in: body, at: start + 4) else { return false }
    return body.matches(" received at time=", at: signal.upperBound)
  }

  private static func isLibcxx(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard body.matches("libc++abi", at: start) else { return false }
    return body.firstOffset(of: ": terminating ") != nil
  }

  private static func isBacktraceRuler(_ body: Span<UInt8>, at start: Int) -> Bool {
    body.matches("======= Backtrace: =======", at: start)
  }

  /// `Assertion` in glibc's ``program: file.c:7: function: Assertion `condition' failed.``.
  private static func assertion(in body: Span<UInt8>) -> Range<Int>? {
    guard let offset = body.firstOffset(of: ": Assertion `"),
      body.matches("' failed.", at: body.trimmedEnd - 9)
    else { return nil }
    for index in 0..<offset where body[index] == UInt8(ascii: ":") {
      let end = body.skippingDigits(from: index + 1)
      if end > index + 1, body.matches(":", at: end) { return (offset + 2)..<(offset + 11) }
    }
    return nil
  }

  // MARK: the beginning

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard let sign = lines.lines.last, let kind = kind(of: sign.body.span) else { return nil }
    var first = last
    switch kind {
    case .terminate, .assertion: break
    case .glog:
      // What is printed of a signal before.
      while first > 0, !lines.lines[first - 1].isRecord {
        let line = lines.lines[first - 1]
        let body = line.body.span
        guard body.matches("PC: @ ", at: 0) || body.matches("*** Aborted at ", at: 0) else { break }
        first -= 1
      }
      if sign.body.span.matches("*** Check failure ", at: 0) {
        first = fatalRecord(above: last, in: lines) ?? first
      }
    case .symbols:
      while first > 0, isSymbol(lines.lines[first - 1]) { first -= 1 }
      if first == 0, lines.reachesStart, isSymbol(lines.lines[0]) {
        var grammar = CrashGrammar(.symbols, headLines: 0)
        grammar.lacksHead = true
        return TraceBeginning(first: 0, grammar: grammar)
      }
      let head = announcement(before: first, in: lines)
      // One line alone may be anything.
      guard head < last else { return nil }
      let headLines = isSymbol(lines.lines[head]) ? 0 : max(1, count(head..<first, in: lines))
      return TraceBeginning(
        first: head, grammar: CrashGrammar(.symbols, headLines: headLines))
    }
    return TraceBeginning(
      first: first, grammar: CrashGrammar(kind, headLines: count(first..<last, in: lines) + 1))
  }

  /// The record of the failed check, whose message may have several lines.
  private static func fatalRecord(above sign: Int, in lines: PrecedingLines) -> Int? {
    for index in stride(from: sign - 1, through: max(0, sign - checkReach), by: -1) {
      let line = lines.lines[index]
      if line.isRecord { continue }
      let body = line.body.span
      if isGlogRecord(body) { return body.matches("F", at: 0) ? index : nil }
      if isGlogCall(body) { return nil }
    }
    return nil
  }

  private static let checkReach = 12

  /// `F20261121 15:13:40.943714 15405 file.cc:8] `; the year may be missing.
  private static func isGlogRecord(_ body: Span<UInt8>) -> Bool {
    guard NativeText.matchesAny(["I", "W", "E", "F"], in: body, at: 0) else { return false }
    let end = body.skippingDigits(from: 1)
    return (end == 5 || end == 9) && body.matches(" ", at: end) && body.matches(":", at: end + 3)
      && body.matches(":", at: end + 6)
  }

  private static func isSymbol(_ line: TraceLine) -> Bool {
    !line.isRecord && isSymbol(line.body.span)
  }

  private static func count(_ range: Range<Int>, in lines: PrecedingLines) -> Int {
    range.count { !lines.lines[$0].isRecord || $0 == range.lowerBound }
  }

  /// The line above some calls that tells of them, or of the signal.
  private static func announcement(before first: Int, in lines: PrecedingLines) -> Int {
    for index in stride(from: first - 1, through: max(0, first - 16), by: -1) {
      let line = lines.lines[index]
      if line.body.span.firstOffset(of: " got signal ") != nil { return index }
    }
    guard first > 0 else { return first }
    let line = lines.lines[first - 1]
    let body = line.body.span
    for word: StaticString in ["backtrace", "signal", "stack", "crash", "abort", "fault"]
    where NativeText.offset(of: word, in: body) != nil {
      guard body.matches("======", at: 0), first > 1 else { return first - 1 }
      let above = lines.lines[first - 2]
      return above.body.span.matches("*** ", at: 0) ? first - 2 : first - 1
    }
    return first
  }

  // MARK: lines

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    if headLines > 0 {
      headLines -= 1
      if kind != .glog || headLines == 0 || body.matches("F", at: 0) {
        isWhole = kind == .terminate || kind == .assertion
        if hasError || (!isWhole && Self.error(in: body).type.isEmpty) { return .accepted }
        hasError = true
        return .raised
      }
      return .accepted
    }
    switch kind {
    case .assertion: return .rejected
    case .terminate:
      if body.matches("what():", at: start), start > 0 { return .message }
      return .rejected
    case .glog:
      if Self.isGlogCall(body) {
        isWhole = true
        return .frame
      }
      if !isWhole, body.matches("PC: @ ", at: start) { return .accepted }
      // folly prints the places on lines of their own, glog wraps nothing.
      return start > 16 && start < body.count ? .accepted : .rejected
    case .symbols:
      guard Self.isSymbol(body) else { return .rejected }
      isWhole = true
      return .frame
    }
  }

  var isOver: Bool { kind == .assertion && isWhole }
  var lacksEnd: Bool { !isWhole }

  // MARK: calls

  /// `    @     0x7f6e9b2301ed  name`.
  private static func isGlogCall(_ body: Span<UInt8>) -> Bool { glogAddressEnd(in: body) != nil }

  private static func glogAddressEnd(in body: Span<UInt8>) -> Int? {
    let start = body.skippingBlanks(from: 0)
    guard body.matches("@ ", at: start) else { return nil }
    let address = body.skippingBlanks(from: start + 1)
    if let end = NativeText.addressEnd(in: body, at: address) { return end }
    let end = NativeText.skippingHex(body, from: address)
    return end >= address + 8 ? end : nil
  }

  /// `./program(function+0x12)[0x7f9a2125b050]`, with or without a blank.
  private static func isSymbol(_ body: Span<UInt8>) -> Bool { symbol(in: body) != nil }

  private static func symbol(
    in body: Span<UInt8>
  ) -> (file: Range<Int>, function: Range<Int>)? {
    let line = body.extracting(0..<NativeText.lineEnd(in: body))
    let end = line.trimmedEnd
    guard end > 6, line[end - 1] == UInt8(ascii: "]"),
      let bracket = NativeText.lastOffset(of: UInt8(ascii: "["), in: line, before: end),
      bracket > 0, NativeText.addressEnd(in: line, at: bracket + 1) == end - 1
    else { return nil }
    var close = bracket
    if line[close - 1] == UInt8(ascii: " ") { close -= 1 }
    var file = 0..<close
    var function = close..<close
    if close > 0, line[close - 1] == UInt8(ascii: ")") {
      guard
        let open = NativeText.lastOffset(of: UInt8(ascii: "("), in: line, before: close)
      else { return nil }
      file = 0..<open
      var plus = open + 1
      while plus < close - 1, line[plus] != UInt8(ascii: "+") { plus += 1 }
      function = (open + 1)..<plus
    }
    // The path is one word; a number may stand before it.
    var start = file.upperBound
    while start > 0, line[start - 1] > UInt8(ascii: " ") { start -= 1 }
    guard start < file.upperBound, start < 16 else { return nil }
    let isPath =
      line[start] == UInt8(ascii: "/") || line[start] == UInt8(ascii: ".")
      || file.upperBound < close
    return isPath ? (start..<file.upperBound, function) : nil
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool { isGlogCall(body) || isSymbol(body) }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    if let address = glogAddressEnd(in: line) {
      let end = line.trimmedEnd
      var start = line.skippingBlanks(from: address)
      // Abseil prints the size of the call's part of the stack.
      let digits = line.skippingDigits(from: start)
      if digits > start, line.matches(" ", at: digits) { start = line.skippingBlanks(from: digits) }
      return FrameParts(file: end..<end, function: min(start, end)..<end)
    }
    return symbol(in: line).map { FrameParts(file: $0.file, function: $0.function) }
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = NativeText.lineEnd(in: text)
    let line = text.extracting(0..<lineEnd)
    let start = line.skippingBlanks(from: 0)
    if start == 0, isGlogRecord(line), let offset = line.firstOffset(of: "] Check failed: ") {
      return ((offset + 2)..<(offset + 14), offset + 16)
    }
    if line.matches("*** Check failure ", at: start) {
      return ((start + 4)..<(start + 17), text.count)
    }
    if line.matches("*** ", at: start), let offset = line.firstOffset(of: "SIG"),
      let signal = NativeText.signalName(in: line, at: offset)
    {
      return (signal, min(signal.upperBound + 1, lineEnd))
    }
    if let type = assertion(in: line) { return (type, type.upperBound + 1) }
    if line.matches("terminate called after throwing an instance of '", at: start),
      let quote = line.firstOffset(of: UInt8(ascii: "'"), from: start + 48)
    {
      let message = text.firstOffset(of: "what():").map { text.skippingBlanks(from: $0 + 7) }
      return ((start + 48)..<quote, message ?? text.count)
    }
    if isLibcxx(line, at: start), let offset = line.firstOffset(of: " of type ") {
      var end = offset + 9
      // A single colon ends the type.
      while end < lineEnd, !(line.matches(": ", at: end)) { end += 1 }
      return ((offset + 9)..<end, min(end + 2, text.count))
    }
    return (0..<0, 0)
  }
}
