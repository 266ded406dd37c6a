/// Which findings and kinds of unexplained tracebacks are new, where logs are followed for days: each is
/// told once.
///
/// Memory: twice ``limit`` fingerprints. A finding that comes again after so many others is new again.
struct FindingNews: Sendable {
  /// The most findings that are remembered.
  static let limit = 4096

  /// When each finding was seen last, in numbers of matches.
  private var times: [Fingerprint: Int] = [:]
  private var time = 0
  /// Those that nobody was told of.
  private var fresh: Set<Fingerprint> = []
  /// Those of them that are no longer kept where findings are counted.
  private var forgotten: [Finding] = []

  /// Begins with what is known, the oldest first.
  init(knowing known: [Fingerprint]) {
    for fingerprint in known.suffix(Self.limit) {
      time += 1
      times[fingerprint] = time
    }
  }

  /// How many nobody was told of.
  var count: Int { fresh.count + forgotten.count }

  /// Takes note of a match.
  mutating func note(_ fingerprint: Fingerprint) {
    time += 1
    if times.updateValue(time, forKey: fingerprint) == nil { fresh.insert(fingerprint) }
    // Not one by one, since to sort them takes time.
    guard times.count >= 2 * Self.limit else { return }
    for fingerprint in inOrder.dropLast(Self.limit) { times[fingerprint] = nil }
  }

  /// Whether a finding was seen before another.
  func isOlder(_ first: Finding, _ second: Finding) -> Bool {
    (times[first.fingerprint] ?? 0) < (times[second.fingerprint] ?? 0)
  }

  /// Takes note that a finding is no longer kept elsewhere.
  mutating func forget(_ finding: Finding) {
    if fresh.remove(finding.fingerprint) != nil { forgotten.append(finding) }
  }

  /// Takes out what nobody was told of.
  mutating func take() -> (fresh: Set<Fingerprint>, forgotten: [Finding]) {
    defer {
      fresh.removeAll()
      forgotten.removeAll()
    }
    return (fresh, forgotten)
  }

  private var inOrder: [Fingerprint] {
    times.sorted { $0.value < $1.value }.map(\.key)
  }

  /// All that are remembered, at most ``limit``, the one that was seen last behind.
  var seen: [Fingerprint] { inOrder.suffix(Self.limit) }
}
