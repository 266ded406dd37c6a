internal import LogReading

/// The lines of Ruby's traces (error.c and eval_error.c, `rb_error_write`; vm_backtrace.c,
/// `location_to_str`).
enum RubyText {
  /// A place in a program, `file:7:in 'method'`.
  struct Place {
    var file: Range<Int>
    var line: Int
    /// Empty if the trace does not say.
    var method: Range<Int>
    var end: Int
  }

  /// Places are not looked for beyond this.
  private static let placeLimit = 2048

  /// Takes the place at an offset apart.
  static func place(in body: Span<UInt8>, at start: Int) -> Place? {
    let limit = min(body.count, start + placeLimit)
    guard start < limit, body[start] != UInt8(ascii: "\""), body[start] != UInt8(ascii: "'") else {
      return nil
    }
    var index = start
    while index < limit {
      let byte = body[index]
      // A path with blanks would let any sentence be one.
      if byte == UInt8(ascii: " "), body[start] != UInt8(ascii: "(") { return nil }
      if byte == UInt8(ascii: ":"), index > start {
        let end = body.skippingDigits(from: index + 1)
        if end > index + 1, end - index < 9, body.matches(":in ", at: end),
          let method = quoted(in: body, at: end + 4)
        {
          return Place(
            file: start..<index, line: body.number(at: index + 1),
            method: method, end: method.upperBound + 1)
        }
      }
      index += 1
    }
    return nil
  }

  /// The text between a grave accent, or an apostrophe since Ruby 3.4, and an apostrophe.
  private static func quoted(in body: Span<UInt8>, at start: Int) -> Range<Int>? {
    guard body.matches("`", at: start) || body.matches("'", at: start) else { return nil }
    var end = start + 1
    while let quote = body.firstOffset(of: UInt8(ascii: "'"), from: end), quote < start + 512 {
      // A method's name has none, but a block's place may.
      if quote + 1 == body.count || body.matches(":", at: quote + 1)
        || body.isBlank(from: quote + 1)
      {
        return quote > start + 1 ? (start + 1)..<quote : nil
      }
      end = quote + 1
    }
    return nil
  }

  /// The file and line of a place whose method is not said, `file:7`, up to a line's end.
  private static func shortPlace(in body: Span<UInt8>, at start: Int) -> Place? {
    let end = body.trimmedEnd
    var number = end
    while number > start, body[number - 1].isDigit { number -= 1 }
    guard number < end, number > start + 1, body[number - 1] == UInt8(ascii: ":") else {
      return nil
    }
    for index in start..<(number - 1) where body[index] == UInt8(ascii: " ") { return nil }
    return Place(
      file: start..<(number - 1), line: body.number(at: number), method: start..<start, end: end)
  }

  /// Takes `from place` apart, which stands behind a tab.
  static func fromCall(in body: Span<UInt8>) -> Place? {
    let start = body.skippingBlanks(from: 0)
    guard start > 0, body.matches("from ", at: start) else { return nil }
    guard let place = place(in: body, at: start + 5) else {
      return shortPlace(in: body, at: start + 5)
    }
    return body.isBlank(from: place.end) ? place : nil
  }

  /// Takes `7: from place` apart, as a trace has it that begins with the outermost call.
  static func numberedCall(in body: Span<UInt8>) -> Place? {
    let start = body.skippingBlanks(from: 0)
    let end = body.skippingDigits(from: start)
    guard start > 0, end > start, body.matches(": from ", at: end) else { return nil }
    guard let place = place(in: body, at: end + 7) else {
      return shortPlace(in: body, at: end + 7)
    }
    return body.isBlank(from: place.end) ? place : nil
  }

  /// Takes a line of `Exception#backtrace` apart, a place and nothing else.
  static func plainCall(in body: Span<UInt8>) -> Place? {
    guard let place = place(in: body, at: body.skippingBlanks(from: 0)),
      body.isBlank(from: place.end)
    else { return nil }
    return place
  }

  /// Whether a line is a place and a message.
  static func header(in body: Span<UInt8>) -> Place? {
    guard let place = place(in: body, at: 0), body.matches(": ", at: place.end),
      !body.isBlank(from: place.end + 2), !body.matches("warning: ", at: place.end + 2)
    else { return nil }
    return place
  }

  /// Whether a line is a place and a message with the error's class, or has neither message nor class.
  static func isTypedHeader(_ body: Span<UInt8>) -> Bool {
    guard let place = header(in: body) else { return false }
    return closingType(in: body) != nil || body.matches("unhandled exception", at: place.end + 2)
  }

