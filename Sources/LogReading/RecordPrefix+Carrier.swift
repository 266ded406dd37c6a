/// What syslog, the journal and Apache put before a service's own prefix.
extension RecordPrefix {
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// Takes a carrier's prefix and returns where the service's own begins.
  mutating func parseCarrier(_ line: Span<UInt8>) -> Int {
    if line[0] == UInt8(ascii: "[") { return parseApache(line) ?? 0 }
    return parseSyslog(line) ?? 0
  }

  /// `Nov 21 10:00:00 host program[pid]: ` of RFC 3164 section 4.1 and of `journalctl -o short`
  /// (with `short-precise`'s microseconds).
  ///
  /// A day below ten is padded with a blank.
  private mutating func parseSyslog(_ line: Span<UInt8>) -> Int? {
    guard line.count > 16, Self.months.contains(where: { line.matches($0, at: 0) }),
      line[3] == UInt8(ascii: " "), line[4].isDigit || line[4] == UInt8(ascii: " "),
      line[5].isDigit, line[6] == UInt8(ascii: " "),
      let clockEnd = Self.clock(line, from: 7), clockEnd < line.count,
      line[clockEnd] == UInt8(ascii: " ")
    else { return nil }
    var index = clockEnd + 1
    let host = index
    while index < line.count, line[index] > UInt8(ascii: " ") { index += 1 }
    guard index > host, index < line.count, line[index] == UInt8(ascii: " ") else { return nil }
    let programStart = index + 1
    index = programStart
    while index < line.count, line[index] > UInt8(ascii: " "), line[index] != UInt8(ascii: ":"),
      line[index] != UInt8(ascii: "[")
    {
      index += 1
    }
    guard index > programStart else { return nil }
    let programEnd = index
    var process: Int?
    if index < line.count, line[index] == UInt8(ascii: "[") {
      guard let (value, end) = Self.number(line, from: index + 1), end < line.count,
        line[end] == UInt8(ascii: "]")
      else { return nil }
      process = value
      index = end + 1
    }
    guard index < line.count, line[index] == UInt8(ascii: ":") else { return nil }
    time = 0..<clockEnd
    program = programStart..<programEnd
    pid = process
    isCarried = true
    bodyOffset = index + 1
    if bodyOffset < line.count, line[bodyOffset] == UInt8(ascii: " ") { bodyOffset += 1 }
    return bodyOffset
  }

  /// `[Thu Nov 21 10:00:00.123456 2026] [wsgi:error] [pid 7:tid 14] [remote 10.0.0.1:80] `, the
  /// default ErrorLogFormat of Apache 2.4 (server/log.c); each bracket after the first is optional.
  private mutating func parseApache(_ line: Span<UInt8>) -> Int? {
    guard line.count > 26, Self.weekdays.contains(where: { line.matches($0, at: 1) }),
      Self.months.contains(where: { line.matches($0, at: 5) }),
      let end = line.firstOffset(of: UInt8(ascii: "]")), end < 40
    else { return nil }
    time = 1..<end
    isCarried = true
    var index = end + 1
    while index + 1 < line.count, line[index] == UInt8(ascii: " "),
      line[index + 1] == UInt8(ascii: "["),
      let close = line.firstOffset(of: UInt8(ascii: "]"), from: index)
    {
      let inside = index + 2
      if line.matches("pid ", at: inside) {
        if let (value, next) = Self.number(line, from: inside + 4) {
          pid = value
          if line.matches(":tid ", at: next) {
            thread = Self.number(line, from: next + 5)?.value
          }
        }
      } else if let colon = line.firstOffset(of: UInt8(ascii: ":"), from: inside), colon < close,
        program == nil, line[inside].isLetter, !line.matches("remote ", at: inside),
        !line.matches("client ", at: inside)
      {
        program = inside..<colon
      } else if !line.matches("remote ", at: inside), !line.matches("client ", at: inside),
        !line.matches("tid ", at: inside)
      {
        // A bracket of the message itself.
        break
      }
      index = close + 1
    }
    bodyOffset = index
    if bodyOffset < line.count, line[bodyOffset] == UInt8(ascii: " ") { bodyOffset += 1 }
    return bodyOffset
  }

  /// The end of `hh:mm:ss`, with a fraction where there is one.
  static func clock(_ line: Span<UInt8>, from start: Int) -> Int? {
    guard start + 8 <= line.count, line[start].isDigit, line[start + 1].isDigit,
      line[start + 2] == UInt8(ascii: ":"), line[start + 3].isDigit, line[start + 4].isDigit,
      line[start + 5] == UInt8(ascii: ":"), line[start + 6].isDigit, line[start + 7].isDigit
    else { return nil }
    var end = start + 8
    if end + 1 < line.count,
      line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ","), line[end + 1].isDigit
    {
      end += 1
      while end < line.count, line[end].isDigit { end += 1 }
    }
    return end
  }

  /// A decimal number of at most 18 digits, and where it ends.
  static func number(_ line: Span<UInt8>, from start: Int) -> (value: Int, end: Int)? {
    var end = start
    var value = 0
    while end < line.count, line[end].isDigit {
      // A mod_wsgi thread id is an address of up to 15 digits.
      guard end - start < 18 else { return nil }
      value = value * 10 + Int(line[end] - UInt8(ascii: "0"))
      end += 1
    }
    return end > start ? (value, end) : nil
  }
}
