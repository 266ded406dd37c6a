/// When a line says that it was written.
package enum LineTime: Equatable, Sendable {
  /// The stamp as written, with its zone where one stands there.
  case stamp(String)
  /// Microseconds since 1970-01-01 UTC.
  case microseconds(Int)

  /// Reads a line as it stands in its log; nil if it does not say.
  ///
  /// A carrier's stamp that names its zone is taken before a service's own that does not.
  package init?(of line: Span<UInt8>) {
    if let time = Self.journalField(line) ?? Self.wrapped(line) {
      self = time
      return
    }
    let plain = PlainLine(copying: line).bytes
    let prefix = RecordPrefix(of: plain.span)
    guard let range = prefix.time ?? Self.bareTime(plain.span) else { return nil }
    if let time = Self.unixTime(plain.span.extracting(range)) {
      self = .microseconds(time)
      return
    }
    let own = Self.text(range, in: plain.span)
    guard prefix.isCarried, prefix.carrierEnd > 0, range.lowerBound >= prefix.carrierEnd,
      Self.zone(endOf: own) == nil
    else {
      self = .stamp(own)
      return
    }
    let outer = plain.span.extracting(0..<prefix.carrierEnd)
    let carried = RecordPrefix(of: outer).time.map { Self.text($0, in: outer) }
    self = .stamp(carried.flatMap { Self.zone(endOf: $0) == nil ? nil : $0 } ?? own)
  }

  /// What a stamp says of its zone: seconds east of Greenwich; nil if it names none, or one by an
  /// abbreviation, of which several places have the same.
  package static func zone(endOf stamp: String) -> Int? {
    for suffix in ["Z", " UTC", " GMT"] where stamp.hasSuffix(suffix) { return 0 }
    let bytes = Array(stamp.utf8)
    // A day is separated by a hyphen, too; what follows a colon is none.
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let sign = bytes[colon...].lastIndex(where: {
        $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    let digits = bytes[(sign + 1)...].filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 4, digits.allSatisfy(\.isDigit) else { return nil }
    let pairs = digits.map { Int($0 - UInt8(ascii: "0")) }
    let seconds = (pairs[0] * 10 + pairs[1]) * 3600 + (pairs[2] * 10 + pairs[3]) * 60
    return bytes[sign] == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// A stamp and the zone that may follow it, which is no part of the prefix' time in the Common Log
  /// Format and in `journalctl -o with-unit`.
  private static func text(_ range: Range<Int>, in line: Span<UInt8>) -> String {
    let stamp = line.text(range)
    guard zone(endOf: stamp) == nil else { return stamp }
    for length in [4, 6, 7] where range.upperBound + length <= line.count {
      let end = range.upperBound + length
      guard end == line.count || !line[end].isWord else { continue }
      let whole = line.text(range.lowerBound..<end)
      if whole.utf8.count == range.count + length, zone(endOf: whole) != nil { return whole }
    }
    return stamp
  }

  /// `__REALTIME_TIMESTAMP=1795256103818227` of the journal export format.
  private static func journalField(_ line: Span<UInt8>) -> LineTime? {
    let name: StaticString = "__REALTIME_TIMESTAMP="
    guard line.matches(name, at: 0),
      let (value, end) = RecordPrefix.number(line, from: name.utf8CodeUnitCount), end == line.count
    else { return nil }
    return .microseconds(value)
  }

  /// The time of an object: the journal's, docker's, of the Elastic Common Schema, of oslo.log's
  /// JSONFormatter, and of other loggers.
  private static func wrapped(_ line: Span<UInt8>) -> LineTime? {
    guard line.matches("{", at: 0) || line.matches("\u{1E}{", at: 0) else { return nil }
    if let digits = JSONCarrier.text("__REALTIME_TIMESTAMP", in: line) {
      return Int(digits).map(LineTime.microseconds)
    }
    for key: StaticString in ["@timestamp", "asctime", "timestamp", "time"] {
      if let stamp = JSONCarrier.text(key, in: line) { return .stamp(stamp) }
    }
    return nil
  }

  /// `[2026-11-21 10:00:00 +0000]` of gunicorn and celery, `Sat 2026-11-21 10:00:00` of
  /// `journalctl -o verbose`, which begin no record that is known.
  private static func bareTime(_ line: Span<UInt8>) -> Range<Int>? {
    let start = line.matches("[", at: 0) ? 1 : line.matches(" ", at: 3) ? 4 : 0
    return RecordPrefix.timestamp(line, from: start).map { start..<$0 }
  }

  /// `1795256103.818227` of `journalctl -o short-unix`.
  private static func unixTime(_ stamp: Span<UInt8>) -> Int? {
    guard stamp.count == 17, stamp.skippingDigits(from: 0) == 10, stamp.matches(".", at: 10),
      stamp.skippingDigits(from: 11) == 17
    else { return nil }
    return stamp.number(at: 0) * 1_000_000 + stamp.number(at: 11)
  }
}
