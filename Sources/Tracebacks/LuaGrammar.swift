internal import LogReading

/// The traces of Lua 5.1 to 5.4 (`luaL_traceback` of lauxlib.c), and of LuaJIT and nginx's module.
///
/// The message stands above the line `stack traceback:`, which names no error.
struct LuaGrammar: TraceGrammar {
  private static let header: StaticString = "stack traceback:"
  static let signs = [header, ": in function ", ": in main chunk"]
  /// A message of more lines than this is not found.
  static let reach = 40

  private enum State {
    case start
    case message
    case header
    case calls
  }

  private var state = State.start
  private(set) var isWhole = false
  private(set) var lacksHead = false
  private var heldLines = 0

  static func isSign(_ body: Span<UInt8>) -> Bool { isHeader(body) || isFrame(body) }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let header = lines.lines.count - 1
    let sign = lines.lines[header]
    if !isHeader(sign.body.span) {
      guard lines.reachesStart else { return nil }
      for line in lines.lines where !isFrame(line.body.span) { return nil }
      return TraceBeginning(first: 0, grammar: LuaGrammar(lacksHead: true))
    }
    var isNear = true
    // The line right above, if it looks like a message.
    var above: Int?
    var isFirst = true
    for index in stride(from: header - 1, through: 0, by: -1) {
      let line = lines.lines[index]
      let body = line.body.span
      if line.isRecord {
        // It holds the message, or another has written it in between.
        let level = line.prefix.level ?? .info
        guard index == header - 1, level >= .error || positionEnd(in: body) != nil else { continue }
        return TraceBeginning(first: index, grammar: LuaGrammar())
      }
      if isFrame(body) || isHeader(body) { break }
      // Beyond a blank line only the interpreter's own name is sure to begin a message.
      if body.isBlank() { isNear = false }
      if isAnnounced(body) || (isNear && positionEnd(in: body) != nil) {
        return TraceBeginning(first: index, grammar: LuaGrammar())
      }
      // A message without a position, which tells by its words that it is one.
      if isFirst, isComplaint(body) { above = index }
      isFirst = false
    }
    return TraceBeginning(first: above ?? header, grammar: LuaGrammar())
  }

  private init(lacksHead: Bool = false) {
    self.lacksHead = lacksHead
    if lacksHead { state = .calls }
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    if Self.isHeader(body) {
      guard state == .start || state == .message else { return .rejected }
      state = .header
      return .accepted
    }
    switch state {
    case .start:
      state = .message
      return .raised
    case .message:
      return .message
    case .header, .calls:
      if Self.isFrame(body) {
        state = .calls
        isWhole = true
        heldLines = 0
        return .frame
      }
      if Self.isCoroutine(body) { return .accepted }
      heldLines += 1
      return body.isBlank() && heldLines < 3 && state == .header ? .held : .rejected
    }
  }

  private static func isHeader(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return body.matches(header, at: start)
      && body.isBlank(from: start + header.utf8CodeUnitCount)
  }

  /// `coroutine 0:` of nginx's module.
  private static func isCoroutine(_ body: Span<UInt8>) -> Bool {
    guard body.matches("coroutine ", at: 0) else { return false }
    let end = body.skippingDigits(from: 10)
    return end > 10 && body.matches(":", at: end) && body.isBlank(from: end + 1)
  }

  /// The stand-alone interpreter names itself before a message.
  private static func isAnnounced(_ body: Span<UInt8>) -> Bool {
    guard let colon = body.firstOffset(of: ": ") else { return false }
    var start = colon
    while start > 0, body[start - 1] != UInt8(ascii: "/"), body[start - 1] > UInt8(ascii: " ") {
      start -= 1
    }
    guard body.matches("lua", at: start), start == 0 || body[0] == UInt8(ascii: "/") else {
      return false
    }
    for index in start..<colon
    where !body[index].isWord && body[index] != UInt8(ascii: ".")
      && body[index] != UInt8(ascii: "-")
    {
      return false
    }
    return true
  }

  private static func isComplaint(_ body: Span<UInt8>) -> Bool {
    guard !body.isBlank(), !isFrame(body) else { return false }
    for word: StaticString in ["rror", "RROR", "ailed", "ailure", "attempt to ", "raceback"]
    where body.firstOffset(of: word) != nil {
      return true
    }
    return false
  }

  /// The end of `script.lua:5: ` or `[string "…"]:1: `, the position before a message.
  private static func positionEnd(in body: Span<UInt8>) -> Int? {
    var index = 1
    while let colon = body.firstOffset(of: UInt8(ascii: ":"), from: index) {
      let end = body.skippingDigits(from: colon + 1)
      if end > colon + 1, body.matches(": ", at: end), isChunkEnd(body[colon - 1]) {
        return end + 2
      }
      index = colon + 1
    }
    return nil
  }

  private static func isChunkEnd(_ byte: UInt8) -> Bool {
    byte.isWord || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") || byte >= 0x80
      || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
  }

  /// `script.lua:5: in main chunk`, `[C]: in function 'error'`, `(...tail calls...)`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard start < body.count, start > 0 || body[0] == UInt8(ascii: "[") else { return false }
    for text: StaticString in ["(...tail calls...)", "(tail call): ?", "..."]
    where body.matches(text, at: start) {
      return true
    }
    return placeEnd(in: body, from: start) != nil
  }

  /// Where a frame's place ends, before its `: in`.
  private static func placeEnd(in body: Span<UInt8>, from start: Int) -> Int? {
    var index = start + 1
    while let colon = body.firstOffset(of: UInt8(ascii: ":"), from: index) {
      for rest: StaticString in [
        ": in function ", ": in main chunk", ": in ?", ": in upvalue ", ": in local ",
        ": in method ", ": in field ", ": in global ", ": in metamethod ", ": in for iterator ",
        ": in hook ", ": in constant ", ": in finalizer", ": at 0x",
      ] where body.matches(rest, at: colon) {
        return colon
      }
      if body.matches("[C]: ?", at: start), colon == start + 3 { return colon }
      index = colon + 1
    }
    return nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    let start = line.skippingBlanks(from: 0)
    guard let end = placeEnd(in: line, from: start) else { return nil }
    var fileEnd = end
    while fileEnd > start, line[fileEnd - 1].isDigit { fileEnd -= 1 }
    let hasLine = fileEnd < end && fileEnd > start + 1 && line.matches(":", at: fileEnd - 1)
    var function = min(end + 2, lineEnd)
    if line.matches("in ", at: function) { function += 3 }
    var functionEnd = line.trimmedEnd
    // nginx ends the last frame with the request.
    if let comma = line.extracting(0..<functionEnd).firstOffset(of: ", client: "), comma > function
    {
      functionEnd = comma
    }
    for word: StaticString in ["function ", "upvalue ", "local ", "method ", "field ", "global "]
    where line.matches(word, at: function) {
      function += word.utf8CodeUnitCount
      break
    }
    if function + 1 < functionEnd, line[function] == UInt8(ascii: "'"),
      line[functionEnd - 1] == UInt8(ascii: "'")
    {
      (function, functionEnd) = (function + 1, functionEnd - 1)
    }
    return FrameParts(
      file: start..<(hasLine ? fileEnd - 1 : end), line: hasLine ? line.number(at: fileEnd) : 0,
      function: function..<max(function, functionEnd))
  }

  /// Lua's errors have no type; the message begins after the position.
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    var message = line.skippingBlanks(from: 0)
    if let end = positionEnd(in: line) {
      message = end
    } else if isAnnounced(line), let colon = line.firstOffset(of: ": ") {
      message = colon + 2
    }
    return (message..<message, message)
  }
}
