/// Takes apart the lines of a Python traceback, wrapped ones included.
enum PythonText {
  /// `Type: message`, both as ranges of the text.
  static func raisedError(in text: [UInt8], from start: Int, to end: Int) -> RaisedError {
    var typeStart = start
    // Blanks, and the margin of an exception group.
    while typeStart < end,
      text[typeStart] == UInt8(ascii: " ") || text[typeStart] == UInt8(ascii: "\t")
        || text[typeStart] == UInt8(ascii: "|")
    {
      typeStart += 1
    }
    var typeEnd = typeStart
    while typeEnd < end, text[typeEnd] != UInt8(ascii: ":"), text[typeEnd] > UInt8(ascii: " ") {
      typeEnd += 1
    }
    var messageStart = typeEnd
    if messageStart < end, text[messageStart] == UInt8(ascii: ":") { messageStart += 1 }
    while messageStart < end,
      text[messageStart] == UInt8(ascii: " ") || text[messageStart] == UInt8(ascii: "\n")
    {
      messageStart += 1
    }
    return RaisedError(type: typeStart..<typeEnd, message: messageStart..<max(messageStart, end))
  }

  /// `File "path", line 7, in name`; a line break in the path or before the name is a wrapped line's.
  static func frame(in text: [UInt8], from start: Int, to end: Int) -> StackFrame? {
    guard let parts = frameParts(in: text, from: start, to: end) else { return nil }
    return StackFrame(
      file: string(text[parts.file].filter { $0 != UInt8(ascii: "\n") }), line: parts.line,
      function: string(text[parts.function]))
  }

  /// Where a frame's path and function stand, and the line that it names.
  static func frameParts(
    in text: [UInt8], from start: Int, to end: Int
  ) -> (file: Range<Int>, line: Int, function: Range<Int>)? {
    guard let open = text[start..<end].firstIndex(of: UInt8(ascii: "\"")),
      let close = text[(open + 1)..<end].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    let file = (open + 1)..<close
    var index = close + 1
    var line = 0
    // `, line 7`
    while index < end, !isDigit(text[index]), text[index] != UInt8(ascii: "\n") { index += 1 }
    while index < end, isDigit(text[index]), line < 1 << 30 {
      line = line * 10 + Int(text[index] - UInt8(ascii: "0"))
      index += 1
    }
    guard index + 4 <= end, text[index] == UInt8(ascii: ","), text[index + 1] == UInt8(ascii: " "),
      text[index + 2] == UInt8(ascii: "i"), text[index + 3] == UInt8(ascii: "n")
    else { return (file, line, end..<end) }
    index += 4
    while index < end, text[index] == UInt8(ascii: " ") || text[index] == UInt8(ascii: "\n") {
      index += 1
    }
    return (file, line, index..<(text[index..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }
}
