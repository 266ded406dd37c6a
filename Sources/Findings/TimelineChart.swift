/// A time line in columns of equal width, a row a service, ready to be drawn.
package struct TimelineChart: Equatable, Sendable {
  /// The most columns.
  package static let columnLimit = 96
  /// The most rows; services beyond share the last.
  package static let rowLimit = 12
  /// The seconds that a column can be wide; wider ones are multiples of 28 days.
  private static let widths = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200,
    86_400, 172_800, 604_800, 1_209_600, 2_419_200,
  ]

  /// The seconds of a column.
  package let width: Int
  /// Those with the most errors first, ``Timeline/others`` last.
  package let rows: [Row]
  /// Errors so long before all others that they are left of the picture.
  package let before: Int
  /// Errors so long after all others that they are right of it.
  package let after: Int
  /// The stamps with which the columns begin, and that with which the last ends.
  package let stamps: [String]

  /// What a service wrote.
  package struct Row: Equatable, Sendable {
    package let service: String
    /// A count for each column.
    package internal(set) var columns: [Timeline.Count]
    /// The sum of the columns.
    package internal(set) var total = Timeline.Count()
  }

  /// Nil if no error says when it was written.
  package init?(_ timeline: Timeline) {
    let buckets = timeline.buckets
    guard let range = Self.range(of: buckets) else { return nil }
    let shown = buckets.filter { range.contains($0.start) }
    let seconds = range.upperBound - range.lowerBound + timeline.width
    let width = Self.width(of: seconds, inMultiplesOf: timeline.width)
    let start = range.lowerBound / width * width
    self.width = width
    let columnCount = ((range.upperBound - start) / width / 4 + 1) * 4
    stamps = (0...columnCount).map { timeline.stamp(ofSecond: start + $0 * width) }
    before = buckets.filter { $0.start < range.lowerBound }.reduce(0) { $0 + $1.count.errors }
    after = buckets.filter { $0.start > range.upperBound }.reduce(0) { $0 + $1.count.errors }
    let empty = Array(repeating: Timeline.Count(), count: columnCount)
    var rows: [Row] = []
    for (service, buckets) in Dictionary(grouping: shown, by: \.service) {
      var row = Row(service: service, columns: empty)
      for bucket in buckets {
        row.columns[(bucket.start - start) / width] += bucket.count
        row.total += bucket.count
      }
      rows.append(row)
    }
    self.rows = Self.merged(rows.sorted(by: Self.isBefore))
  }

  /// How many columns there are: a multiple of four, so that a quarter is at a column's edge.
  package var columnCount: Int { stamps.count - 1 }

  /// The first and the last bucket that are shown.
  ///
  /// A clock that was not set yet writes a wrong year. Where the outermost errors, one of two hundred
  /// on each side, make the picture more than four times as wide, they are left out.
  private static func range(of buckets: [Timeline.Bucket]) -> ClosedRange<Int>? {
    guard let first = buckets.first?.start, let last = buckets.last?.start else { return nil }
    let total = buckets.reduce(0) { $0 + $1.count.errors }
    let limit = total < 20 ? 0 : max(1, total / 200)
    func inner(_ buckets: some Sequence<Timeline.Bucket>) -> Int? {
      var seen = 0
      return buckets.first {
        seen += $0.count.errors
        return seen > limit
      }?.start
    }
    guard let innerFirst = inner(buckets), let innerLast = inner(buckets.reversed()) else {
      return first...last
    }
    let isOutlier = { (whole: Int, part: Int) in whole > part * 4 + 60 }
    let shownFirst = isOutlier(last - first, last - innerFirst) ? innerFirst : first
    let shownLast = isOutlier(last - shownFirst, innerLast - shownFirst) ? innerLast : last
    return shownFirst <= shownLast ? shownFirst...shownLast : first...last
  }

  /// The least width with which there are no more than ``columnLimit`` columns, wherever they begin.
  private static func width(of seconds: Int, inMultiplesOf bucket: Int) -> Int {
    let least = seconds / (columnLimit - 4) + 1
    let last = widths[widths.count - 1]
    return widths.first { $0 >= least && $0 % bucket == 0 }
      ?? (max(least, bucket) + last - 1) / last * last
  }

  private static func isBefore(_ first: Row, _ second: Row) -> Bool {
    if (first.service == Timeline.others) != (second.service == Timeline.others) {
      return second.service == Timeline.others
    }
    return (-first.total.errors, first.service) < (-second.total.errors, second.service)
  }

  private static func merged(_ rows: [Row]) -> [Row] {
    guard rows.count > rowLimit else { return rows }
    var last = Row(
      service: Timeline.others,
      columns: Array(repeating: Timeline.Count(), count: rows[0].columns.count))
    for row in rows[(rowLimit - 1)...] {
      for (column, count) in row.columns.enumerated() { last.columns[column] += count }
      last.total += row.total
    }
    return rows[..<(rowLimit - 1)] + [last]
  }
}
