internal import LogReading

/// Takes apart the lines of a Python traceback, wrapped ones included.
enum PythonText {
  /// `Type: message`; blanks and the margin of an exception group may stand before.
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    var start = 0
    while start < text.count,
      text[start] == UInt8(ascii: " ") || text[start] == UInt8(ascii: "\t")
        || text[start] == UInt8(ascii: "|")
    {
      start += 1
    }
    var end = start
    while end < text.count, text[end] != UInt8(ascii: ":"), text[end] > UInt8(ascii: " ") {
      end += 1
    }
    var message = end
    if message < text.count, text[message] == UInt8(ascii: ":") { message += 1 }
    while message < text.count,
      text[message] == UInt8(ascii: " ") || text[message] == UInt8(ascii: "\n")
    {
      message += 1
    }
    return (start..<end, message)
  }

  /// `File "path", line 7, in name`; a line break in the path or before the name is a wrapped line's.
  static func frame(in text: Span<UInt8>) -> FrameParts? {
    guard let open = text.firstOffset(of: UInt8(ascii: "\"")),
      let close = text.firstOffset(of: UInt8(ascii: "\""), from: open + 1)
    else { return nil }
    var parts = FrameParts(file: (open + 1)..<close, function: text.count..<text.count)
    var index = close + 1
    // `, line 7`
    while index < text.count, !text[index].isDigit, text[index] != UInt8(ascii: "\n") { index += 1 }
    parts.line = text.number(at: index)
    index = text.skippingDigits(from: index)
    // Without a comma where faulthandler prints the call.
    if text.matches(",", at: index) { index += 1 }
    guard text.matches(" in", at: index) else { return parts }
    index += 3
    while index < text.count,
      text[index] == UInt8(ascii: " ") || text[index] == UInt8(ascii: "\n")
    {
      index += 1
    }
    parts.function = index..<(text.firstOffset(of: UInt8(ascii: "\n"), from: index) ?? text.count)
    return parts
  }
}
