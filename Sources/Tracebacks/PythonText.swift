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
    guard let open = text[start..<end].firstIndex(of: UInt8(ascii: "\"")),
      let close = text[(open + 1)..<end].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    let path = text[(open + 1)..<close].filter { $0 != UInt8(ascii: "\n") }
    var index = close + 1
    var line = 0
    // `, line 7`
    while index < end, !isDigit(text[index]), text[index] != UInt8(ascii: "\n") { index += 1 }
    while index < end, isDigit(text[index]), line < 1 << 30 {
      line = line * 10 + Int(text[index] - UInt8(ascii: "0"))
      index += 1
    }
    let marker = Array(", in".utf8)
    guard text[index..<end].starts(with: marker) else {
      return StackFrame(file: string(path), line: line, function: "")
    }
    index += marker.count
    while index < end, text[index] == UInt8(ascii: " ") || text[index] == UInt8(ascii: "\n") {
      index += 1
    }
    let nameEnd = text[index..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
    return StackFrame(
      file: string(path), line: line, function: string(text[index..<nameEnd]))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }
}
