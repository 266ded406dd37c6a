internal import FailureRules
internal import LogReading

/// Says of records and tracebacks whether a ``TimeWindow`` holds them.
///
/// What has no time is of the same as the nearest line before it that has one. Of each source only the
/// lines around what is asked for are looked at, each once at most.
struct TimeGate {
  let window: TimeWindow
  /// When the log was last changed, in seconds since 1970-01-01 UTC; nil if nobody knows.
  var modified: Int?
  /// When the last line was written that says so and was looked at.
  private var moment: Int?
  /// The offset in the source up to which lines were looked at.
  private var reach = 0
  /// Something was written after the window.
  private(set) var hasPassed = false
  /// A stamp of the last line looked at, and what it means: in a storm of errors many have the same.
  private var last: (time: LineTime, moment: Int?)?

  init(_ window: TimeWindow) { self.window = window }

  /// What is known of a source that begins.
  mutating func beginSource() {
    (moment, reach, hasPassed) = (nil, 0, false)
  }

  /// Asks whether a line and what belongs to it are in the window.
  ///
  /// - Parameters:
  ///   - end: where the line ends in the bytes that were lent.
  ///   - bytes: those bytes.
  ///   - chunk: the new lines in them.
  /// - Returns: whether they are; nil if no line up to it says when it was written.
  mutating func holds(lineTo end: Int, in bytes: Span<UInt8>, _ chunk: LogChunk) -> Bool? {
    look(upTo: end, in: bytes, chunk)
    return moment.map(window.contains)
  }

  /// Looks for the last line that says when it was written.
  mutating func look(upTo end: Int, in bytes: Span<UInt8>, _ chunk: LogChunk) {
    let base = chunk.byteOffset - chunk.fresh.lowerBound
    var first = max(chunk.fresh.lowerBound, reach - base)
    if chunk.continuesLine, first == chunk.fresh.lowerBound {
      first = bytes.firstOffset(of: UInt8(ascii: "\n"), from: first).map { $0 + 1 } ?? bytes.count
    }
    reach = max(reach, base + end)
    var end = end
    while end > first {
      let start = bytes.lineStart(before: end, limit: first)
      if let time = LineTime(of: bytes.extracting(start..<end)), let found = moment(of: time) {
        moment = found
        if found > window.until ?? .max { hasPassed = true }
        return
      }
      end = start - 1
    }
  }

  private mutating func moment(of time: LineTime) -> Int? {
    if let last, last.time == time { return last.moment }
    let moment =
      switch time {
      case .microseconds(let count): count / 1000
      case .stamp(let stamp): moment(of: stamp)
      }
    last = (time, moment)
    return moment
  }

  /// Milliseconds since 1970-01-01 UTC.
  ///
  /// Without a year it is the latest that is not later than a day after the log was last changed: hosts
  /// and their clocks differ. Without a zone the host's is meant.
  private func moment(of stamp: String) -> Int? {
    guard let (number, hasYear) = EventTime.second(stamp),
      let milliseconds = EventTime.milliseconds(stamp)
    else { return nil }
    var second = number
    if !hasYear {
      let limit = window.zone.local(atUniversal: (modified ?? window.now / 1000) + 86_400)
      second = EventTime.second(number, notAfter: limit + EventTime.unixEpoch)
    }
    second -= EventTime.unixEpoch
    let zone = LineTime.zone(endOf: stamp).map(LocalZone.fixed) ?? window.zone
    return zone.universal(atLocal: second) * 1000 + milliseconds % 1000
  }
}
