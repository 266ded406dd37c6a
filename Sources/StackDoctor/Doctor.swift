package import FailureRules
public import Findings
package import LogReading
package import Matching
internal import RuleData
internal import Tracebacks

/// Reads logs and says what is wrong and what to do.
///
///     let diagnosis = Doctor().scan(["/var/log/nova"])
///     for finding in diagnosis.findings { print(finding.title) }
///
/// A doctor keeps nothing from one scan to the next.
public struct Doctor: Sendable {
  let rules: CompiledRules
  /// How many threads read and search files ahead; with 1 there is but one thread for all.
  package var jobs = 1
  /// Whether secrets in what is read are masked in the answer.
  package var isRedacting = true
  /// Whether the answer has all lines of each kind of unexplained tracebacks, as far as they were kept.
  package var keepsTracebackText = true
  /// What is known already; the answer says of every finding whether it is.
  package var baseline: Baseline?
  /// What does not count; the answer says of every finding whether it is ignored.
  package var ignores = Ignores()
  /// What is looked for was written in it; nil for any time.
  package var window: TimeWindow?
  /// How many lines the answer has before and after those of evidence, ``contextLimit`` at most.
  package var contextCount = 0
  /// The most that ``contextCount`` can be.
  package static let contextLimit = FindingCollector.contextLimit
  /// Which files of directories and archives are read.
  package var selection = PathSelection()
  /// The most that ``jobs`` can be.
  package static let jobLimit = ReadAhead.jobLimit

  /// A doctor who knows the rules that come with the program.
  public init() {
    self.init(rules: .shipped)
  }

  /// A doctor who knows some rules only.
  package init(rules: RuleSet) {
    self.init(compiled: CompiledRules(rules))
  }

  private init(compiled rules: CompiledRules) {
    self.rules = rules
  }

  /// A doctor who knows tracebacks only: all are unexplained, and sorted by kind, and other errors are not
  /// counted.
  package static var withoutRules: Doctor {
    Doctor(compiled: CompiledRules(RuleSet([]), seeksErrors: false))
  }

  /// How long a source that is still being written may be silent before what it wrote counts as
  /// complete, in milliseconds.
  package static let patience: Int32 = 250

  /// Scans files, directories with all that is below them, and standard input (`-`).
  ///
  /// Nothing about the input makes it fail: what cannot be read is in the diagnosis' problems.
  public func scan(_ paths: [String]) -> Diagnosis {
    scan(paths) { _ in true }
  }

  /// Scans, and lets the caller watch.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``.
  ///   - isLive: whether the watcher shows what is known while a source is silent: what looks complete
  ///     then is over, so that the answer depends on when lines come.
  ///   - isTimed: whether the answer says what each stage has done, and what trying each rule has cost.
  ///   - hasTimeline: whether the answer says when errors were written.
  ///   - watch: called after every chunk of at most 256 KiB, and about every quarter of a second
  ///     while a source is silent; false ends the scan.
  /// - Returns: the answer, as far as the scan has come.
  package func scan(
    _ paths: [String], isLive: Bool = false, isTimed: Bool = false, hasTimeline: Bool = false,
    watch: (borrowing ScanProgress) -> Bool
  ) -> Diagnosis {
    let progress = ScanProgress(collector, baseline: baseline)
    progress.isLive = isLive
    let timings = isTimed ? RuleTimings() : nil
    var matcher = LogMatcher(rules, timings: timings) { progress.collector.add($0) }
    if isTimed { matcher.statistics = ScanStatistics() }
    matcher.datesErrors = hasTimeline
    let statistics = scan(paths, progress, matcher, watch: watch)
    var diagnosis = progress.diagnosis()
    diagnosis.statistics = statistics
    diagnosis.timings = (timings?.entries ?? [:]).sorted { $0.key < $1.key }.map { rule, entry in
      let place = progress.collector.place(of: entry.worstPosition)
      return RuleTiming(
        rule: rules.set[rule].id, calls: entry.calls, total: entry.total, worst: entry.worst,
        source: place.source, line: place.line)
    }
    return diagnosis
  }

  /// Scans, and says of every rule that was tried on something what came of it; the files of a rotated
  /// set are taken each by itself.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``.
  ///   - body: receives each trial, of the text as it is, and its source's name.
  ///   - watch: as for ``scan(_:isLive:isTimed:hasTimeline:watch:)``.
  /// - Returns: the answer of the scan.
  package func scan(
    _ paths: [String], trials body: @escaping (RuleTrial, String) -> Void,
    watch: (borrowing ScanProgress) -> Bool
  ) -> Diagnosis {
    let progress = ScanProgress(collector)
    var matcher = LogMatcher(rules) { progress.collector.add($0) }
    matcher.onTrial = { body($0, progress.collector.place(of: $0.position).source) }
    scan(paths, progress, matcher, joiningHistories: false, watch: watch)
    return progress.diagnosis()
  }

