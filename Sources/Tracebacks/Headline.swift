internal import LogReading

/// The beginning of records of a logger that nobody has told us: a time of day, or a level.
///
/// `[2026-11-21 10:00:00 +0000] [7] [ERROR] `, `[E 261121 10:00:00 web:9] `, `ERROR:root:`. Right above
/// a trace it shows that the trace was logged, so that the message under its error goes on up to the
/// next record.
enum Headline {
  /// How far from the line's beginning a time is looked for, in bytes.
  private static let limit = 48
  /// The letters of a weekday, a month and a level's initial.
  private static let letterLimit = 6

  /// Whether a line begins a record.
  static func begins(_ line: Span<UInt8>) -> Bool {
    if hasTime(line) { return true }
    return hasLevel(line, at: line.count > 0 && "[(<".utf8.contains(line[0]) ? 1 : 0)
  }

  /// Whether a line begins a record that may be about an error.
  static func mayAnnounceError(_ line: Span<UInt8>) -> Bool {
    begins(line)
      && !["INFO", "DEBUG", "[I ", "[D "].contains { (name: StaticString) in
        line.firstOffset(of: name).map { $0 < limit * 2 } ?? false
      }
  }

  /// Whether `hh:mm:ss` stands near the beginning of a line, in front of which a date, a zone or a level
  /// may stand, but no sentence.
  private static func hasTime(_ line: Span<UInt8>) -> Bool {
    var letters = 0
    for index in 0..<max(0, min(limit, line.count - 7)) {
      if line[index].isLetter { letters += 1 }
      guard letters <= letterLimit else { return false }
      let isClock = (0..<8).allSatisfy { offset in
        offset % 3 == 2 ? line[index + offset] == UInt8(ascii: ":") : line[index + offset].isDigit
      }
      if isClock { return true }
    }
    return false
  }

  /// Whether a level stands at an offset, and a mark or a blank behind it.
  private static func hasLevel(_ line: Span<UInt8>, at start: Int) -> Bool {
    var end = start
    while end < line.count, line[end] >= UInt8(ascii: "A"), line[end] <= UInt8(ascii: "Z") {
      end += 1
    }
    guard end < line.count, "]:)>| ".utf8.contains(line[end]) else { return false }
    return LogLevel.isName(line, in: start..<end)
  }
}
