/// What syslog, the journal and Apache put before a service's own prefix.
extension RecordPrefix {
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// Takes a carrier's prefix and returns where the service's own begins.
  mutating func parseCarrier(_ line: Span<UInt8>) -> Int {
    switch line[0] {
    case UInt8(ascii: "["):
      parseApache(line) ?? parseMonotonic(line) ?? parsePod(line) ?? 0
    case UInt8(ascii: "<"): parseRFC5424(line) ?? 0
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      parseStamped(line) ?? parseUnixTime(line) ?? parseContainer(line) ?? parseAccess(line) ?? 0
    default:
      parseSyslog(line) ?? parseWithUnit(line) ?? parseContainer(line) ?? parseAccess(line) ?? 0
    }
  }

  /// Takes the prefix of a carrier that stands behind another's, and returns where the service's own
  /// begins.
  mutating func parseInnerCarrier(_ line: Span<UInt8>, from start: Int) -> Int {
    guard start > 0, start < line.count else { return start }
    var inner = RecordPrefix()
    let end = inner.parseCarrier(line.extracting(start..<line.count))
    guard inner.isCarried else { return start }
    innerProgram = inner.program.map { ($0.lowerBound + start)..<($0.upperBound + start) }
    pid = inner.pid ?? pid
    thread = inner.thread ?? thread
    bodyOffset = start + end
    return start + end
  }

  /// The offset of a service's time behind blanks with which a log was indented; 0 if there is none.
  static func indentedTime(_ line: Span<UInt8>) -> Int {
    let start = line.skippingBlanks(from: 0)
    guard start > 0, start <= indentationLimit, timestamp(line, from: start) != nil else {
      return 0
    }
    return start
  }

  /// The most blanks with which a quoted log is indented.
  private static let indentationLimit = 8

  /// `Nov 21 10:00:00 host program[pid]: ` of RFC 3164 section 4.1 and of `journalctl -o short`
  /// (with `short-precise`'s microseconds).
  ///
  /// A day below ten is padded with a blank.
  private mutating func parseSyslog(_ line: Span<UInt8>) -> Int? {
    guard line.count > 16, Self.months.contains(where: { line.matches($0, at: 0) }),
      line[3] == UInt8(ascii: " "), line[4].isDigit || line[4] == UInt8(ascii: " "),
      line[5].isDigit, line[6] == UInt8(ascii: " "),
      let clockEnd = Self.clock(line, from: 7)
    else { return nil }
    return parseOrigin(line, of: .syslog, from: clockEnd, time: 0..<clockEnd)
  }

  /// `Sat 2026-11-21 10:00:00 UTC host unit[pid]: ` of `journalctl -o with-unit` and `short-full`.
  private mutating func parseWithUnit(_ line: Span<UInt8>) -> Int? {
    guard Self.weekdays.contains(where: { line.matches($0, at: 0) }), line.matches(" ", at: 3),
      let end = Self.timestamp(line, from: 4), line.matches(" ", at: end)
    else { return nil }
    var zoneEnd = end + 1
    while zoneEnd < line.count, line[zoneEnd] > UInt8(ascii: " ") { zoneEnd += 1 }
    return parseOrigin(line, of: .journalWithUnit, from: zoneEnd, time: 4..<end)
  }

  /// `[ 5000.001371] host program[pid]: ` of `journalctl -o short-monotonic`; `kernel` has no process.
  private mutating func parseMonotonic(_ line: Span<UInt8>) -> Int? {
    let start = line.skippingBlanks(from: 1)
    guard let seconds = Self.number(line, from: start), line.matches(".", at: seconds.end),
      let fraction = Self.number(line, from: seconds.end + 1), line.matches("]", at: fraction.end)
    else { return nil }
    let before = self
    let end =
      parseOrigin(line, of: .journalMonotonic, from: fraction.end + 1, time: start..<fraction.end)
      ?? parseProgram(
        line, of: .journalMonotonic, from: fraction.end + 1, time: start..<fraction.end)
    // The kernel's own log has no host; words with a colon may follow the time.
    guard pid != nil || program.map({ line.matches("kernel", at: $0.lowerBound) }) == true else {
      self = before
      return nil
    }
    return end
  }

