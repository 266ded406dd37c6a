internal import FailureRules

/// A moment as people name it: what systemd.time(7) takes as a timestamp, and RFC 3339 besides.
///
///     2026-11-21 18:00:00    Sat 2026-11-21    18:00    2026-11-21T18:00:00+01:00    @1795284000
///     now    today    yesterday UTC    tomorrow    -1h 30min    2 days ago    +5min    5min left
///
/// What names no zone is meant in the host's; of zones only UTC and offsets are known. A day that no month
/// has is refused, which systemd counts on into the next.
package struct TimeExpression {
  private var rest: Substring.UTF8View
  private let now: Int
  private var zone: LocalZone

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: what was typed.
  ///   - now: milliseconds since 1970-01-01 UTC.
  ///   - zone: that of a text which names none.
  /// - Returns: milliseconds since 1970-01-01 UTC; nil if the text is none of these.
  package static func milliseconds(_ text: String, now: Int, zone: LocalZone = .host) -> Int? {
    let words = text.split(separator: " ").joined(separator: " ")
    var expression = TimeExpression(rest: words[...].utf8, now: now, zone: zone)
    return expression.named() ?? expression.relative() ?? expression.absolute()
  }

  // MARK: names and spans

  private mutating func named() -> Int? {
    var words = String(Substring(rest)).split(separator: " ")
    var zone = zone
    if words.count == 2, words[1] == "UTC" {
      zone = .fixed(0)
      words.removeLast()
    }
    guard words.count == 1 else { return nil }
    if words[0] == "now" { return now }
    let days = ["yesterday": -1, "today": 0, "tomorrow": 1]
    return days[String(words[0])].map { (day) -> Int in
      zone.universal(atLocal: (today(in: zone) + day) * 86_400) * 1000
    }
  }

  private func today(in zone: LocalZone) -> Int {
    let second = zone.local(atUniversal: now / 1000)
    return (second - (second % 86_400 + 86_400) % 86_400) / 86_400
  }

  private mutating func relative() -> Int? {
    let text = String(Substring(rest))
    func span(_ text: some StringProtocol, _ sign: Int) -> Int? {
      Self.span(text).map { now + sign * $0 }
    }
    if text.hasPrefix("@") {
      return Self.decimal(text.dropFirst()).flatMap {
        $0 * 1000 <= Self.spanLimit ? Int($0 * 1000) : nil
      }
    }
    if text.hasPrefix("+") { return span(text.dropFirst(), 1) }
    if text.hasPrefix("-") { return span(text.dropFirst(), -1) }
    if text.hasSuffix(" ago") { return span(text.dropLast(4), -1) }
    if text.hasSuffix(" left") { return span(text.dropLast(5), 1) }
    return nil
  }

  /// The units of a span, in milliseconds; a year has 365.25 days, and a month is a twelfth of it.
  private static let units: [String: Double] = {
    var units: [String: Double] = [:]
    for (names, size) in [
      ("us usec µs", 0.001), ("ms msec", 1), ("s sec second seconds", 1000),
      ("m min minute minutes", 60_000), ("h hr hour hours", 3_600_000),
      ("d day days", 86_400_000), ("w week weeks", 604_800_000),
      ("M month months", 2_629_800_000), ("y year years", 31_557_600_000),
    ] {
      for name in names.split(separator: " ") { units[String(name)] = size }
    }
    return units
  }()

  /// The most milliseconds of a span: some 30,000 years.
  private static let spanLimit = 1e15

  /// The milliseconds of `1h 30min`; without a unit a number means seconds.
  private static func span(_ text: some StringProtocol) -> Int? {
    var sum = 0.0
    var rest = Substring(text)
    repeat {
      rest = rest.drop { $0 == " " }
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let value = decimal(number), let size = unit.isEmpty ? 1000 : units[String(unit)] else {
        return nil
      }
      sum += value * size
    } while rest.contains { $0 != " " }
    return sum <= spanLimit ? Int(sum) : nil
  }

  /// A decimal number of at most 18 characters.
  private static func decimal(_ text: some StringProtocol) -> Double? {
    guard text.utf8.count <= 18, text.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(text)
  }

  // MARK: dates and clocks

  private mutating func absolute() -> Int? {
    let weekday = takeWeekday()
    var day: Int?
    if rest.drop(while: Self.isDigit).first == UInt8(ascii: "-") {
      day = takeDate()
      guard let day else { return nil }
      // 1970-01-01 was a Thursday.
      if let weekday, ((day + 3) % 7 + 7) % 7 != weekday { return nil }
    } else if weekday != nil {
      return nil
    }
    var clock = 0
    if day == nil || !(rest.isEmpty || rest.elementsEqual(" UTC".utf8)) {
      guard day == nil || take("T") || take(" "), let time = takeClock() else { return nil }
      clock = time
    }
    guard takeZone() else { return nil }
    let second = (day ?? today(in: zone)) * 86_400 + clock / 1000
    return zone.universal(atLocal: second) * 1000 + clock % 1000
  }

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// A day's name, or its first three letters, and a blank: 0 for Monday.
  private mutating func takeWeekday() -> Int? {
    let word = String(Substring(rest.prefix { !Self.isDigit($0) && $0 != UInt8(ascii: " ") }))
      .lowercased()
    guard let index = Self.weekdays.firstIndex(where: { $0 == word || $0.prefix(3) == word })
    else { return nil }
    rest = rest.dropFirst(word.utf8.count)
    _ = take(",")
    return take(" ") ? index : nil
  }

  /// `2026-11-21` or `26-11-21`, as days since 1970-01-01.
  private mutating func takeDate() -> Int? {
    let text = String(Substring(rest.prefix { Self.isDigit($0) || $0 == UInt8(ascii: "-") }))
    // Of two digits, as strptime(3) has it.
    let isShort = text.dropFirst(2).hasPrefix("-")
    let century = isShort ? (text < "69" ? "20" : "19") : ""
    guard let date = CalendarDay(century + text) else { return nil }
    rest = rest.dropFirst(text.utf8.count)
    return EventTime.days(to: date) - EventTime.unixEpoch / 86_400
  }

  /// `18:00`, `18:00:00` or `18:00:00.123`, as milliseconds.
  private mutating func takeClock() -> Int? {
    guard let hour = takeNumber(upTo: 23), take(":"), let minute = takeNumber(upTo: 59) else {
      return nil
    }
    guard take(":") else { return (hour * 60 + minute) * 60_000 }
    // A leap second is the next minute's first.
    guard let second = takeNumber(upTo: 60) else { return nil }
    var milliseconds = 0
    if take(".") {
      let digits = rest.prefix(while: Self.isDigit)
      guard !digits.isEmpty else { return nil }
      for (digit, unit) in zip(digits, [100, 10, 1]) { milliseconds += Int(digit - 48) * unit }
      rest = rest.dropFirst(digits.count)
    }
    return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
  }

  /// Nothing, `Z`, `UTC` or an offset such as `+01:00`, up to the end.
  private mutating func takeZone() -> Bool {
    _ = take(" ")
    if rest.isEmpty { return true }
    let text = String(Substring(rest))
    if text == "Z" || text == "UTC" {
      zone = .fixed(0)
      return true
    }
    guard take("+") || take("-"), let hour = takeNumber(upTo: 23) else { return false }
    var minute = 0
    if !rest.isEmpty {
      _ = take(":")
      guard let number = takeNumber(upTo: 59), rest.isEmpty else { return false }
      minute = number
    }
    let offset = (hour * 60 + minute) * 60
    zone = .fixed(text.hasPrefix("-") ? -offset : offset)
    return true
  }

  /// A number of one or two digits.
  private mutating func takeNumber(upTo limit: Int) -> Int? {
    let digits = rest.prefix(2).prefix(while: Self.isDigit)
    guard let number = Int(Substring(digits)), number <= limit else { return nil }
    rest = rest.dropFirst(digits.count)
    return number
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
