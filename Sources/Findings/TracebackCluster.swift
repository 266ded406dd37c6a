internal import Tracebacks

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
}

/// Sorts tracebacks by kind.
///
/// Memory: ``limit`` kinds; tracebacks of further kinds are counted only.
public struct TracebackClusters: Sendable {
  /// The most kinds that are kept.
  public static let limit = 200

  private var clusters: [TracebackCluster] = []
  private var indices: [Fingerprint: Int] = [:]
  /// Tracebacks of kinds beyond the limit.
  public private(set) var overflow = 0

  /// No traceback yet.
  public init() {}

  /// Adds one.
  public mutating func add(_ record: TracebackRecord) {
    let fingerprint = Fingerprint(
      of: record.chain
        + record.frames.flatMap { [String($0.file.split(separator: "/").last ?? ""), $0.function] })
    if let index = indices[fingerprint] {
      clusters[index].count += 1
      clusters[index].lastSource = record.source
      clusters[index].lastLine = record.lines.first?.lowerBound ?? 0
    } else if clusters.count < Self.limit {
      indices[fingerprint] = clusters.count
      clusters.append(
        TracebackCluster(
          fingerprint: fingerprint, first: record, lastSource: record.source,
          lastLine: record.lines.first?.lowerBound ?? 0))
    } else {
      overflow += 1
    }
  }

  /// The kinds, the most frequent first, then in order of appearance.
  public var mostFrequentFirst: [TracebackCluster] {
    clusters.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }
}