  /// Collects the tracebacks of sources instead of findings.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``.
  ///   - body: receives every traceback: source by source, and in each in order of first lines, as
  ///     far as ``sortLimit`` of them are kept to be sorted.
  ///   - watch: as for ``scan(_:isTimed:watch:)``.
  /// - Returns: totals and problems.
  package func collectTracebacks(
    _ paths: [String], _ body: (TracebackRecord) -> Void,
    watch: (borrowing ScanProgress) -> Bool
  ) -> Diagnosis {
    let progress = ScanProgress(collector)
    let matcher = LogMatcher(rules) { event in
      progress.collector.add(event)
      if case .traceback(let traceback, _) = event {
        progress.tracebacks.append(
          (
            traceback.position.source, traceback.position.line,
            progress.collector.record(of: traceback)
          ))
      }
    }
    func flush(before source: Int) {
      progress.tracebacks.sort { ($0.source, $0.firstLine) < ($1.source, $1.firstLine) }
      let count = progress.tracebacks.prefix { $0.source < source }.count
      for traceback in progress.tracebacks.prefix(count) { body(traceback.record) }
      progress.tracebacks.removeFirst(count)
    }
    var source = 0
    scan(paths, progress, matcher) { progress in
      if progress.tracebacks.count >= Self.sortLimit {
        flush(before: .max)
      } else if progress.sourceCount != source {
        // The one that is read may still have open what began before.
        source = progress.sourceCount
        flush(before: source - 1)
      }
      return watch(progress)
    }
    flush(before: .max)
    return progress.diagnosis()
  }

  /// Tracebacks of one source that are kept to be sorted.
  package static let sortLimit = 4096

  var collector: FindingCollector {
    FindingCollector(
      rules: rules.set, isRedacting: isRedacting, keepsText: keepsTracebackText, ignores: ignores,
      contextCount: contextCount)
  }

  @discardableResult
  private func scan(
    _ paths: [String], _ progress: ScanProgress, _ matcher: consuming LogMatcher,
    joiningHistories: Bool = true, watch: (borrowing ScanProgress) -> Bool
  ) -> ScanStatistics? {
    let walk = SourceWalk(paths: paths, selection: selection)
    for problem in walk.problems { progress.collector.add(problem) }
    progress.sources = walk.sources
    matcher.window = window
    let isTimed = matcher.statistics != nil
    let ahead = ReadAhead(
      walk.sources, selection: selection, rules: rules, jobs: jobs, isTimed: isTimed)
    defer { ahead?.stop() }
    if let ahead {
      read(AheadReader(ahead), &matcher, progress, watch)
    } else {
      let feed = LogFeed(
        walk.sources, joiningHistories: joiningHistories, selection: selection)
      read(DirectReader(feed, rules: rules, isTimed: isTimed), &matcher, progress, watch)
    }
    return matcher.statistics
  }

  /// Looks at all that a reader gives, unless the watcher ends the scan.
  private func read(
    _ reader: consuming some SearchedChunks & ~Copyable, _ matcher: inout LogMatcher,
    _ progress: ScanProgress, _ watch: (borrowing ScanProgress) -> Bool
  ) {
    var pace = Pace(bytes: 0)
    var linesBefore = 0
    defer { matcher.statistics?.add(reader.times) }
    while true {
      let step = reader.next(waiting: Self.patience) { bytes, chunk, candidates in
        matcher.take(bytes, chunk, candidates)
        progress.collector.take(bytes, chunk)
        progress.collector.totals.bytes += chunk.fresh.count
      }
      switch step {
      case .begin(let name, let current, let modified):
        matcher.modified = modified
        matcher.begin(source: progress.collector.addSource(name, path: current), name: current)
        linesBefore = progress.collector.totals.lines
        progress.collector.totals.sources += 1
        pace = Pace(bytes: progress.collector.totals.bytes)
      case .goOn(let name, let byteOffset, let modified):
        matcher.endLine()
        matcher.modified = modified
        progress.collector.goOn(name, afterLine: matcher.lineCount, byteOffset: byteOffset)
        progress.collector.totals.sources += 1
      case .chunk, .idle:
        if step == .idle, progress.isLive { matcher.pause() }
        progress.collector.totals.lines = linesBefore + matcher.lineCount
        pace.note(isIdle: step == .idle, bytes: progress.collector.totals.bytes)
        progress.isWaiting = reader.mayBlock && pace.isSlow
        progress.position = reader.position
        guard watch(progress) else { return end(&matcher, isWhole: false, progress, linesBefore) }
      case .problem(let problem): progress.collector.add(problem)
      case .end(let isWhole): end(&matcher, isWhole: isWhole, progress, linesBefore)
      case .finished: return
      }
    }
  }

  private func end(
    _ matcher: inout LogMatcher, isWhole: Bool, _ progress: ScanProgress, _ linesBefore: Int
  ) {
    matcher.end(isWhole: isWhole)
    progress.collector.endSource()
    progress.collector.totals.lines = linesBefore + matcher.lineCount
    progress.isWaiting = false
  }
}
