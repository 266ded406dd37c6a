package import LogReading
package import Matching

/// The way of one request through the logs of services.
package struct RequestTrace: Equatable, Sendable {
  /// The request that is followed.
  package let id: String
  /// The call that was asked for, if it is one that ``id`` has led to.
  package var call: String?
  /// The records that name it, in order of time.
  package let records: [Record]
  /// The logs that hold them, in the order of the scan.
  package let sources: [Source]
  /// The log whose clock the others are held to; nil if none tells when the request began.
  package let reference: String?
  /// How many more records there are than ``RequestCollector`` keeps.
  package let omitted: Int

  /// A record that names the request.
  package struct Record: Equatable, Sendable {
    /// The log.
    package let place: SourcePlace
    /// The number of the record's last line.
    package let endLine: Int
    /// Who wrote it.
    package let service: String
    /// When, in ISO 8601 with milliseconds, by the clock of ``RequestTrace/reference``; nil if the record
    /// does not say.
    package let time: String?
    /// Its gravity, where it says so.
    package let level: LogLevel?
    /// The dotted name of the logger.
    package let logger: String?
    /// The process that wrote it.
    package let pid: Int?
    /// The requests that its prefix names: the user's first.
    package let requests: [String]
    /// Its lines without their prefixes, without secrets unless they were asked for.
    package let text: String
    /// How many of them were too many to be kept.
    package let omittedLines: Int
    /// What rules say of it.
    package let findings: [Fingerprint]
  }

  /// A log with records of the request.
  package struct Source: Equatable, Sendable {
    /// The log's name; of a rotated set, that with the first of them.
    package let name: String
    /// How many records.
    package var count = 0
    /// The calls of the service that the request has led to, in order of appearance.
    package var calls: [String] = []
    /// What is added to its times, in milliseconds: its first record would else be older than the request.
    ///
    /// The clock is behind by so much at least. One that is ahead does not show.
    package var offset: Int?
  }

  /// What the first record of another clock may be older than the request, in milliseconds.
  ///
  /// Records wait a moment until they are written, and access lines round what they say.
  package static let tolerance = 100

  /// Orders what was kept of a scan.
  ///
  /// - Parameters:
  ///   - requests: the records.
  ///   - findings: what rules say of some of them, by index.
  ///   - collector: knows the sources, and masks secrets.
  package init(
    _ requests: RequestCollector, findings: [Int: [Fingerprint]], from collector: FindingCollector
  ) {
    id = requests.id.text
    omitted = requests.omitted
    let times = Self.times(of: requests.records)
    let beginning = Self.beginning(of: id, requests.records, times)
    var sources: [Source] = []
    var indices: [Int: Int] = [:]
    var firstTimes: [Int?] = []
    for (record, time) in zip(requests.records, times) {
      let index =
        indices[record.position.source]
        ?? {
          sources.append(Source(name: collector.place(of: record.position).source))
          firstTimes.append(nil)
          indices[record.position.source] = sources.count - 1
          return sources.count - 1
        }()
      sources[index].count += 1
      if let time { firstTimes[index] = min(firstTimes[index] ?? time, time) }
      if let call = record.requests.last, call != id, !sources[index].calls.contains(call) {
        sources[index].calls.append(call)
      }
    }
    if let beginning {
      for (index, first) in firstTimes.enumerated() {
        guard let first, beginning.time - first > Self.tolerance,
          index != indices[beginning.source]
        else { continue }
        sources[index].offset = beginning.time - first
      }
    }
    reference = beginning.flatMap { indices[$0.source] }.map { sources[$0].name }
    self.sources = sources

    var timed: [(time: Int, record: Record)] = []
    var last: (source: Int, time: Int)?
    for (index, record) in requests.records.enumerated() {
      let source = record.position.source
      let offset = indices[source].flatMap { sources[$0].offset } ?? 0
      let time = times[index].map { $0 + offset }
      if let time { last = (source, time) }
      // A record without a time stands behind the one before it.
      timed.append(
        (
          time ?? (last?.source == source ? last?.time : nil) ?? .min,
          Record(
            record, time: time.map(Self.stamp), findings: findings[index] ?? [], from: collector)
        ))
    }
    records = timed.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element.record)
  }

  // MARK: times

  /// The milliseconds that records say, since a day long ago; nil for those that say no date.
  ///
  /// A stamp without a year is of the latest one that is not later than all others.
  private static func times(of records: [RequestRecord]) -> [Int?] {
    let seconds = records.map { $0.header.time.flatMap(EventTime.second) }
    let latest = seconds.compactMap { $0?.hasYear == true ? $0?.number : nil }.max()
    return zip(records, seconds).map { record, second in
      guard let second, let stamp = record.header.time,
        let milliseconds = EventTime.milliseconds(stamp)
      else { return nil }
      guard !second.hasYear, let latest else { return milliseconds }
      let moved = EventTime.second(second.number, notAfter: latest + 86_400)
      return milliseconds + (moved - second.number) * 1000
    }
  }

  /// When the request began, as the service says that was asked first: it logs the end of its call, and
  /// how long that took, and names no other request before its own.
  private static func beginning(
    of id: String, _ records: [RequestRecord], _ times: [Int?]
  ) -> (source: Int, time: Int)? {
    zip(records, times).compactMap { record, time in
      guard record.requests == [id], let time, let duration = record.duration else { return nil }
      return (record.position.source, time - duration)
    }.min { $0.1 < $1.1 }
  }

  private static func stamp(_ time: Int) -> String {
    let milliseconds = String(time % 1000 + 1000).dropFirst()
    return "\(EventTime.stamp(ofSecond: time / 1000)).\(milliseconds)"
  }
}

extension RequestTrace.Record {
  fileprivate init(
    _ record: RequestRecord, time: String?, findings: [Fingerprint],
    from collector: FindingCollector
  ) {
    place = collector.place(of: record.position)
    let end = LogPosition(source: record.position.source, line: record.endLine, byteOffset: 0)
    let endPlace = collector.place(of: end)
    endLine = endPlace.source == place.source ? endPlace.line : place.line
    service = record.header.service(in: place.source)
    self.time = time
    level = record.header.level
    logger = record.header.logger
    pid = record.header.pid
    requests = record.requests
    text = collector.shown(record.text)
    omittedLines = record.omittedLines
    self.findings = findings
  }
}
