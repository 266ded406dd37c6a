internal import LogReading

/// The lines of V8's traces (messages.cc, `JSStackFrame::ToString`) and of Node.js around them.
enum JavaScriptText {
  /// A call's parts, and where the text after it begins.
  struct Call {
    var parts: FrameParts
    var end: Int
  }

  /// Longer names and places than this are not looked at.
  private static let callLimit = 2048

  /// Takes `    at async name [as alias] (file:7:9)` or `    at file:7:9` apart.
  static func call(in body: Span<UInt8>) -> Call? {
    let at = body.skippingBlanks(from: 0)
    guard at > 0, body.matches("at ", at: at) else { return nil }
    let start = body.matches("async ", at: at + 3) ? at + 9 : at + 3
    let limit = min(body.trimmedEnd, start + callLimit)
    guard start < limit else { return nil }
    let line = body.extracting(0..<limit)
    if let open = opening(in: line, from: start), isName(line, start..<open) {
      return call(in: line, name: start..<open, open: open + 1)
    }
    // Nothing but a place: up to a blank, unless it is a path that has some.
    if line[start] == UInt8(ascii: "(") { return nil }
    let rooted =
      line[start] == UInt8(ascii: "/") || line.matches("file:", at: start)
      || line.matches(":\\", at: start + 1)
    var end = start
    if line[start] == UInt8(ascii: "["), let close = line.firstOffset(of: UInt8(ascii: "]")) {
      end = close
    }
    while end < limit, line[end] != UInt8(ascii: " "), line[end] != UInt8(ascii: ",") { end += 1 }
    if let call = place(in: line, start..<end, isWhole: true) { return call }
    guard rooted else { return nil }
    end = line.trimmedEnd
    for suffix: StaticString in [" {", ","]
    where line.matches(
      suffix, at: end - suffix.utf8CodeUnitCount)
    {
      end -= suffix.utf8CodeUnitCount
    }
    return start < end ? place(in: line, start..<end, isWhole: true) : nil
  }

  static func isCall(_ body: Span<UInt8>) -> Bool { call(in: body) != nil }

  private static func opening(in line: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while let blank = line.firstOffset(of: UInt8(ascii: " "), from: index) {
      if line.matches("(", at: blank + 1) { return blank }
      index = blank + 1
    }
    return nil
  }

  /// Whether a call's name could be one: it has no blanks but those that V8 writes.
  private static func isName(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let name = line.extracting(range)
    guard name.firstOffset(of: UInt8(ascii: " ")) != nil else { return true }
    for prefix: StaticString in [
      "new ", "get ", "set ", "static ", "module code", "global code", "eval code",
    ]
    where name.matches(prefix, at: 0) {
      return true
    }
    return name.firstOffset(of: " [as ") != nil || name.firstOffset(of: ".get ") != nil
      || name.firstOffset(of: ".set ") != nil
  }

  private static func call(in line: Span<UInt8>, name: Range<Int>, open: Int) -> Call? {
    var depth = 0
    var close = open
    while close < line.count {
      if line[close] == UInt8(ascii: "(") { depth += 1 }
      if line[close] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { break }
      }
      close += 1
    }
    guard close < line.count, open + 1 < close else { return nil }
    guard var call = place(in: line, (open + 1)..<close, isWhole: false) else { return nil }
    call.parts.function = name
    call.end = close + 1
    return call
  }

  /// A place: a file with line and column, or one of the words for a place that has none.
  private static func place(
    in line: Span<UInt8>, _ range: Range<Int>, isWhole: Bool
  ) -> Call? {
    let text = line.extracting(range)
    func call(file: Int, line: Int) -> Call {
      Call(
        parts: FrameParts(
          file: range.lowerBound..<(range.lowerBound + file), line: line,
          function: range.lowerBound..<range.lowerBound), end: range.upperBound)
    }
    let column = digits(in: text, before: text.count)
    if column < text.count, column > 1, text[column - 1] == UInt8(ascii: ":") {
      let number = digits(in: text, before: column - 1)
      if number < column - 1, number > 1, text[number - 1] == UInt8(ascii: ":") {
        guard !isWhole || isFile(text.extracting(0..<(number - 1))) else { return nil }
        return call(file: number - 1, line: text.number(at: number))
      }
    }
    if text.matches("<anonymous>", at: 0), text.count == 11 {
      return call(file: text.count, line: 0)
    }
    guard !isWhole else { return nil }
    if text.matches("native", at: 0), text.count == 6 { return call(file: text.count, line: 0) }
    if text.matches("unknown location", at: 0) { return call(file: text.count, line: 0) }
    if text.matches("index ", at: 0), text.skippingDigits(from: 6) == text.count {
      return call(file: text.count, line: 0)
    }
    if text.matches("wasm", at: 0), text.firstOffset(of: ":0x") != nil {
      return call(file: text.count, line: 0)
    }
    return nil
  }

  private static func digits(in text: Span<UInt8>, before end: Int) -> Int {
    var start = end
    while start > 0, text[start - 1].isDigit { start -= 1 }
    return start
  }

  /// Whether what stands before a line and a column could be a file rather than a time.
  private static func isFile(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    if text[0] == UInt8(ascii: "[") || text[0] == UInt8(ascii: "<") { return true }
    for scheme: StaticString in ["node:", "REPL", "ext:"] where text.matches(scheme, at: 0) {
      return true
    }
    return text.firstOffset(of: UInt8(ascii: "/")) != nil
      || text.firstOffset(of: UInt8(ascii: "\\")) != nil
      || (text.firstOffset(of: UInt8(ascii: ".")) != nil && !text[0].isDigit)
  }

  /// ` 3: 0xb78db3 node::Abort() [node]`, or ` 3: name (file:7:9)`, in the report of V8's own failure.
  static func isNativeCall(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    let end = body.skippingDigits(from: start)
    return end > start && start < 8 && body.matches(": ", at: end)
  }

  static func nativeCall(in body: Span<UInt8>) -> FrameParts? {
    let end = body.skippingDigits(from: body.skippingBlanks(from: 0))
    var start = min(end + 2, body.count)
    if body.matches("0x", at: start) {
      while start < body.count, body[start] != UInt8(ascii: " ") { start += 1 }
      start = min(start + 1, body.count)
    }
    let lineEnd = body.firstOffset(of: UInt8(ascii: "\n"), from: start) ?? body.count
    var name = lineEnd
    for index in start..<max(start, lineEnd) where body.matches(" [", at: index) { name = index }
    guard name < lineEnd else { return FrameParts(file: start..<start, function: start..<lineEnd) }
    return FrameParts(file: (name + 2)..<max(name + 2, lineEnd - 1), function: start..<name)
  }

  /// `[cause]: Error`, a property of the error before.
  static func isCause(_ body: Span<UInt8>) -> Bool {
    body.matches("[cause]: ", at: body.skippingBlanks(from: 0)) && leadingError(in: body) != nil
  }

  /// A line with nothing but the marks under a part of the source line above it.
  static func isCaret(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    var end = start
    while end < body.count, body[end] == UInt8(ascii: "^") { end += 1 }
    return end > start && body.isBlank(from: end)
  }

  /// `file:7`, as Node.js prints it above the source line of an uncaught error.
  static func isSourcePlace(_ body: Span<UInt8>) -> Bool {
    let end = body.trimmedEnd
    guard end > 2, body[0] != UInt8(ascii: " ") else { return false }
    let number = digits(in: body, before: end)
    return number < end && number > 1 && body[number - 1] == UInt8(ascii: ":")
  }
}
