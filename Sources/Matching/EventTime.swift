internal import FailureRules

/// The time of a record, for comparison with others.
///
/// Of stamps without a year, the year is taken to be 2000; zones are not looked at.
package enum EventTime {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The milliseconds that a prefix' stamp says, since a day long ago or since a machine started; nil
  /// if it is no time.
  package static func milliseconds(_ stamp: String) -> Int? {
    let bytes = Array(stamp.utf8)
    guard let clock = clock(in: bytes) else { return monotonic(bytes) }
    return date(in: bytes, around: clock).days.map { $0 * 86_400_000 + clock.milliseconds }
  }

  /// The second that a stamp with a date says, since a day long ago, and whether the stamp says the
  /// year; nil for a stamp without a date.
  package static func second(_ stamp: String) -> (number: Int, hasYear: Bool)? {
    let bytes = Array(stamp.utf8)
    guard let clock = clock(in: bytes) else { return nil }
    let date = date(in: bytes, around: clock)
    return date.days.map { ($0 * 86_400 + clock.milliseconds / 1000, date.year != nil) }
  }

  /// 1970-01-01 00:00:00, as ``second(_:)`` counts.
  static let unixEpoch = days(to: CalendarDay(year: 1970, month: 1, day: 1)) * 86_400

  /// The days to a day, as ``second(_:)`` counts them.
  static func days(to day: CalendarDay) -> Int {
    Date(year: day.year, month: day.month, day: day.day).days ?? 0
  }

  /// `2026-11-21T10:00:00` for a second as ``second(_:)`` counts them.
  package static func stamp(ofSecond second: Int) -> String {
    let date = Date(days: second / 86_400)
    let clock = second % 86_400
    func digits(_ number: Int?, _ count: Int) -> String {
      let text = String(number ?? 0)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
      + "T\(digits(clock / 3600, 2)):\(digits(clock / 60 % 60, 2)):\(digits(clock % 60, 2))"
  }

  /// The same second of the latest year in which it is not later than `limit`.
  ///
  /// For a stamp without a year among others that have one; what fell on 29 February falls on 1 March
  /// in other years.
  package static func second(_ second: Int, notAfter limit: Int) -> Int {
    var date = Date(days: second / 86_400)
    let year = Date(days: limit / 86_400).year ?? 0
    var moved = second
    for candidate in [year, year - 1] {
      date.year = candidate
      moved = (date.days ?? 0) * 86_400 + second % 86_400
      if moved <= limit { break }
    }
    return moved
  }

  private static func date(
    in bytes: [UInt8], around clock: (start: Int, end: Int, milliseconds: Int)
  ) -> Date {
    var date = Date()
    for word in words(in: bytes[..<clock.start]) { date.take(word) }
    // Apache's error log has the year last.
    if date.hasMonthName, date.year == nil {
      for word in words(in: bytes[clock.end...]) { date.take(word) }
    }
    return date
  }

  private struct Date {
    var year: Int?
    var month: Int?
    var day: Int?
    var hasMonthName = false

    mutating func take(_ word: ArraySlice<UInt8>) {
      let text = String(decoding: word, as: UTF8.self)
      if let index = months.firstIndex(of: text) {
        // `21/Nov`: what was taken for the month is the day.
        if let month { day = month }
        month = index + 1
        hasMonthName = true
      } else if let number = Int(text) {
        if word.count == 4 {
          year = year ?? number
        } else if month == nil {
          month = number
        } else if day == nil {
          day = number
        }
      }
    }

    /// The days since a day long ago, in the Gregorian calendar.
    var days: Int? {
      guard let month, let day, (1...12).contains(month), (1...31).contains(day) else { return nil }
      // Years begin in March, so that the leap day is the last.
      let year = (year ?? 2000) - (month < 3 ? 1 : 0)
      let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day
      return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear
    }

    init() {}

    init(year: Int, month: Int, day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }

    /// The date that is so many days after the one long ago: what ``days`` has made of it, undone.
    ///
    /// From http://howardhinnant.github.io/date_algorithms.html, whose eras are of 400 years.
    init(days: Int) {
      let (era, dayOfEra) = (days - 1).quotientAndRemainder(dividingBy: 146_097)
      let leapDays = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
      let yearOfEra = (dayOfEra - leapDays) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let fromMarch = (5 * dayOfYear + 2) / 153
      let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
      self.month = month
      day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
      year = era * 400 + yearOfEra + (month < 3 ? 1 : 0)
    }
  }

  /// The words of letters and those of at most four digits.
  private static func words(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let kind = kind(of: bytes[start])
      let end = bytes[start...].firstIndex { self.kind(of: $0) != kind } ?? bytes.endIndex
      if kind > 0, end - start <= 4 { words.append(bytes[start..<end]) }
      start = end
    }
    return words
  }

  private static func kind(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): 2
    default: 0
    }
  }

  /// The first `hh:mm:ss`, with its milliseconds.
  private static func clock(in bytes: [UInt8]) -> (start: Int, end: Int, milliseconds: Int)? {
    func pair(_ index: Int) -> Int? {
      guard kind(of: bytes[index]) == 1, kind(of: bytes[index + 1]) == 1 else { return nil }
      return Int(bytes[index] - 48) * 10 + Int(bytes[index + 1] - 48)
    }
    var start = 0
    while start + 8 <= bytes.count {
      // Of `2026:10:00:00`, the Common Log Format's, the clock begins behind the year.
      let beginsNumber = start == 0 || kind(of: bytes[start - 1]) != 1
      if beginsNumber, bytes[start + 2] == UInt8(ascii: ":"), bytes[start + 5] == UInt8(ascii: ":"),
        let hour = pair(start), let minute = pair(start + 3), let second = pair(start + 6)
      {
        let fraction = fraction(of: bytes, from: start + 8)
        let seconds = (hour * 60 + minute) * 60 + second
        return (start, fraction.end, seconds * 1000 + fraction.milliseconds)
      }
      start += 1
    }
    return nil
  }

  /// The thousandths after a point or a comma; of two fractions the last, as oslo.log's.
  private static func fraction(
    of bytes: [UInt8], from start: Int
  ) -> (milliseconds: Int, end: Int) {
    var (milliseconds, index) = (0, start)
    while index < bytes.count,
      bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ",")
    {
      (milliseconds, index) = (0, index + 1)
      var unit = 100
      while index < bytes.count, kind(of: bytes[index]) == 1 {
        milliseconds += Int(bytes[index] - 48) * unit
        unit /= 10
        index += 1
      }
    }
    return (milliseconds, index)
  }

  /// `5000.001371`, seconds since the machine started.
  private static func monotonic(_ bytes: [UInt8]) -> Int? {
    let digits = bytes.prefix { kind(of: $0) == 1 }
    guard (1...12).contains(digits.count),
      let seconds = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return seconds * 1000 + fraction(of: bytes, from: digits.count).milliseconds
  }
}
