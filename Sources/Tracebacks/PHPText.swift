internal import LogReading

/// The lines of PHP's traces.
enum PHPText {
  /// Takes `#7 file(9): Class->method()`, `#7 [internal function]: f()` or `#7 {main}` apart.
  static func frame(in body: Span<UInt8>) -> FrameParts? {
    let sign = body.skippingBlanks(from: 0)
    guard body.matches("#", at: sign) else { return nil }
    let number = body.skippingDigits(from: sign + 1)
    guard number > sign + 1, body.matches(" ", at: number) else { return nil }
    let start = number + 1
    if body.matches("{main}", at: start) {
      return FrameParts(file: start..<start, function: start..<(start + 6))
    }
    if body.matches("[internal function]: ", at: start) {
      return FrameParts(
        file: (start + 1)..<(start + 18), function: function(in: body, from: start + 21))
    }
    var open = start
    while let found = body.firstOffset(of: UInt8(ascii: "("), from: open) {
      let end = body.skippingDigits(from: found + 1)
      if end > found + 1, body.matches("): ", at: end), found > start {
        return FrameParts(
          file: start..<found, line: body.number(at: found + 1),
          function: function(in: body, from: end + 3))
      }
      open = found + 1
    }
    return nil
  }

  private static func function(in body: Span<UInt8>, from start: Int) -> Range<Int> {
    let end = body.firstOffset(of: UInt8(ascii: "("), from: start) ?? body.trimmedEnd
    return start..<max(start, end)
  }

  /// Whether a line reports an error that nothing caught.
  static func isUncaught(_ body: Span<UInt8>) -> Bool {
    guard let start = body.firstOffset(of: "Fatal error") else { return false }
    return body.extracting(start..<body.count).firstOffset(of: " Uncaught ") != nil
  }

  /// Whether a trace stands in the line, escaped.
  static func isWholeTrace(_ body: Span<UInt8>) -> Bool {
    body.firstOffset(of: "\\nStack trace:") != nil
      || body.firstOffset(of: "#012Stack trace:") != nil
  }

  /// Whether a line ends with `in file:7`.
  static func endsWithPlace(_ body: Span<UInt8>) -> Bool {
    let end = body.trimmedEnd
    var number = end
    while number > 0, body[number - 1].isDigit { number -= 1 }
    guard number < end, number > 1, body[number - 1] == UInt8(ascii: ":") else { return false }
    return body.firstOffset(of: " in ") != nil
  }

  /// The class at an offset, with its namespace; capitalised, or in a namespace.
  private static func className(in line: Span<UInt8>, at start: Int) -> Range<Int>? {
    guard start < line.count, line[start].isLetter || line[start] == UInt8(ascii: "\\") else {
      return nil
    }
    var end = start
    var isClass = line[start] & 0x20 == 0
    while end < line.count,
      line[end].isWord || line[end] == UInt8(ascii: "\\") || line[end] >= 0x80
    {
      if line[end] == UInt8(ascii: "\\") { isClass = true }
      end += 1
    }
    if line.matches("@anonymous", at: end) { end += 10 }
    return isClass && line[end - 1] != UInt8(ascii: "\\") ? start..<end : nil
  }

  /// The class of the error that a line names.
  static func type(in line: Span<UInt8>) -> Range<Int>? {
    if let lead = line.firstOffset(of: "[object] (") {
      return className(in: line, at: lead + 10)
    }
    // PHP 5 has the message in quotes.
    if let lead = line.firstOffset(of: "xception '"),
      let name = className(in: line, at: lead + 10), line.matches("'", at: name.upperBound)
    {
      return name
    }
    for lead: StaticString in [" Uncaught ", "Next "] {
      guard let start = line.firstOffset(of: lead) else { continue }
      if let name = className(in: line, at: start + lead.utf8CodeUnitCount) { return name }
    }
    var index = 0
    while index < min(line.count, 4096) {
      guard line[index].isWord || line[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if let name = className(in: line, at: index) {
        index = name.upperBound
        let isFollowed =
          line.matches(": ", at: name.upperBound) || line.matches(" in /", at: name.upperBound)
        let isNamed =
          line.matches("Exception", at: name.upperBound - 9)
          || line.matches("Error", at: name.upperBound - 5)
          || line.extracting(name).firstOffset(of: UInt8(ascii: "\\")) != nil
          || line.matches("@anonymous", at: name.upperBound - 10)
        if isFollowed, isNamed { return name }
      }
      while index < line.count, line[index].isWord || line[index] == UInt8(ascii: "\\") {
        index += 1
      }
    }
    return nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count))
    var found = type(in: line)
    if found == nil, let name = className(in: line, at: 0), line.matches(": ", at: name.upperBound)
    {
      found = name
    }
    guard let found else { return (0..<0, 0) }
    var message = found.upperBound
    for lead: StaticString in [": ", "' with message '", " "] where line.matches(lead, at: message)
    {
      message += lead.utf8CodeUnitCount
      break
    }
    if line.matches("(code: ", at: message),
      let end = line.extracting(message..<line.count).firstOffset(of: "): ")
    {
      message += end + 3
    }
    return (found, message)
  }
}