  /// A time stamp of ISO 8601 with a `T`, and what may follow it: CRI's stream and tag, as the kubelet
  /// writes them; syslog's host and program (rsyslog's RFC 3339 stamps, `journalctl -o short-iso`); or
  /// nothing, before a line of GitHub Actions, which has seven decimals and a `Z`.
  private mutating func parseStamped(_ line: Span<UInt8>) -> Int? {
    guard line.count > 20, line[10] == UInt8(ascii: "T"),
      let end = Self.timestamp(line, from: 0), line.matches(" ", at: end)
    else { return nil }
    for stream: StaticString in ["stdout", "stderr"] where line.matches(stream, at: end + 1) {
      isPart = line.matches(" P ", at: end + 7)
      guard isPart || line.matches(" F ", at: end + 7) else { break }
      return carried(
        .containerRuntime, time: 0..<end, program: (end + 1)..<(end + 7), bodyAt: end + 10)
    }
    if let body = Self.afterRunnerStream(line, from: end) {
      return carried(.gitLabRunner, time: 0..<end, program: (end + 1)..<(body - 1), bodyAt: body)
    }
    if end == 28, line[27] == UInt8(ascii: "Z") {
      return carried(.gitHubActions, time: 0..<end, program: nil, bodyAt: end + 1)
    }
    return parseOrigin(line, of: .syslogISO, from: end, time: 0..<end)
  }

  /// `1795256103.818227 host program[pid]: ` of `journalctl -o short-unix`.
  private mutating func parseUnixTime(_ line: Span<UInt8>) -> Int? {
    guard line.matches(".", at: 10), line.skippingDigits(from: 0) == 10,
      case let end = line.skippingDigits(from: 11), end == 17
    else { return nil }
    return parseOrigin(line, of: .journalUnix, from: end, time: 0..<end)
  }

  /// The end of ` 00O ` behind a time, or ` 00E+`: stream and kind of a line of GitLab's runner.
  private static func afterRunnerStream(_ line: Span<UInt8>, from start: Int) -> Int? {
    guard start + 5 <= line.count, line.matches(" ", at: start),
      line.skippingDigits(from: start + 1) == start + 3,
      line.matches("O", at: start + 3) || line.matches("E", at: start + 3),
      line.matches(" ", at: start + 4) || line.matches("+", at: start + 4)
    else { return nil }
    return start + 5
  }

  /// `<13>1 2026-11-21T10:00:00Z host program pid id [data] `; RFC 5424 section 6.
  private mutating func parseRFC5424(_ line: Span<UInt8>) -> Int? {
    guard let priority = Self.number(line, from: 1), line.matches(">1 ", at: priority.end),
      let end = Self.timestamp(line, from: priority.end + 3)
    else { return nil }
    // host, program, process, message id
    var fields: [Range<Int>] = []
    var index = end
    for _ in 0..<4 {
      guard line.matches(" ", at: index) else { return nil }
      let start = index + 1
      index = start
      while index < line.count, line[index] > UInt8(ascii: " ") { index += 1 }
      fields.append(start..<index)
    }
    guard line.matches(" ", at: index) else { return nil }
    index += 1
    if line.matches("-", at: index) {
      index += 1
    } else {
      while line.matches("[", at: index),
        let close = line.firstOffset(of: UInt8(ascii: "]"), from: index)
      {
        index = close + 1
      }
    }
    pid = Self.number(line, from: fields[2].lowerBound)?.value
    return carried(
      .syslog5424, time: (priority.end + 3)..<end, program: fields[1],
      bodyAt: min(index + 1, line.count))
  }

  /// `[pod/name/container] ` of `kubectl logs --prefix`.
  private mutating func parsePod(_ line: Span<UInt8>) -> Int? {
    guard line.matches("[pod/", at: 0), let close = line.firstOffset(of: UInt8(ascii: "]")),
      line.matches(" ", at: close + 1)
    else { return nil }
    return carried(.kubectl, time: nil, program: 1..<close, bodyAt: close + 2)
  }

  /// `name-1  | ` of docker compose: the name ends in its replica's number.
  private mutating func parseContainer(_ line: Span<UInt8>) -> Int? {
    var end = 0
    while end < line.count,
      line[end].isWord || line[end] == UInt8(ascii: "-")
        || line[end] == UInt8(ascii: ".")
    {
      end += 1
    }
    var digits = end
    while digits > 0, line[digits - 1].isDigit { digits -= 1 }
    guard digits < end, digits > 1,
      line[digits - 1] == UInt8(ascii: "-") || line[digits - 1] == UInt8(ascii: "_")
    else { return nil }
    let bar = line.skippingBlanks(from: end)
    guard bar > end, line.matches("|", at: bar) else { return nil }
    return carried(
      .compose, time: nil, program: 0..<end,
      bodyAt: min(line.count, line.matches("| ", at: bar) ? bar + 2 : bar + 1))
  }

