package import FailureRules
package import LogReading
package import Matching
package import Tracebacks

/// Turns what a matcher reports into a diagnosis.
///
/// Memory: ``variantLimit`` findings of a rule, ``TracebackClusters/limit`` kinds of unexplained
/// tracebacks, and a ``Timeline``; what goes beyond is counted and reported as a problem.
package struct FindingCollector {
  /// Findings of one rule with different captures.
  package static let variantLimit = 100
  /// The most lines that are kept before and after those of evidence.
  package static let contextLimit = ContextLines.countLimit

  private let rules: RuleSet
  private let isRedacting: Bool
  private let keepsText: Bool
  private let mask = SecretMask()
  private let captureKind = CaptureKind()
  /// Those in whose captures a secret was seen.
  private var secretiveRules: Set<Int> = []
  private let ignores: Ignores
  /// Nil unless somebody wants to see what stands around evidence.
  private var context: ContextLines?
  private var histories = SourceHistories()
  /// The last source's name, that of a rotated set without its number or date.
  private var sourcePath = ""
  /// The same of each source that is followed.
  private var followedPaths: [Int: String] = [:]
  private var entries: [FindingEntry] = []
  private var entryByKey: [Key: Int] = [:]
  private var variants: [Int: Int] = [:]
  /// The place that each rule matched last: a record may be seen again as a traceback's context.
  private var lastPlace: [Int: LogPosition] = [:]
  private var unexplained = TracebackClusters()
  /// Those kinds of unexplained tracebacks that are ignored.
  private var ignoredKinds: [Fingerprint: IgnoreTrail] = [:]
  private var overflowingRules: [Int: Int] = [:]
  private var problems: [ReadProblem] = []
  /// Nil until the matcher tells of an error when it was written.
  private var timeline: Timeline?
  /// What is new, where logs are followed: then the oldest finding is forgotten for a new one.
  var news: FindingNews?
  /// What was read; the reader of the sources counts them.
  package var totals = Diagnosis.Totals()

  private struct Key: Hashable {
    var rule: Int
    var captures: [String: String]
  }

  /// Starts with nothing seen.
  ///
  /// - Parameters:
  ///   - rules: those of the matcher.
  ///   - isRedacting: whether what is kept has no secrets. Fingerprints never have.
  ///   - keepsText: whether all lines of unexplained tracebacks are kept.
  ///   - ignores: what does not count.
  ///   - contextCount: the lines that are kept before and after those of evidence, ``contextLimit`` at
  ///     most.
  package init(
    rules: RuleSet, isRedacting: Bool = true, keepsText: Bool = true, ignores: Ignores = Ignores(),
    contextCount: Int = 0
  ) {
    context = contextCount > 0 ? ContextLines(count: contextCount) : nil
    self.rules = rules
    self.isRedacting = isRedacting
    self.keepsText = keepsText
    self.ignores = ignores
  }

  /// How many different findings there are by now.
  package var findingCount: Int { entries.count }

  /// A position of a source that was made known.
  package func place(of position: LogPosition) -> SourcePlace { histories.place(of: position) }

  /// How many sources were made known.
  package var sourceCount: Int { histories.count }

  /// A traceback of a known source, for a report.
  ///
  /// - Parameters:
  ///   - traceback: of a source that was made known.
  ///   - hasText: whether its lines are wanted, too.
  /// - Returns: what reports say of it.
  package func record(of traceback: Traceback, hasText: Bool = false) -> TracebackRecord {
    let error = traceback.primary.map { $0.type.lowerBound..<$0.message.upperBound }
    return TracebackRecord(
      traceback, in: histories,
      evidence: evidence(MatchedLines(of: traceback, range: error ?? 0..<1)), hasText: hasText,
      shown: shown)
  }

  /// A text as it leaves the program.
  package func shown(_ text: String) -> String { isRedacting ? mask.masked(text) : text }

  /// Makes the next source known.
  ///
  /// - Parameters:
  ///   - name: what its log is called.
  ///   - path: the same, of a rotated log without its number or date; nil where both are the same.
  /// - Returns: its index in positions.
  package mutating func addSource(_ name: String, path: String? = nil) -> Int {
    sourcePath = path ?? name
    return histories.add(name)
  }

  /// Makes known that the last source goes on in another log.
  ///
  /// - Parameters:
  ///   - name: what the log is called.
  ///   - line: the source's lines before it.
  ///   - byteOffset: the offset of its first byte in the source.
  package mutating func goOn(_ name: String, afterLine line: Int, byteOffset: Int) {
    histories.goOn(name, afterLine: line, byteOffset: byteOffset)
  }

  /// The path that ignores speak of.
  private func path(of source: Int) -> String { followedPaths[source] ?? sourcePath }

  /// Makes a followed source known under an index that none has, or none any more.
  package mutating func follow(_ name: String, path: String? = nil, as source: Int) {
    followedPaths[source] = path ?? name
    histories.follow(name, as: source)
    lastPlace = lastPlace.filter { $0.value.source != source }
  }

  /// Makes known that a followed source goes on in another log; see ``goOn(_:afterLine:byteOffset:)``.
  package mutating func goOn(
    _ name: String, of source: Int, afterLine line: Int, byteOffset: Int
  ) {
    histories.goOn(name, of: source, afterLine: line, byteOffset: byteOffset)
  }

  package mutating func add(_ problem: ReadProblem) { problems.append(problem) }

  /// Takes out the problems that were added.
  package mutating func takeProblems() -> [ReadProblem] {
    defer { problems.removeAll() }
    return problems
  }

  /// Takes what a matcher reports.
  ///
  /// - Returns: the finding that a match counts for; nil for one that counts for none, and for all else.
  @discardableResult
  package mutating func add(_ event: MatchEvent) -> Fingerprint? {
    switch event {
    case .match(let match): return add(match)
    case .traceback(let traceback, let isExplained):
      totals.tracebacks += 1
      if isExplained {
        totals.explainedTracebacks += 1
      } else {
        addUnexplained(traceback)
      }
    case .errorRecord(let isExplained):
      totals.errorRecords += 1
      if isExplained { totals.explainedErrorRecords += 1 }
    case .error(let header, let isExplained):
      let service = header.service(in: place(of: header.position).source)
      timeline = timeline ?? Timeline()
      timeline?.add(stamp: header.time, service: service, isExplained: isExplained)
    case .fault(let fault):
      let place = place(of: fault.position)
      problems.append(
        ReadProblem(
          source: place.source, line: place.line,
          message: "rule '\(rules[fault.rule].id)' was not tried here: \(fault.message)",
          kind: .failure))
    case .undated(let position):
      let place = place(of: position)
      problems.append(
        ReadProblem(
          source: place.source, line: place.line,
          message: "no line up to here says when it was written; taken as in the time asked for",
          kind: .note))
    case .cutLine(let position):
      let place = place(of: position)
      problems.append(
        ReadProblem(
          source: place.source, line: place.line,
          message: "the line is longer than 1 MiB and was read in pieces", kind: .note))
    }
    return nil
  }

  private mutating func add(_ match: Match) -> Fingerprint? {
    if lastPlace.updateValue(match.position, forKey: match.rule) == match.position { return nil }
    let time = match.time.flatMap(Self.isoTime)
    let ownKey = Key(rule: match.rule, captures: match.captures)
    if let index = entryByKey[ownKey] { return add(match, to: index, time) }
    guard let key = maskedKey(of: match) else {
      overflowingRules[match.rule, default: 0] += 1
      return nil
    }
    if let index = entryByKey[key] { return add(match, to: index, time) }
    let rule = rules[match.rule]
    let lines = match.evidence
    let finding = Finding(
      rule, captures: isRedacting ? key.captures : match.captures,
      fingerprint: Fingerprint(of: rule.id, key.captures),
      kind: Fingerprint(of: rule.id, captureKind.reduced(key.captures)), time: time,
      evidence: evidence(lines))
    var trail = IgnoreTrail(
      ignores.entries(for: [rule.id] + rule.aliases, [finding.fingerprint, finding.kind]))
    trail.pass(source: match.event.source, path: path(of: match.event.source), ignores)
    let entry = FindingEntry(of: match, finding, ignores: trail)
    news?.note(finding.fingerprint)
    if variants[match.rule, default: 0] < Self.variantLimit {
      variants[match.rule, default: 0] += 1
      entryByKey[key] = entries.count
      context?.request(0, of: entries.count, at: lines.position, endLine: lines.endLine)
      entries.append(entry)
    } else if let index = forgetOldest(of: match.rule) {
      entryByKey[key] = index
      entries[index] = entry
    }
    return finding.fingerprint
  }

  /// Makes room for another finding of a rule.
  ///
  /// - Returns: the place of the one that was seen longest ago.
  private mutating func forgetOldest(of rule: Int) -> Int? {
    let oldest = entries.indices.filter { entries[$0].rule == rule }
      .min { news?.isOlder(entries[$0].finding, entries[$1].finding) == true }
    guard let index = oldest, let old = entryByKey.first(where: { $0.value == index })?.key else {
      return nil
    }
    entryByKey[old] = nil
    news?.forget(entries[index].finding)
    overflowingRules[rule, default: 0] += 1
    return index
  }

  /// Counts another match of a finding.
  ///
  /// - Returns: the finding.
  private mutating func add(_ match: Match, to index: Int, _ time: String?) -> Fingerprint {
    entries[index].finding.count += 1
    news?.note(entries[index].finding.fingerprint)
    entries[index].add(match)
    if !ignores.isEmpty {
      entries[index].ignores.pass(
        source: match.event.source, path: path(of: match.event.source), ignores)
    }
    if let time { entries[index].finding.see(time) }
    let count = entries[index].finding.evidence.count
    if count < Finding.evidenceLimit {
      let lines = match.evidence
      context?.request(count, of: index, at: lines.position, endLine: lines.endLine)
      entries[index].finding.evidence.append(evidence(lines))
    }
    return entries[index].finding.fingerprint
  }

  /// Takes a chunk's new lines, whose matches were added, if what stands around evidence is wanted.
  package mutating func take(_ bytes: Span<UInt8>, _ chunk: LogChunk) {
    guard let found = context?.take(bytes.extracting(chunk.fresh), at: chunk.byteOffset) else {
      return
    }
    add(found)
  }

  /// Ends the last source, whose matches were added.
  package mutating func endSource() {
    if let found = context?.end() { add(found) }
  }

  private mutating func add(_ found: [ContextLines.Found]) {
    func masked(_ lines: [String]) -> [String] {
      shown(lines.joined(separator: "\n"))
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    for lines in found {
      if let before = lines.before, !before.isEmpty {
        entries[lines.entry].finding.evidence[lines.evidence].before = masked(before)
      }
      if !lines.after.isEmpty {
        entries[lines.entry].finding.evidence[lines.evidence].after = masked(lines.after)
      }
    }
  }

  /// Rule and captures without their secrets, so that a password that changes makes no new finding;
  /// nil if that would be one variant too many.
  private mutating func maskedKey(of match: Match) -> Key? {
    let hasRoom = news != nil || variants[match.rule, default: 0] < Self.variantLimit
    guard hasRoom || secretiveRules.contains(match.rule) else { return nil }
    let lines = match.evidence
    let masked = Key(
      rule: match.rule, captures: mask.masked(match.captures, takenFrom: lines.lead + lines.text))
    if masked.captures != match.captures { secretiveRules.insert(match.rule) }
    return hasRoom || entryByKey[masked] != nil ? masked : nil
  }

  private mutating func addUnexplained(_ traceback: Traceback) {
    let kind = Fingerprint(ofKindOf: traceback)
    if !unexplained.count(as: kind, at: place(of: traceback.position)) {
      unexplained.add(record(of: traceback, hasText: keepsText), as: kind)
      news?.note(kind)
      let entries = ignores.entries(for: [], [kind])
      if !entries.isEmpty { ignoredKinds[kind] = IgnoreTrail(entries) }
    }
    let source = traceback.position.source
    let path = path(of: source)
    ignoredKinds[kind]?.pass(source: source, path: path, ignores)
  }

  private func evidence(_ lines: MatchedLines) -> Evidence {
    let place = place(of: lines.position)
    let last = max(lines.position.line, lines.endLine)
    let logs = histories.lines([lines.position.line...last], of: lines.position.source)
    // There is one range in each.
    let parts = logs.compactMap { log in
      log.lines.first.map { (source: log.source, line: $0.lowerBound, endLine: $0.upperBound) }
    }
    return Evidence(
      source: place.source, line: place.line, endLine: parts.first?.endLine ?? place.line,
      byteOffset: place.byteOffset,
      continuations: parts.dropFirst().map(Evidence.Continuation.init),
      text: (lines.lead.isEmpty ? "" : "… ")
        + (isRedacting ? mask.masked(lines.text, after: lines.lead) : lines.text),
      level: lines.header.level, logger: lines.header.logger,
      pid: lines.header.pid, requestID: lines.header.requestID)
  }

  /// `2026-11-21 10:00:00.123` with a `T` and a point; nil for a stamp without a year, as syslog's.
  private static func isoTime(_ stamp: String) -> String? {
    var stamp = stamp
    return stamp.withUTF8 { bytes in
      guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"),
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[0])
      else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { iso in
        for (index, byte) in bytes.enumerated() {
          iso[index] =
            index == 10 ? UInt8(ascii: "T") : byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte
        }
        return bytes.count
      }
    }
  }

  // MARK: the answer

  /// What is known by now.
  package func diagnosis() -> Diagnosis {
    var diagnosis = Diagnosis()
    diagnosis.totals = totals
    diagnosis.problems = problems + overflowProblems()
    diagnosis.timeline = timeline
    diagnosis.unexplained = unexplained.mostFrequentFirst

    var entries = entries
    entries.fold(by: rules)
    for index in entries.indices {
      entries[index].finding.ignored = entries[index].ignores.entries.first.map(ignores.ignored)
    }
    for index in diagnosis.unexplained.indices {
      let trail = ignoredKinds[diagnosis.unexplained[index].fingerprint]
      diagnosis.unexplained[index].ignored = trail?.entries.first.map(ignores.ignored)
    }
    let used = Set(entries.flatMap(\.ignores.entries) + ignoredKinds.values.flatMap(\.entries))
    diagnosis.unusedIgnores = ignores.entries.enumerated().filter { !used.contains($0.offset) }
      .map(\.element)
    diagnosis.findings = entries.sorted(by: FindingEntry.isBefore).map(\.finding)
    diagnosis.rules = Set(entries.map(\.rule)).map { rules[$0] }.sorted { $0.id < $1.id }
    return diagnosis
  }

  private func overflowProblems() -> [ReadProblem] {
    var problems = overflowingRules.sorted { $0.key < $1.key }.map { rule, count in
      ReadProblem(
        source: "rule '\(rules[rule].id)'",
        message: news == nil
          ? "\(count) more matches with other values, beyond the first \(Self.variantLimit)"
          : "shown and no longer counted, before the last \(Self.variantLimit): \(count)",
        kind: .note)
    }
    if unexplained.overflow > 0 {
      problems.append(
        ReadProblem(
          source: "unexplained tracebacks",
          message: "\(unexplained.overflow) more beyond the first \(TracebackClusters.limit) kinds",
          kind: .note))
    }
    return problems
  }
}
