internal import LogReading

/// Takes the lines of .NET's traces apart.
enum DotnetText {
  // MARK: calls

  /// Where a call that begins at `start` ends, before its place; nil if there is none.
  static func callEnd(in body: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    if body.matches("(wrapper ", at: index) {
      guard let close = body.firstOffset(of: UInt8(ascii: ")"), from: index) else { return nil }
      index = close + 2
    }
    let name = index
    var dots = 0
    while index < body.count, isName(body[index]) {
      // Type arguments may have blanks after their commas.
      if body[index] == UInt8(ascii: "."), index > name { dots += 1 }
      index += 1
    }
    guard index > name else { return nil }
    if body.matches("<unknown>", at: name), body.matches(" <0x", at: index) { return index }
    guard
      dots > 0 || body.matches("lambda_method", at: name) || body.matches("(wrapper ", at: start)
    else { return demystifiedEnd(in: body, from: start) }
    let isMono = body.matches(" (", at: index)
    if isMono { index += 1 }
    guard body.matches("(", at: index), let close = closing(of: index, in: body) else {
      return demystifiedEnd(in: body, from: start)
    }
    let end = close + 1
    let hasPlace =
      body.matches(" in ", at: end) || body.matches(" [0x", at: end)
      || body.matches(" <0x", at: end) || body.matches(" + 0x", at: end)
    if isMono { return hasPlace ? end : nil }
    guard hasPlace || body.isBlank(from: end) || body.matches("<---", at: end) else { return nil }
    return areParameters(body.extracting((index + 1)..<close)) ? end : nil
  }

  /// The end of a call with its return type, as Ben.Demystifier writes it: recognised by its place.
  private static func demystifiedEnd(in body: Span<UInt8>, from start: Int) -> Int? {
    let end = body.trimmedEnd
    var digits = end
    while digits > start, body[digits - 1].isDigit { digits -= 1 }
    guard digits < end, body.matches(":line ", at: digits - 6),
      let place = body.firstOffset(of: ") in "), place > start, place < digits
    else { return nil }
    return place + 1
  }

