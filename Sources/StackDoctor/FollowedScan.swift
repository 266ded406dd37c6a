package import Findings
package import LogReading
internal import Matching

/// A scan of logs that are being written.
///
/// Each log has a matcher of its own, so that its records and tracebacks are whole, whatever the others do.
/// A record is over when its source has been silent for ``patience``, a traceback that may be whole after
/// four times that, so that both are told within a second.
///
/// Memory: a ``LogMatcher`` for each of at most ``LogFollower/limit`` logs; rules are compiled once for all.
/// Of what was found, as much as of any scan.
///
/// Used by one thread.
package final class FollowedScan {
  /// How long a source must be silent.
  static let patience = Duration.milliseconds(200)
  /// Pauses after which nothing is waited for any more.
  private static let pauseLimit = 4
  /// Findings that are new, after which somebody is to be told though there is more to read.
  private static let newsLimit = 64
  /// The most time for which nobody is told anything.
  private static let watchInterval = Duration.milliseconds(100)
  /// Chunks that are read of one source before it is the turn of another.
  private static let turnLength = 16

  private let follower: LogFollower
  private let rules: CompiledRules
  private let baseline: Baseline?
  private let window: TimeWindow?
  private let ignoredProgram: String?
  private var collector: FindingCollector
  private var readings: [Int: Reading] = [:]
  private var candidates = ChunkCandidates()
  private var watchedAt = ContinuousClock.now
  /// Whether something could not be read.
  package private(set) var hasFailed = false
  /// Where reading is to go on, if the scan has ended.
  private var lastPlaces: [LogPlace]?

  /// What is known of one source.
  private final class Reading {
    var matcher: LogMatcher
    /// The line that comes next.
    var next = LogPosition(source: 0, line: 1, byteOffset: 0)
    var hasBegun = false
    var pauses = FollowedScan.pauseLimit
    var pauseDue = ContinuousClock.now

    init(_ matcher: consuming LogMatcher) { self.matcher = matcher }
  }

  init(
    _ follower: LogFollower, rules: CompiledRules, _ collector: FindingCollector,
    baseline: Baseline?, window: TimeWindow?, ignoring ignoredProgram: String?
  ) {
    self.window = window
    self.follower = follower
    self.rules = rules
    self.collector = collector
    self.baseline = baseline
    self.ignoredProgram = ignoredProgram
  }

  /// Reads until there is nothing that could still be written, or the watcher has enough.
  ///
  /// - Parameters:
  ///   - isResumed: whether another run will go on, and read again what is not over when this one ends.
  ///   - watch: called when there may be news, and about twice a second when there is none; false ends
  ///     the scan.
  package func run(isResumed: Bool, watch: () -> Bool) {
    var busy: Set<Int> = []
    while true {
      busy.formUnion(follower.wait(milliseconds: busy.isEmpty ? timeToPause : 0))
      for problem in follower.problems { collector.add(problem) }
      follower.problems.removeAll()
      for slot in busy.sorted() {
        if !turn(of: slot) { busy.remove(slot) }
        guard !isNewsDue || tell(watch) else { return end(isResumed) }
      }
      pauseSilent(except: busy)
      guard !busy.isEmpty || tell(watch) else { return end(isResumed) }
      if follower.isFinished { return end(isResumed) }
    }
  }

  private var isNewsDue: Bool {
    collector.newsCount >= Self.newsLimit
      || watchedAt.duration(to: .now) >= Self.watchInterval
  }

  private func tell(_ watch: () -> Bool) -> Bool {
    defer { watchedAt = .now }
    return watch()
  }

  private func end(_ isResumed: Bool) {
    lastPlaces = places
    guard !isResumed else { return }
    for reading in readings.values where reading.hasBegun { reading.matcher.end(isWhole: false) }
  }

  // MARK: reading

  /// Lets a source say what there is.
  ///
  /// - Returns: whether there may be more at once.
  private func turn(of slot: Int) -> Bool {
    guard let source = follower.sources[slot] else { return false }
    defer { source.rest() }
    let reading = reading(of: slot)
    for _ in 0..<Self.turnLength {
      let step = source.next { bytes, chunk in
        candidates.search(bytes, chunk, with: rules)
        let before = reading.matcher.lineCount
        reading.matcher.take(bytes, chunk, candidates)
        collector.totals.bytes += chunk.fresh.count
        collector.totals.lines += reading.matcher.lineCount - before
        reading.next = LogPosition(
          source: slot, line: reading.matcher.lineCount + 1,
          byteOffset: chunk.byteOffset + chunk.fresh.count)
      }
      switch step {
      case .begin(let name, let current, let modified):
        reading.matcher.modified = modified
        begin(name, current, source.start, slot, reading)
      case .goOn(let name, let byteOffset, let modified):
        reading.matcher.endLine()
        reading.matcher.modified = modified
        reading.next.line = reading.matcher.lineCount + 1
        reading.next.byteOffset = byteOffset
        collector.goOn(
          name, of: slot, afterLine: reading.matcher.lineCount, byteOffset: byteOffset)
        collector.totals.sources += 1
      case .chunk: wait(for: reading)
      case .idle: return false
      case .problem(let problem): collector.add(problem)
      case .end(let isWhole):
        reading.matcher.end(isWhole: isWhole)
        reading.hasBegun = false
        reading.pauses = Self.pauseLimit
      case .finished:
        follower.remove(slot)
        readings[slot] = nil
        return false
      }
    }
    return true
  }

  private func reading(of slot: Int) -> Reading {
    if let reading = readings[slot] { return reading }
    let reading: Reading
    if let other = readings.values.first {
      reading = Reading(other.matcher.another())
    } else {
      var matcher = LogMatcher(rules) { [unowned self] in collector.add($0) }
      matcher.window = window
      matcher.ignoredProgram = ignoredProgram
      reading = Reading(matcher)
    }
    readings[slot] = reading
    return reading
  }

  private func begin(
    _ name: String, _ current: String, _ start: FollowedStart, _ slot: Int, _ reading: Reading
  ) {
    collector.follow(name, path: current, as: slot)
    collector.totals.sources += 1
    reading.matcher.begin(
      source: slot, name: current, line: start.line,
      isJournalExport: start.isJournalExport ? true : nil)
    reading.next = LogPosition(source: slot, line: start.line, byteOffset: start.byteOffset)
    reading.hasBegun = true
  }

  // MARK: silence

  private func wait(for reading: Reading) {
    reading.pauses = 0
    reading.pauseDue = .now + Self.patience
  }

  /// How long it is to the next pause, in milliseconds.
  private var timeToPause: Int {
    let waiting = readings.values.filter { $0.pauses < Self.pauseLimit }
    guard let due = waiting.map(\.pauseDue).min() else { return .max }
    return max(0, Int(ContinuousClock.now.duration(to: due) / .milliseconds(1)) + 1)
  }

  /// Ends what may be over in sources that have been silent, once they were asked.
  private func pauseSilent(except busy: Set<Int>) {
    for (slot, reading) in readings.sorted(by: { $0.key < $1.key })
    where reading.pauses < Self.pauseLimit && reading.pauseDue <= .now && !busy.contains(slot) {
      let last = reading.next
      guard !turn(of: slot), readings[slot] === reading, reading.next == last else { continue }
      reading.matcher.pause()
      reading.pauses += 1
      reading.pauseDue = .now + Self.patience
    }
  }

  // MARK: the answer

  /// Takes out what is new.
  ///
  /// - Returns: nil if nothing is.
  package func takeNews() -> FollowedNews? {
    guard collector.newsCount > 0 else { return nil }
    let (fresh, forgotten) = collector.takeNews()
    let diagnosis = diagnosis
    return FollowedNews(
      findings: forgotten + diagnosis.findings.filter { fresh.contains($0.fingerprint) },
      unexplained: diagnosis.unexplained.filter { fresh.contains($0.fingerprint) },
      diagnosis: diagnosis)
  }

  /// Takes out what could not be read as expected since the last call.
  package func takeProblems() -> [ReadProblem] {
    let problems = collector.takeProblems()
    if problems.contains(where: { $0.kind == .failure }) { hasFailed = true }
    return problems
  }

  /// The answer as far as it is known; problems that were taken out are not in it.
  package var diagnosis: Diagnosis {
    var diagnosis = collector.diagnosis()
    if let baseline { diagnosis.compare(with: baseline) }
    return diagnosis
  }

  /// What another run needs to go on, once all that is new has been taken out.
  package var state: FollowState {
    FollowState(places: lastPlaces ?? places, seen: collector.seen)
  }

  /// The first byte in each log that belongs to something that is not over.
  private var places: [LogPlace] {
    let places = follower.sources.compactMap { slot, source in
      guard let reading = readings[slot], reading.hasBegun else {
        return source.place(ofByte: 0, line: 1)
      }
      let position = reading.matcher.firstOpen ?? reading.next
      return source.place(ofByte: position.byteOffset, line: collector.place(of: position).line)
    }
    return (places + follower.otherPlaces).sorted { $0.path < $1.path }
  }
}

/// What a followed scan has found since somebody asked last.
package struct FollowedNews {
  package let findings: [Finding]
  package let unexplained: [TracebackCluster]
  /// The answer that they are part of.
  package let diagnosis: Diagnosis
}
