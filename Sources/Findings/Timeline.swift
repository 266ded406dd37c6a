internal import Matching

/// When errors were written, by service: ERROR and CRITICAL records, and tracebacks without one.
///
/// Memory: ``serviceLimit`` services, whose errors beyond count as those of ``others``, and
/// ``bucketLimit`` buckets of all services together. When there would be more, buckets next to each
/// other become one, and all are as wide as the next of ``widths``; at the last, the years 0 to 9999
/// have 101 a service. So however long a log is, and however far apart its errors, the time line is as
/// large and only coarser.
package struct Timeline: Sendable {
  package static let serviceLimit = 32
  package static let bucketLimit = 4096
  /// The seconds that a bucket can be wide: each a multiple of the one before, the last 36,400 days.
  package static let widths = [
    1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400, 604_800, 2_419_200, 31_449_600,
    3_144_960_000,
  ]
  /// Services beyond the limit.
  package static let others = "others"
  /// The most characters of a service's name that are kept.
  private static let nameLimit = 64

  /// The seconds that each bucket is wide.
  package private(set) var width = widths[0]
  /// Errors that do not say on which day they were written.
  package private(set) var undated = 0
  private var services: [String] = []
  private var counts: [Place: Count] = [:]
  /// The second that was read last: in a storm of errors many have the same.
  private var last: (stamp: String, second: Int, hasYear: Bool)?

  /// Errors in a bucket.
  package struct Count: Equatable, Sendable {
    /// All of them.
    package var errors = 0
    /// Those that a rule explains.
    package var explained = 0

    /// None yet, or as many as are given.
    package init(errors: Int = 0, explained: Int = 0) {
      (self.errors, self.explained) = (errors, explained)
    }

    static func += (first: inout Count, second: Count) {
      first.errors += second.errors
      first.explained += second.explained
    }
  }

  /// What a service wrote in a bucket.
  package struct Bucket: Equatable, Sendable {
    package let service: String
    /// The second with which it begins, as `EventTime` counts them.
    package let start: Int
    package let count: Count
  }

  private struct Place: Hashable {
    var service: Int
    /// Its stamps say the year; others' are taken for those of the year 2000.
    var hasYear: Bool
    var index: Int
  }

  package init() {}

  /// Takes the buckets of a report; nil if it is not one of this program's.
  ///
  /// - Parameters:
  ///   - width: how wide they are.
  ///   - undated: errors in none of them.
  ///   - buckets: who wrote the errors, when a bucket begins, and how many there are.
  package init?(
    width: Int, undated: Int, buckets: [(service: String, start: String, count: Count)]
  ) {
    guard Self.widths.contains(width), undated >= 0 else { return nil }
    (self.width, self.undated) = (width, undated)
    for bucket in buckets {
      guard let (second, hasYear) = EventTime.second(bucket.start) else { return nil }
      let place = Place(
        service: index(of: bucket.service), hasYear: hasYear, index: second / width)
      counts[place, default: Count()] += bucket.count
    }
    if counts.count > Self.bucketLimit { widen() }
  }

  /// Nothing has said when it was written.
  package var isEmpty: Bool { counts.isEmpty }

  /// Counts an error.
  ///
  /// - Parameters:
  ///   - stamp: the time stamp of its record, as written; nil if it has none.
  ///   - service: who wrote it.
  ///   - isExplained: whether a rule explains it.
  package mutating func add(stamp: String?, service: String, isExplained: Bool) {
    guard let stamp, let (second, hasYear) = second(of: stamp) else {
      undated += 1
      return
    }
    let place = Place(service: index(of: service), hasYear: hasYear, index: second / width)
    counts[place, default: Count()] += Count(errors: 1, explained: isExplained ? 1 : 0)
    if counts.count > Self.bucketLimit { widen() }
  }

  /// Adds the errors of another time line; buckets become as wide as the wider ones of both.
  package mutating func add(_ other: Timeline) {
    undated += other.undated
    while width < other.width, let wider = Self.widths.first(where: { $0 > width }) {
      widen(to: wider)
    }
    for (place, count) in other.counts {
      let name = place.service < other.services.count ? other.services[place.service] : Self.others
      let index = place.index * other.width / width
      let service = self.index(of: name)
      counts[Place(service: service, hasYear: place.hasYear, index: index), default: Count()] +=
        count
      if counts.count > Self.bucketLimit { widen() }
    }
  }

  private mutating func second(of stamp: String) -> (Int, Bool)? {
    // `yyyy-mm-dd hh:mm:ss`; what follows is less than a second, or a zone.
    let key = String(stamp.prefix(19))
    if let last, last.stamp == key { return (last.second, last.hasYear) }
    guard let (second, hasYear) = EventTime.second(stamp) else { return nil }
    last = (key, second, hasYear)
    return (second, hasYear)
  }

  private mutating func index(of service: String) -> Int {
    let service = String(service.prefix(Self.nameLimit))
    if let index = services.firstIndex(of: service) { return index }
    if services.count == Self.serviceLimit { services.append(Self.others) }
    guard services.count < Self.serviceLimit else { return Self.serviceLimit }
    services.append(service)
    return services.count - 1
  }

  private mutating func widen() {
    while counts.count > Self.bucketLimit,
      let wider = Self.widths.first(where: { $0 > width })
    {
      widen(to: wider)
    }
  }

  private mutating func widen(to wider: Int) {
    var merged: [Place: Count] = [:]
    for (place, count) in counts {
      var place = place
      place.index = place.index * width / wider
      merged[place, default: Count()] += count
    }
    counts = merged
    width = wider
  }

  /// Whether any stamp says its year; without one, years mean nothing.
  package var hasYears: Bool { counts.keys.contains(where: \.hasYear) }

  /// The buckets in order of time and service.
  ///
  /// What does not say its year was written in the last one in which that is not later than all that
  /// does, and a bucket.
  package var buckets: [Bucket] {
    let latest = counts.keys.lazy.filter(\.hasYear).map(\.index).max()
    var sums: [[Int]: Count] = [:]
    for (place, count) in counts {
      var start = place.index * width
      if !place.hasYear, let latest {
        start = EventTime.second(start, notAfter: (latest + 2) * width - 1) / width * width
      }
      sums[[start, place.service], default: Count()] += count
    }
    return sums.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }.map {
      Bucket(service: services[$0.key[1]], start: $0.key[0], count: $0.value)
    }
  }

  /// The stamp of a second; without the year if none is known.
  package func stamp(ofSecond second: Int) -> String {
    String(EventTime.stamp(ofSecond: second).dropFirst(hasYears ? 0 : 5))
  }
}
