internal import LogReading

/// The names of errors in the lines of JavaScript's traces.
extension JavaScriptText {
  /// Names of errors are not looked for beyond this.
  private static let nameLimit = 4096

  /// How the names of errors end.
  private static let errorSuffixes: [StaticString] = [
    "Error", "Exception", "Warning", "Rejection", "Failure",
  ]

  /// The name at an offset, if it is an error's: `TypeError:`, `Error [ERR_CODE]:`, `Error` alone; or
  /// any capitalised one, if asked for.
  static func errorName(
    in line: Span<UInt8>, at start: Int, isAnyCapital: Bool = false
  ) -> Range<Int>? {
    guard start >= 0, start < line.count, line[start].isLetter || line[start] == UInt8(ascii: "_")
    else { return nil }
    var end = start
    while end < line.count,
      line[end].isWord || line[end] == UInt8(ascii: "$") || line[end] == UInt8(ascii: ".")
    {
      end += 1
    }
    let isCapital = isAnyCapital && line[start] & 0x20 == 0
    guard
      isCapital
        || errorSuffixes.contains(where: { line.matches($0, at: end - $0.utf8CodeUnitCount) })
    else { return nil }
    if line.matches(": ", at: end) || line.isBlank(from: end) { return start..<end }
    if line.matches(":", at: end), line.isBlank(from: end + 1) { return start..<end }
    if line.matches(" [", at: end),
      let close = line.firstOffset(of: UInt8(ascii: "]"), from: end),
      line.matches(":", at: close + 1) || line.isBlank(from: close + 1)
    {
      return start..<end
    }
    return nil
  }

  /// What may stand before the name of an error that a line begins with.
  private static let leads: [StaticString] = [
    "Uncaught ", "(in promise) ", "error: ", "[cause]: ", "Caused by: ", "caused by: ", "[", "{ ",
    "Unhandled rejection ", "UnhandledPromiseRejectionWarning: ", "Uncaught Exception: ",
  ]

  /// Where the name of an error may begin: behind what Node.js, Deno and browsers write before it.
  private static func nameStart(in line: Span<UInt8>) -> Int {
    var start = line.skippingBlanks(from: 0)
    if line.matches("(node:", at: start),
      let close = line.firstOffset(of: UInt8(ascii: ")"), from: start)
    {
      start = line.skippingBlanks(from: close + 1)
      // The code of a warning.
      if line.matches("[", at: start),
        let end = line.firstOffset(of: UInt8(ascii: "]"), from: start)
      {
        start = line.skippingBlanks(from: end + 1)
      }
    }
    if line.matches("<ref *", at: start),
      let close = line.firstOffset(of: UInt8(ascii: ">"), from: start)
    {
      start = line.skippingBlanks(from: close + 1)
    }
    var isSkipping = true
    while isSkipping {
      isSkipping = false
      for lead in leads where line.matches(lead, at: start) {
        start += lead.utf8CodeUnitCount
        isSkipping = true
      }
    }
    return start
  }

  /// The error that a line begins with.
  static func leadingError(in body: Span<UInt8>) -> Range<Int>? {
    let line = body.extracting(0..<min(body.count, nameLimit))
    return errorName(in: line, at: nameStart(in: line))
  }

  /// The error that a line names anywhere, followed by a colon.
  static func namedError(in body: Span<UInt8>) -> Range<Int>? {
    let line = body.extracting(0..<min(body.count, nameLimit))
    if let name = leadingError(in: line) { return name }
    var index = 0
    while index < line.count {
      guard line[index].isWord else {
        index += 1
        continue
      }
      if let name = errorName(in: line, at: index),
        line.matches(":", at: name.upperBound)
          || line.matches(" [", at: name.upperBound)
      {
        return name
      }
      while index < line.count, line[index].isWord || line[index] == UInt8(ascii: ".") {
        index += 1
      }
    }
    return nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count))
    let start = nameStart(in: line)
    if line.matches("FATAL ERROR: ", at: 0) { return (0..<11, 13) }
    guard
      let name = namedError(in: line) ?? errorName(in: line, at: start, isAnyCapital: true)
    else { return (start..<start, start) }
    var message = name.upperBound
    if line.matches(" [", at: message),
      let close = line.firstOffset(of: UInt8(ascii: "]"), from: message)
    {
      message = close + 1
    }
    if line.matches(":", at: message) { message += 1 }
    if line.matches(" ", at: message) { message += 1 }
    return (name, message)
  }
}