  /// `#<Thread:0x… file:7 run> terminated with exception (report_on_exception is true):`.
  static func isAnnouncement(_ body: Span<UInt8>) -> Bool {
    body.matches("#<Thread:", at: 0) && body.firstOffset(of: " terminated with exception (") != nil
  }

  /// `(Module::Error)` at a line's end.
  static func closingType(in line: Span<UInt8>) -> Range<Int>? {
    var end = line.trimmedEnd
    if line.matches(":", at: end - 1) { end -= 1 }
    guard end > 2, line[end - 1] == UInt8(ascii: ")") else { return nil }
    var start = end - 1
    while start > 0, end - start < 256, line[start - 1] != UInt8(ascii: "(") { start -= 1 }
    guard start > 0, line[start - 1] == UInt8(ascii: "(") else { return nil }
    if line.matches("#<Class:", at: start) { return start..<(end - 1) }
    let name = constant(in: line, at: start)
    return name?.upperBound == end - 1 ? name : nil
  }

  /// `Module::Error` at an offset.
  private static func constant(in line: Span<UInt8>, at start: Int) -> Range<Int>? {
    guard start < line.count, line[start] >= UInt8(ascii: "A"), line[start] <= UInt8(ascii: "Z")
    else { return nil }
    var end = start
    while end < line.count {
      if line.matches("::", at: end) {
        end += 2
      } else if line[end].isWord {
        end += 1
      } else {
        break
      }
    }
    return start..<end
  }

  /// How the names of errors end that say so.
  private static let errorSuffixes: [StaticString] = [
    "Error", "Exception", "NotFound", "Invalid", "Timeout", "Interrupt", "Failed", "Failure",
  ]

  /// A class named like an error and followed by a message: `Error: …`, `Error - …`, `Error (…):`.
  static func namedError(in line: Span<UInt8>) -> Range<Int>? {
    var index = 0
    while index < min(line.count, 4096) {
      guard line[index].isWord else {
        index += 1
        continue
      }
      if let name = constant(in: line, at: index) {
        let isNamed = errorSuffixes.contains {
          line.matches($0, at: name.upperBound - $0.utf8CodeUnitCount)
        }
        let isErrno = line.matches("Errno::", at: name.lowerBound)
        if isNamed || isErrno || (index == 0 && line.matches(": ", at: name.upperBound)),
          line.matches(": ", at: name.upperBound) || line.matches(" - ", at: name.upperBound)
            || line.matches(" (", at: name.upperBound) || line.isBlank(from: name.upperBound)
            || (line.matches(":", at: name.upperBound) && line.isBlank(from: name.upperBound + 1))
        {
          return name
        }
        index = name.upperBound
      }
      while index < line.count, line[index].isWord || line[index] == UInt8(ascii: ":") {
        index += 1
      }
    }
    return nil
  }

  /// Whether a line begins a record of class Logger: `E, [2026-11-21T10:00:00.000000 #7] ERROR -- `.
  static func isLoggerRecord(_ line: Span<UInt8>) -> Bool {
    line.count > 4 && line[0].isLetter && line.matches(", [", at: 1) && line[4].isDigit
      && line.firstOffset(of: " -- ") != nil
  }

  /// Where the message begins behind `E, [time #pid] ERROR -- program: ` of class Logger.
  private static func loggerEnd(in line: Span<UInt8>) -> Int {
    guard line.matches(", [", at: 1), let bars = line.firstOffset(of: " -- "),
      let colon = line.extracting(bars..<line.count).firstOffset(of: ": ")
    else { return line.skippingBlanks(from: 0) }
    return bars + colon + 2
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count))
    let place = header(in: line)
    let message = place.map { min($0.end + 2, line.count) } ?? loggerEnd(in: line)
    if let type = closingType(in: line) { return (type, message) }
    if place == nil, let type = namedError(in: line) {
      var end = type.upperBound
      for lead: StaticString in [": ", " - ", " ("] where line.matches(lead, at: end) {
        end += lead.utf8CodeUnitCount
        break
      }
      return (type, end)
    }
    // The class stands behind a message of several lines.
    if place == nil, let end = lastLine(of: text, from: line.count),
      let type = closingType(in: text.extracting(0..<end))
    {
      return (type, message)
    }
    return (message..<message, message)
  }

  /// Where the last line of a text ends that is not blank.
  private static func lastLine(of text: Span<UInt8>, from start: Int) -> Int? {
    var end = text.count
    while end > start,
      text[end - 1] == UInt8(ascii: "\n") || text.extracting((end - 1)..<end).isBlank()
    { end -= 1 }
    return end > start ? end : nil
  }
}
