/// The prefix that a service's own logging library writes.
extension RecordPrefix {
  /// The longest request bracket that is looked for, in bytes.
  private static let contextLimit = 512

  /// Parses `2026-11-21 10:00:00.123 1234 ERROR nova.compute [req-… …] [instance: …] ` from `start`
  /// on.
  ///
  /// Every part may be missing, but the order is fixed. `clockEnd` is the end of the time at `start`, nil
  /// if there is none.
  mutating func parseService(_ line: Span<UInt8>, from start: Int, clockEnd: Int?) {
    var index = start
    // The end of what was recognised: the separator after it is taken once, at the very end.
    var end: Int?

    if let clockEnd {
      time = index..<clockEnd
      hasOwnTime = true
      end = clockEnd
      index = Self.afterBlank(line, clockEnd)
      if line.matches("| ", at: index) || (line.matches("|", at: index) && index + 1 == line.count)
      {
        bodyOffset = min(index + 2, line.count)
        return
      }
      if parseErlang(line, from: index) { return }
      if let (value, next) = Self.number(line, from: index), next < line.count,
        line[next] == UInt8(ascii: " ")
      {
        pid = value
        end = next
        index = next + 1
      }
    }

    if clockEnd == nil, parseRuby(line, from: index) { return }
    if let (name, next) = Self.levelName(line, from: index) {
      let loggerStart = Self.afterBlank(line, next)
      if let loggerEnd = Self.loggerEnd(line, from: loggerStart), loggerStart > next {
        level = name
        logger = loggerStart..<loggerEnd
        end = loggerEnd
        index = Self.afterBlank(line, loggerEnd)
      } else if time != nil || isCarried, !line.matches("ERROR:", at: loggerStart) {
        // `FATAL ERROR:` is no level.
        level = name
        end = next
        index = Self.afterBlank(line, next)
      }
    }

    if let (inside, next) = Self.contextBracket(line, from: index) {
      context = inside
      end = next
      index = Self.afterBlank(line, next)
    }
    if line.matches("[instance: ", at: index),
      let close = line.firstOffset(of: UInt8(ascii: "]"), from: index), close - index < 64
    {
      instance = (index + 11)..<close
      end = close + 1
    }
    if let end { bodyOffset = Self.afterBlank(line, end) }
  }

  /// Parses `E, [2026-11-21T10:00:00.000000 #7] ERROR -- program: `, as Ruby's Logger::Formatter writes
  /// it.
  ///
  /// Neither process nor program is taken: the calls below a record have none.
  private mutating func parseRuby(_ line: Span<UInt8>, from start: Int) -> Bool {
    guard line.matches(", [", at: start + 1), line[start].isLetter,
      let clockEnd = Self.timestamp(line, from: start + 4), line.matches(" #", at: clockEnd),
      let process = Self.number(line, from: clockEnd + 2), line.matches("]", at: process.end)
    else { return false }
    var index = process.end + 1
    while line.matches(" ", at: index) { index += 1 }
    let name = Self.levelName(line, from: index)
    while index < line.count, line[index].isLetter { index += 1 }
    guard line.matches(" -- ", at: index) else { return false }
    index += 4
    while index < line.count, index < process.end + 128, line[index] != UInt8(ascii: ":") {
      index += 1
    }
    guard line.matches(":", at: index) else { return false }
    time = (start + 4)..<clockEnd
    hasOwnTime = true
    level = name?.level
    bodyOffset = Self.afterBlank(line, index + 1)
    return true
  }

  /// Parses `[error] <0.123.0> ` after a time, as RabbitMQ (rabbit_logger_fmt_helpers.erl) and lager
  /// write it; lager's module, function and line may follow the process.
  private mutating func parseErlang(_ line: Span<UInt8>, from start: Int) -> Bool {
    guard line.matches("[", at: start),
      let name = LogLevel.erlangNames.first(where: { line.matches($0.0, at: start + 1) })
    else { return false }
    let close = start + 1 + name.0.utf8CodeUnitCount
    guard line.matches("] <", at: close) else { return false }
    var end = close + 3
    while end < line.count, line[end].isDigit || line[end] == UInt8(ascii: ".") { end += 1 }
    guard end > close + 3, line.matches(">", at: end) else { return false }
    process = (close + 3)..<end
    level = name.1
    end += 1
    if line.matches("@", at: end) {
      while end < line.count, line[end] != UInt8(ascii: " ") { end += 1 }
    }
    bodyOffset = Self.afterBlank(line, end)
    return true
  }

  private static func afterBlank(_ line: Span<UInt8>, _ index: Int) -> Int {
    index < line.count && line[index] == UInt8(ascii: " ") ? index + 1 : index
  }

  /// The level that a line names at an offset, and where it ends.
  static func levelName(
    _ line: Span<UInt8>, from start: Int
  ) -> (level: LogLevel, end: Int)? {
    guard start < line.count, line[start].isLetter else { return nil }
    for (name, level) in LogLevel.names where line.matches(name, at: start) {
      let end = start + name.utf8CodeUnitCount
      if end == line.count || line[end] == UInt8(ascii: " ") { return (level, end) }
    }
    return nil
  }

  /// The end of a dotted name such as `nova.compute.manager`, followed by a blank or the line's end.
  private static func loggerEnd(_ line: Span<UInt8>, from start: Int) -> Int? {
    guard start < line.count, line[start].isLetter || line[start] == UInt8(ascii: "_") else {
      return nil
    }
    var end = start
    while end < line.count,
      line[end].isWord || line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: "-")
    {
      end += 1
    }
    // The header of a traceback follows the level at once.
    if line.matches("Traceback (", at: start) { return nil }
    return end == line.count || line[end] == UInt8(ascii: " ") ? end : nil
  }

  /// `[req-… user project …]`, `[None req-… …]`, `[-]`, `[- - - - -]`: oslo.context's identity.
  private static func contextBracket(
    _ line: Span<UInt8>, from start: Int
  ) -> (inside: Range<Int>, end: Int)? {
    guard start + 2 < line.count, line[start] == UInt8(ascii: "[") else { return nil }
    let inside = start + 1
    guard
      line.matches("req-", at: inside) || line.matches("None ", at: inside)
        || line.matches("-]", at: inside) || line.matches("- ", at: inside)
    else { return nil }
    guard let close = line.firstOffset(of: UInt8(ascii: "]"), from: inside),
      close - inside <= contextLimit
    else {
      // Cut or wrapped inside the bracket: the rest of the line is the identity.
      return line.matches("req-", at: inside) ? (inside..<line.count, line.count) : nil
    }
    return (inside..<close, close + 1)
  }
}