  private static func isName(_ byte: UInt8) -> Bool {
    if byte.isWord || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "$"), UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "!"),
      UInt8(ascii: "@"), UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "*"):
      return true
    default: return false
    }
  }

  private static func closing(of open: Int, in body: Span<UInt8>) -> Int? {
    var depth = 0
    for index in open..<body.count {
      if body[index] == UInt8(ascii: "(") { depth += 1 }
      if body[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// Types with or without a name each; a file of Java's or JavaScript's would be another language's.
  private static func areParameters(_ text: Span<UInt8>) -> Bool {
    if text.matches("Native Method", at: 0) || text.matches("Unknown Source", at: 0) {
      return false
    }
    var type = 0
    for index in 0..<text.count {
      switch text[index] {
      case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
        UInt8(ascii: "'"), UInt8(ascii: ";"), UInt8(ascii: "="):
        return false
      case UInt8(ascii: "."): type = index + 1
      default: break
      }
    }
    // `Main.java`: what follows the last dot of a type is no word in small letters alone.
    guard type > 0, type < text.count else { return !text.matches("<", at: 0) }
    var end = type
    while end < text.count, text[end] >= UInt8(ascii: "a"), text[end] <= UInt8(ascii: "z") {
      end += 1
    }
    return end < text.count
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    var start = line.skippingBlanks(from: 0) + 3
    guard start <= lineEnd, let end = callEnd(in: line, from: start) else { return nil }
    var functionEnd = start
    if line.matches("(wrapper ", at: start) { functionEnd += 9 }
    while functionEnd < end, line[functionEnd] != UInt8(ascii: "(") { functionEnd += 1 }
    if functionEnd > start, line[functionEnd - 1] == UInt8(ascii: " ") { functionEnd -= 1 }
    if line.matches("(wrapper ", at: start),
      let close = line.firstOffset(of: UInt8(ascii: ")"), from: start), close + 2 <= functionEnd
    {
      start = close + 2
    }
    let function = start..<functionEnd
    var stop = line.trimmedEnd
    if line.matches("<---", at: stop - 4) { stop -= 4 }
    var digits = stop
    while digits > end, line[digits - 1].isDigit { digits -= 1 }
    var fileEnd = stop
    var number = 0
    if digits < stop {
      if line.matches(":line ", at: digits - 6) {
        (fileEnd, number) = (digits - 6, line.number(at: digits))
      } else if line.matches(":", at: digits - 1) {
        (fileEnd, number) = (digits - 1, line.number(at: digits))
      }
    }
    // Mono names a module by its hash where it has no file.
    guard let place = line.extracting(end..<stop).firstOffset(of: " in "),
      !line.matches("<", at: end + place + 4)
    else {
      return FrameParts(file: end..<end, function: function)
    }
    let file = end + place + 4
    return FrameParts(file: file..<max(file, fileEnd), line: number, function: function)
  }

  // MARK: errors

  /// What stands before the type of an exception that nobody handled.
  private static let announcements: [StaticString] = [
    "Unhandled exception. ", "Unhandled Exception: ", "[ERROR] FATAL UNHANDLED EXCEPTION: ",
    "Unhandled exception: ", "Fatal error. ",
  ]

  /// Where a header's type may begin, after its indentation and announcement.
  private static func typeStart(in body: Span<UInt8>) -> Int {
    var start = body.skippingBlanks(from: 0)
    if body.matches("---> ", at: start) { start += 5 }
    for text in announcements where body.matches(text, at: start) {
      start += text.utf8CodeUnitCount
      break
    }
    return start
  }

  /// Whether a line begins with a type as a header does.
  static func startsHeader(_ body: Span<UInt8>) -> Bool {
    let blanks = body.skippingBlanks(from: 0)
    for text: StaticString in [
      "Unhandled exception. ", "[ERROR] FATAL UNHANDLED", "Process terminated. ",
      "Process terminated.", "Stack overflow.",
    ] where body.matches(text, at: blanks) {
      return true
    }
    return type(in: body, at: typeStart(in: body), strictly: false) != nil
  }

  /// The type that a line names as an error, wherever it stands.
  static func headerType(in body: Span<UInt8>) -> Range<Int>? {
    let start = typeStart(in: body)
    if let found = type(in: body, at: start, strictly: false) { return found }
    var index = start
    while index < body.count {
      if let found = type(in: body, at: index, strictly: true) { return found }
      while index < body.count, isTypeName(body[index]) { index += 1 }
      index += 1
    }
    return nil
  }

  /// The type that begins a line, whatever its name: `MyFailure: …`, or `MyFailure` alone.
  ///
  /// Only for a line that stands right above a call or behind an arrow.
  static func simpleType(in body: Span<UInt8>) -> Range<Int>? {
    let start = typeStart(in: body)
    guard start < body.count, body[start].isLetter, body[start] & 0x20 == 0 else { return nil }
    var end = start
    while end < body.count, isTypeName(body[end]) { end += 1 }
    let hasMessage = body.matches(": ", at: end) && body.skippingBlanks(from: end + 2) == end + 2
    return hasMessage || body.isBlank(from: end) ? start..<end : nil
  }

  private static func isTypeName(_ byte: UInt8) -> Bool {
    byte.isWord || byte >= 0x80 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "`")
  }

  /// The type at an offset, followed by a colon, a code in parentheses and a colon, or the end.
  ///
  /// Strictly, the name must end like an exception's.
  private static func type(
    in body: Span<UInt8>, at start: Int, strictly: Bool
  ) -> Range<Int>? {
    guard start < body.count, body[start].isLetter || body[start] == UInt8(ascii: "_") else {
      return nil
    }
    var end = start
    var last = start
    while end < body.count, isTypeName(body[end]) {
      if body[end] == UInt8(ascii: ".") || body[end] == UInt8(ascii: "+") { last = end + 1 }
      end += 1
    }
    guard last < end, !body[last].isDigit else { return nil }
    let name = end
    // The arguments of a generic type.
    if name < body.count, body[name] == UInt8(ascii: "["),
      let close = body.firstOffset(of: UInt8(ascii: "]"), from: name)
    {
      end = close + 1
      while body.matches("]", at: end) { end += 1 }
    }
    let named = ["Exception", "Error", "Fault"] as [StaticString]
    // `Error: Shop.GatewayException: …` names the second.
    guard
      !named.contains(where: { body.matches($0, at: start) && name - start == $0.utf8CodeUnitCount }
      )
    else { return nil }
    guard
      named.contains(where: { body.matches($0, at: name - $0.utf8CodeUnitCount) })
        || body.extracting(last..<name).firstOffset(of: UInt8(ascii: "`")) != nil
        || (!strictly && last > start && body[last] & 0x20 == 0 && body[start] & 0x20 == 0)
    else { return nil }
    var after = end
    if body.matches(" (", at: after), after + 2 < body.count,
      body[after + 2].isDigit || body[after + 2] == UInt8(ascii: "-"),
      let close = body.firstOffset(of: UInt8(ascii: ")"), from: after), close - after < 24
    {
      after = close + 1
    }
    if body.matches(": ", at: after) || body.matches(" : ", at: after)
      || (body.matches(":", at: after) && body.isBlank(from: after + 1))
      || (!strictly && body.isBlank(from: after))
    {
      return start..<end
    }
    return nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let start = min(typeStart(in: text), lineEnd)
    let line = text.extracting(0..<lineEnd)
    // In a chain on one line the first one counts.
    let arrow = line.firstOffset(of: " ---> ").map { max($0, start) } ?? lineEnd
    let head = text.extracting(0..<arrow)
    guard let type = headerType(in: head) ?? simpleType(in: head) ?? headerType(in: line) else {
      return (start..<start, start)
    }
    var message = type.upperBound
    if text.matches(" (", at: message),
      let close = text.firstOffset(of: UInt8(ascii: ")"), from: message), close < lineEnd
    {
      message = close + 1
    }
    if text.matches(" :", at: message) { message += 1 }
    if text.matches(":", at: message) { message += 1 }
    if text.matches(" ", at: message) { message += 1 }
    return (type, min(message, text.count))
  }

  /// The error that a header names, and the inner ones that Mono and the .NET Framework write into
  /// the same line.
  static func errors(in text: Span<UInt8>) -> [RaisedError] {
    var result: [RaisedError] = []
    var start = 0
    while result.count < 16 {
      let rest = text.extracting(start..<text.count)
      let (type, message) = error(in: rest)
      // An inner exception of this one has its own line or stands behind an arrow.
      var end = rest.count
      var next: Int?
      if let arrow = rest.extracting(message..<rest.count).firstOffset(of: " ---> ") {
        let inner = rest.extracting((message + arrow + 6)..<rest.count)
        if startsHeader(inner) || simpleType(in: inner) != nil {
          (end, next) = (message + arrow, message + arrow + 6)
        }
      }
      result.append(
        RaisedError(
          type: (start + type.lowerBound)..<(start + type.upperBound),
          message: (start + message)..<(start + max(message, end))))
      guard let next else { break }
      start += next
    }
    return result
  }
}