  /// `10.0.0.1 - user [21/Nov/2026:10:00:00 +0000] ` of the Common Log Format, in which web servers
  /// write requests; Python's http.server has a blank before the hour.
  private mutating func parseAccess(_ line: Span<UInt8>) -> Int? {
    var index = 0
    for _ in 0..<3 {
      let start = index
      while index < line.count, index < 256, line[index] > UInt8(ascii: " ") { index += 1 }
      guard index > start, line.matches(" ", at: index) else { return nil }
      index += 1
    }
    guard line.matches("[", at: index), line.skippingDigits(from: index + 1) == index + 3,
      line.matches("/", at: index + 3),
      Self.months.contains(where: { line.matches($0, at: index + 4) }),
      line.matches("/", at: index + 7), line.skippingDigits(from: index + 8) == index + 12,
      let clockEnd = Self.clock(line, from: index + 13),
      let close = line.firstOffset(of: UInt8(ascii: "]"), from: clockEnd), close < clockEnd + 16
    else { return nil }
    carrier = .accessLog
    time = (index + 1)..<clockEnd
    bodyOffset = line.matches(" ", at: close + 1) ? close + 2 : close + 1
    return bodyOffset
  }

  private mutating func carried(
    _ carrier: Carrier, time: Range<Int>?, program: Range<Int>?, bodyAt body: Int
  ) -> Int {
    self.carrier = carrier
    self.time = time
    self.program = program
    isCarried = true
    bodyOffset = body
    return body
  }

  /// ` host program[pid]: ` after a time stamp.
  private mutating func parseOrigin(
    _ line: Span<UInt8>, of carrier: Carrier, from start: Int, time: Range<Int>
  ) -> Int? {
    guard line.matches(" ", at: start) else { return nil }
    var index = start + 1
    let host = index
    while index < line.count, line[index] > UInt8(ascii: " "), line[index] != UInt8(ascii: "[") {
      index += 1
    }
    // Where no host stands, the level of a service's own prefix may look like one.
    guard index > host, line.matches(" ", at: index), Self.levelName(line, from: host) == nil
    else { return nil }
    // A program's name with a colon is none; `ValueError:` is the beginning of a message.
    guard line[index - 1] != UInt8(ascii: ":") else { return nil }
    return parseProgram(line, of: carrier, from: index, time: time)
  }

  /// ` program[pid]: `.
  private mutating func parseProgram(
    _ line: Span<UInt8>, of carrier: Carrier, from start: Int, time: Range<Int>
  ) -> Int? {
    guard line.matches(" ", at: start) else { return nil }
    let programStart = start + 1
    var index = programStart
    while index < line.count, line[index] > UInt8(ascii: " "), line[index] != UInt8(ascii: ":"),
      line[index] != UInt8(ascii: "[")
    {
      index += 1
    }
    guard index > programStart, !line.matches("Error", at: index - 5),
      !line.matches("Exception", at: index - 9)
    else { return nil }
    let programEnd = index
    var process: Int?
    if line.matches("[", at: index) {
      guard let (value, end) = Self.number(line, from: index + 1), line.matches("]", at: end) else {
        return nil
      }
      process = value
      index = end + 1
    }
    guard line.matches(":", at: index) else { return nil }
    pid = process
    return carried(
      carrier, time: time, program: programStart..<programEnd,
      bodyAt: line.matches(" ", at: index + 1) ? index + 2 : index + 1)
  }

  /// `[Thu Nov 21 10:00:00.123456 2026] [wsgi:error] [pid 7:tid 14] [remote 10.0.0.1:80] `, the
  /// default ErrorLogFormat of Apache 2.4 (server/log.c); each bracket after the first is optional.
  private mutating func parseApache(_ line: Span<UInt8>) -> Int? {
    guard line.count > 26, Self.weekdays.contains(where: { line.matches($0, at: 1) }),
      Self.months.contains(where: { line.matches($0, at: 5) }),
      let end = line.firstOffset(of: UInt8(ascii: "]")), end < 40
    else { return nil }
    carrier = .apache
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
