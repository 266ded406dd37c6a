package import FailureRules
public import Findings
internal import LogReading
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
  private let rules: CompiledRules
  /// How many threads read and search files ahead; with 1 there is but one thread for all.
  package var jobs = 1
  /// Whether secrets in what is read are masked in the answer.
  package var isRedacting = true
  /// What is known already; the answer says of every finding whether it is.
  package var baseline: Baseline?
  /// The most that ``jobs`` can be.
  package static let jobLimit = ReadAhead.jobLimit

  /// A doctor who knows the rules that come with the program.
  public init() {
    rules = CompiledRules(RuleSet(packed: RuleData.rules))
  }

  /// A doctor who knows some rules only.
  package init(rules: RuleSet) {
    self.rules = CompiledRules(rules)
  }

  /// A doctor who knows no rule: all tracebacks are unexplained, and sorted by kind.
  package static var withoutRules: Doctor { Doctor(rules: RuleSet([])) }

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
  ///   - watch: called after every chunk of at most 256 KiB, and about every quarter of a second
  ///     while a source is silent; false ends the scan.
  /// - Returns: the answer, as far as the scan has come.
  package func scan(
    _ paths: [String], isLive: Bool = false, isTimed: Bool = false,
    watch: (borrowing ScanProgress) -> Bool
  ) -> Diagnosis {
    let progress = ScanProgress(collector, baseline: baseline)
    progress.isLive = isLive
    let timings = isTimed ? RuleTimings() : nil
    var matcher = LogMatcher(rules, timings: timings) { progress.collector.add($0) }
    if isTimed { matcher.statistics = ScanStatistics() }
    let statistics = scan(paths, progress, matcher, watch: watch)
    var diagnosis = progress.diagnosis()
    diagnosis.statistics = statistics
    diagnosis.timings = (timings?.entries ?? [:]).sorted { $0.key < $1.key }.map { rule, entry in
      RuleTiming(
        rule: rules.rules[rule].id, calls: entry.calls, total: entry.total, worst: entry.worst,
        source: progress.collector.name(ofSource: entry.worstPosition.source),
        line: entry.worstPosition.line)
    }
    return diagnosis
  }

  /// Scans, and says of every rule that was tried on something what came of it.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``.
  ///   - body: receives each trial, of the text as it is, and its source's name.
  ///   - watch: as for ``scan(_:isLive:isTimed:watch:)``.
  /// - Returns: the answer of the scan.
  package func scan(
    _ paths: [String], trials body: @escaping (RuleTrial, String) -> Void,
    watch: (borrowing ScanProgress) -> Bool
  ) -> Diagnosis {
    let progress = ScanProgress(collector)
    var matcher = LogMatcher(rules) { progress.collector.add($0) }
    matcher.onTrial = { body($0, progress.collector.name(ofSource: $0.position.source)) }
    scan(paths, progress, matcher, watch: watch)
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

  private var collector: FindingCollector {
    FindingCollector(rules: rules.rules, isRedacting: isRedacting)
  }

  @discardableResult
  private func scan(
    _ paths: [String], _ progress: ScanProgress, _ matcher: consuming LogMatcher,
    watch: (borrowing ScanProgress) -> Bool
  ) -> ScanStatistics? {
    let walk = SourceWalk(paths: paths)
    for problem in walk.problems { progress.collector.add(problem) }
    let isTimed = matcher.statistics != nil
    let ahead = ReadAhead(walk.sources, rules: rules, jobs: jobs, isTimed: isTimed)
    defer { ahead?.stop() }
    for source in walk.sources {
      guard scan(source, ahead, &matcher, progress, watch) else { break }
    }
    return matcher.statistics
  }

  /// Scans one source; false if the watcher ended the scan.
  private func scan(
    _ source: LogSource, _ ahead: ReadAhead?, _ matcher: inout LogMatcher,
    _ progress: ScanProgress, _ watch: (borrowing ScanProgress) -> Bool
  ) -> Bool {
    let index = progress.collector.addSource(source.name)
    matcher.begin(source: index, name: source.name)
    let linesBefore = progress.collector.totals.lines
    var end = SourceEnd.whole
    do throws(SystemError) {
      if let ahead {
        end = try read(source, AheadReader(ahead), &matcher, progress, linesBefore, watch)
      } else {
        let reader = DirectReader(
          try source.open(), rules: rules, isTimed: matcher.statistics != nil)
        end = try read(source, reader, &matcher, progress, linesBefore, watch)
      }
    } catch {
      end = .failed
      progress.collector.add(
        ReadProblem(source: source.name, message: error.description, kind: .failure))
    }
    matcher.end(isWhole: end == .whole)
    progress.collector.totals.lines = linesBefore + matcher.lineCount
    progress.isWaiting = false
    return end != .stopped
  }

  /// How far a source was read.
  private enum SourceEnd { case whole, failed, stopped }

  private func read(
    _ source: LogSource, _ reader: consuming some SearchedChunks & ~Copyable,
    _ matcher: inout LogMatcher, _ progress: ScanProgress, _ linesBefore: Int,
    _ watch: (borrowing ScanProgress) -> Bool
  ) throws(SystemError) -> SourceEnd {
    var pace = Pace(bytes: progress.collector.totals.bytes)
    var isFirst = true
    var binary: String?
    progress.collector.totals.sources += 1
    defer { matcher.statistics?.add(reader.times) }
    while true {
      let step = try reader.next(waiting: Self.patience) { bytes, chunk, candidates in
        if isFirst {
          isFirst = false
          binary = BinaryContent.kind(of: bytes.extracting(chunk.fresh))
          if binary != nil { return }
        }
        matcher.take(bytes, chunk, candidates)
        progress.collector.totals.bytes += chunk.fresh.count
        progress.collector.totals.lines = linesBefore + matcher.lineCount
      }
      if let binary {
        skip(source, which: binary, progress)
        return watch(progress) ? .whole : .stopped
      }
      if step == .end { return .whole }
      if step == .idle, progress.isLive { matcher.pause() }
      pace.note(step, bytes: progress.collector.totals.bytes)
      progress.isWaiting = reader.mayBlock && pace.isSlow
      guard watch(progress) else { return .stopped }
    }
  }

  /// Notes a file that holds no lines: what a user has named and is not read is a failure.
  private func skip(_ source: LogSource, which kind: String, _ progress: ScanProgress) {
    progress.collector.totals.sources -= 1
    var isNamed = true
    if case .file(_, let named) = source { isNamed = named }
    progress.collector.add(
      ReadProblem(
        source: source.name, message: "is \(kind), not text, and was skipped",
        kind: isNamed ? .failure : .note))
  }
}
