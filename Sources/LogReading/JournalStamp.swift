#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Times of entries as `journalctl -o short-iso-precise --utc` writes them:
/// `2026-11-21T10:00:00.123456+00:00`.
struct JournalStamp {
  private static let millionth = 1_000_000
  /// The last second of the year 9999, for which there are digits.
  private static let lastSecond = 253_402_300_799

  private var second = -1
  /// The text for that second.
  private var text = Array("0000-00-00T00:00:00.000000+00:00".utf8)

  /// The text for a time in microseconds since 1970.
  mutating func text(for microseconds: UInt64) -> [UInt8] {
    let whole = Int(microseconds / UInt64(Self.millionth))
    if whole != second { write(second: whole) }
    write(Int(microseconds % UInt64(Self.millionth)), at: 20..<26)
    return text
  }

  private mutating func write(second number: Int) {
    second = number
    var time = time_t(min(number, Self.lastSecond))
    var parts = tm()
    gmtime_r(&time, &parts)
    write(Int(parts.tm_year) + 1900, at: 0..<4)
    write(Int(parts.tm_mon) + 1, at: 5..<7)
    write(Int(parts.tm_mday), at: 8..<10)
    write(Int(parts.tm_hour), at: 11..<13)
    write(Int(parts.tm_min), at: 14..<16)
    write(Int(parts.tm_sec), at: 17..<19)
  }

  private mutating func write(_ number: Int, at range: Range<Int>) {
    var rest = number
    for index in range.reversed() {
      text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}
