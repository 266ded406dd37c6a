/// All tracebacks of one kind: the same types, raised by the same calls.
public struct TracebackCluster: Equatable, Sendable {
  /// Names the kind: the types raised, and the files' and functions' names, not the lines.
  public let fingerprint: Fingerprint
  /// The first one seen.
  public let first: TracebackRecord
  /// The source of the last one seen.
  public internal(set) var lastSource: String
  /// The first line of the last one seen.
  public internal(set) var lastLine: Int
  /// How often it was seen.
  public internal(set) var count = 1
  /// Whether the baseline knows the kind; nil without a baseline.
  public internal(set) var isKnown: Bool?
  /// Where it was seen, and how often, if reports of several hosts were merged.
  public internal(set) var hosts: [HostCount] = []
  /// Why the project ignores the kind; nil if it does not.
  public internal(set) var ignored: Ignored?

  /// Whether it counts, or why it does not.
  package var standing: Standing { Standing(isKnown: isKnown, ignored: ignored) }
}

/// Sorts tracebacks by kind.
///
/// Memory: ``limit`` kinds; tracebacks of further kinds are counted only.
struct TracebackClusters: Sendable {
  /// The most kinds that are kept.
  static let limit = 500

  private var clusters: [TracebackCluster] = []
  private var indices: [Fingerprint: Int] = [:]
  /// Tracebacks of kinds beyond the limit.
  private(set) var overflow = 0

  /// Counts a traceback whose kind is known, or is one too many.
  ///
  /// - Returns: false if it is the first of a kind, whose record is then to be added.
  mutating func count(as kind: Fingerprint, at place: SourcePlace) -> Bool {
    if let index = indices[kind] {
      clusters[index].count += 1
      clusters[index].lastSource = place.source
      clusters[index].lastLine = place.line
      return true
    }
    guard clusters.count >= Self.limit else { return false }
    overflow += 1
    return true
  }

  /// Adds the first traceback of a kind.
  mutating func add(_ record: TracebackRecord, as kind: Fingerprint) {
    indices[kind] = clusters.count
    clusters.append(
      TracebackCluster(
        fingerprint: kind, first: record, lastSource: record.source,
        lastLine: record.lines.first?.lowerBound ?? 0))
  }

  /// The kinds, the most frequent first, then in order of appearance.
  var mostFrequentFirst: [TracebackCluster] {
    clusters.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }
}
