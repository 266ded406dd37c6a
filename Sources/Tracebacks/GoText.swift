internal import LogReading

/// The parts of the lines of Go's traces.
enum GoText {
  /// The end of a call's name in `package.(*Type).Method(0x1, {0x2?, ...})` or `created by name`;
  /// nil if the line is none.
  static func callEnd(in body: Span<UInt8>) -> Int? {
    let start = body.skippingBlanks(from: 0)
    let end = NativeText.lineEnd(in: body)
    if body.matches("created by ", at: start) {
      var index = start + 11
      while index < end, body[index] > UInt8(ascii: " ") { index += 1 }
      let isLast = body.isBlank(from: index) || end < body.count
      return index > start + 11 && (isLast || body.matches(" in goroutine ", at: index))
        ? index : nil
    }
    var last = end
    while last > start, body[last - 1] <= UInt8(ascii: " ") { last -= 1 }
    guard last > start, body[last - 1] == UInt8(ascii: ")"),
      let open = NativeText.lastOffset(of: UInt8(ascii: "("), in: body, before: last), open > start
    else { return nil }
    for index in (open + 1)..<max(open + 1, last - 1) where !isArgument(body[index]) { return nil }
    for index in start..<open where !isName(body[index]) { return nil }
    return open
  }

  /// The runtime prints arguments as hexadecimal words only.
  private static func isArgument(_ byte: UInt8) -> Bool {
    NativeText.isHex(byte)
      || [
        UInt8(ascii: "x"), UInt8(ascii: "?"), UInt8(ascii: ","), UInt8(ascii: " "),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "."), UInt8(ascii: "_"),
      ].contains(byte)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte.isWord || byte >= 0x80
      || [
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: "%"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "@"), UInt8(ascii: "~"),
        UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      ].contains(byte)
  }

  /// Whether a line is a function's name with its package, and nothing else.
  static func isPlainFunction(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    let end = NativeText.lineEnd(in: body)
    var last = end
    while last > start, body[last - 1] <= UInt8(ascii: " ") { last -= 1 }
    guard last > start, body[start].isLetter || body[start] == UInt8(ascii: "_"),
      body[last - 1].isWord || body[last - 1] == UInt8(ascii: "]")
    else { return false }
    var hasDot = false
    for index in start..<last {
      guard isName(body[index]) else { return false }
      if body[index] == UInt8(ascii: "."), index + 1 < last { hasDot = true }
    }
    return hasDot
  }

  /// Whether a line may be an error's message, rather than a record in a form that is not known.
  static func isMessage(_ body: Span<UInt8>) -> Bool {
    guard body.count > 0, body[0] > UInt8(ascii: " "), !body[0].isDigit,
      body[0] != UInt8(ascii: "{"), body[0] != UInt8(ascii: "["),
      body.firstOffset(of: UInt8(ascii: "\t")) == nil
    else { return false }
    return !beginsRecord(body)
      && !NativeText.matchesAny(["time=", "ts=", "level=", "msg="], in: body, at: 0)
  }

  /// Whether a line is the place of a call: `/path/file.go:7 +0x1d fp=0x…`.
  ///
  /// It must be strict where nothing has shown yet that a place must follow.
  static func isPlace(_ body: Span<UInt8>, isStrict: Bool) -> Bool {
    guard let (file, _) = place(in: body, from: body.skippingBlanks(from: 0)) else { return false }
    guard isStrict else { return true }
    guard body[file.lowerBound] != UInt8(ascii: "-") else { return false }
    for suffix: StaticString in [".go", ".s"]
    where body.matches(suffix, at: file.upperBound - suffix.utf8CodeUnitCount) {
      return true
    }
    return false
  }

  /// The file and the line number of a place that begins at an offset.
  private static func place(
    in text: Span<UInt8>, from start: Int
  ) -> (file: Range<Int>, line: Int)? {
    var end = NativeText.lineEnd(in: text, from: start)
    while end > start, text[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    let line = text.extracting(start..<end)
    for mark: StaticString in [" +0x", " fp=0x", " pc=0x"] {
      if let offset = line.firstOffset(of: mark) { end = min(end, start + offset) }
    }
    var colon = end
    while colon > start, text[colon - 1].isDigit { colon -= 1 }
    guard colon < end, colon > start + 1, text[colon - 1] == UInt8(ascii: ":") else { return nil }
    return (start..<(colon - 1), text.number(at: colon))
  }

  /// `rax    0x0` after the goroutines (dumpregs in runtime/signal_*.go).
  static func isRegister(_ body: Span<UInt8>) -> Bool {
    var index = body.skippingBlanks(from: 0)
    let start = index
    while index < body.count, body[index].isWord { index += 1 }
    guard index > start, index < start + 8 else { return false }
    let value = body.skippingBlanks(from: index)
    guard value > index, let end = NativeText.addressEnd(in: body, at: value) else { return false }
    return body.isBlank(from: end)
  }

  /// What the runtime says in place of calls.
  static func isRemark(_ body: Span<UInt8>, at start: Int) -> Bool {
    if NativeText.matchesAny(
      [
        "...additional frames elided...", "goroutine running on other thread; stack unavailable",
        "[originating from goroutine ", "[signal ", "[recovered", "PC=0x",
      ], in: body, at: start)
    {
      return true
    }
    guard body.matches("...", at: start) else { return false }
    let index = body.skippingDigits(from: start + 3)
    return index > start + 3 && body.matches(" frames elided...", at: index)
  }

  /// Whether a line may stand between `fatal error` and the first goroutine.
  static func mayFollowFatalError(_ body: Span<UInt8>) -> Bool {
    body.isBlank() || body.skippingBlanks(from: 0) > 0
      || NativeText.matchesAny(["[", "runtime", "PC=0x", "m=", "SIG"], in: body, at: 0)
      || callEnd(in: body) != nil || isPlace(body, isStrict: false)
  }

  /// Whether a line begins like a record of Go's log package or of klog.
  static func beginsRecord(_ body: Span<UInt8>) -> Bool {
    let year = body.skippingDigits(from: 0)
    if year == 4, body.matches("/", at: 4) || body.matches("-", at: 4) {
      return body.skippingDigits(from: 5) == 7
    }
    guard NativeText.matchesAny(["I", "W", "E", "F"], in: body, at: 0) else { return false }
    return body.skippingDigits(from: 1) == 5 && body.matches(" ", at: 5)
      && body.matches(":", at: 8)
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    var start = text.skippingBlanks(from: 0)
    let lineEnd = NativeText.lineEnd(in: text)
    let end = callEnd(in: text.extracting(0..<lineEnd)) ?? lineEnd
    if text.matches("created by ", at: start) { start += 11 }
    guard end > start else { return nil }
    if lineEnd < text.count,
      let place = place(in: text, from: text.skippingBlanks(from: lineEnd + 1))
    {
      return FrameParts(file: place.file, line: place.line, function: start..<end)
    }
    return FrameParts(file: start..<start, function: start..<end)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let start = text.skippingBlanks(from: 0)
    for kind: StaticString in ["panic: ", "fatal error: "] where text.matches(kind, at: start) {
      let end = start + kind.utf8CodeUnitCount
      return (start..<(end - 2), end)
    }
    if text.matches("WARNING: DATA RACE", at: start) {
      return ((start + 9)..<(start + 18), start + 18)
    }
    if text.matches("panic(", at: start) { return (start..<(start + 5), text.count) }
    if let signal = NativeText.signalName(in: text, at: start) {
      return (signal, min(signal.upperBound + 2, text.count))
    }
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard let word = NativeText.offset(of: "panic", in: line) else { return (start..<start, start) }
    var end = word + 5
    while end < line.count, line[end].isLetter { end += 1 }
    if line.matches(":", at: end) { end += 1 }
    return (word..<(word + 5), line.skippingBlanks(from: end))
  }
}
