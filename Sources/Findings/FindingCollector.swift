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

  private let rules: RuleSet
  private let isRedacting: Bool
  private let keepsText: Bool
  private let mask = SecretMask()
  private let captureKind = CaptureKind()
  /// Those in whose captures a secret was seen.
  private var secretiveRules: Set<Int> = []
  private var histories = SourceHistories()
  private var entries: [Entry] = []
  private var entryByKey: [Key: Int] = [:]
  private var variants: [Int: Int] = [:]
  /// The place that each rule matched last: a record may be seen again as a traceback's context.
  private var lastPlace: [Int: LogPosition] = [:]
  private var unexplained = TracebackClusters()
  private var overflowingRules: [Int: Int] = [:]
  private var problems: [ReadProblem] = []
  /// Nil until the matcher tells of an error when it was written.
  private var timeline: Timeline?
  /// What was read; the reader of the sources counts them.
  package var totals = Diagnosis.Totals()

  private struct Key: Hashable {
    var rule: Int
    var captures: [String: String]
  }

  private struct Entry {
    var rule: Int
    var finding: Finding
    var position: LogPosition
    /// The records and tracebacks that it was seen in, their requests and their sources: the first of
    /// each.
    var events: Set<LogPosition> = []
    var requests: Set<String> = []
    var sources: Set<Int> = []

    /// The most events, requests and sources that are kept of each.
    static let placeLimit = 64

    mutating func add(event: LogPosition, request: String?) {
      if events.count < Self.placeLimit { events.insert(event) }
      if let request, requests.count < Self.placeLimit { requests.insert(request) }
      if sources.count < Self.placeLimit { sources.insert(event.source) }
    }
  }

  /// Starts with nothing seen.
  ///
  /// - Parameters:
  ///   - rules: those of the matcher.
  ///   - isRedacting: whether what is kept has no secrets. Fingerprints never have.
  ///   - keepsText: whether all lines of unexplained tracebacks are kept.
  package init(rules: RuleSet, isRedacting: Bool = true, keepsText: Bool = true) {
    self.rules = rules
    self.isRedacting = isRedacting
    self.keepsText = keepsText
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
  /// - Returns: its index in positions.
  package mutating func addSource(_ name: String) -> Int { histories.add(name) }

  /// Makes known that the last source goes on in another log.
  ///
  /// - Parameters:
  ///   - name: what the log is called.
  ///   - line: the source's lines before it.
  ///   - byteOffset: the offset of its first byte in the source.
  package mutating func goOn(_ name: String, afterLine line: Int, byteOffset: Int) {
    histories.goOn(name, afterLine: line, byteOffset: byteOffset)
  }

  package mutating func add(_ problem: ReadProblem) { problems.append(problem) }

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
    let position = match.evidence.position
    if lastPlace.updateValue(position, forKey: match.rule) == position { return nil }
    guard let key = key(of: match) else {
      overflowingRules[match.rule, default: 0] += 1
      return nil
    }
    let time = match.evidence.header.time.flatMap(Self.isoTime)
    if let index = entryByKey[key] {
      entries[index].finding.count += 1
      entries[index].add(event: match.event, request: match.evidence.header.requestID)
      if let time { entries[index].finding.see(time) }
      if entries[index].finding.evidence.count < Finding.evidenceLimit {
        entries[index].finding.evidence.append(evidence(match.evidence))
      }
      return entries[index].finding.fingerprint
    }
    variants[match.rule, default: 0] += 1
    entryByKey[key] = entries.count
    let rule = rules[match.rule]
    var entry = Entry(
      rule: match.rule,
      finding: Finding(
        rule, captures: isRedacting ? key.captures : match.captures,
        fingerprint: Fingerprint(of: rule.id, key.captures),
        kind: Fingerprint(of: rule.id, captureKind.reduced(key.captures)), time: time,
        evidence: evidence(match.evidence)),
      position: position)
    entry.add(event: match.event, request: match.evidence.header.requestID)
    entries.append(entry)
    return entry.finding.fingerprint
  }

  /// Rule and captures without their secrets, so that a password that changes makes no new finding;
  /// nil if that would be one variant too many.
  private mutating func key(of match: Match) -> Key? {
    let key = Key(rule: match.rule, captures: match.captures)
    if entryByKey[key] != nil { return key }
    let hasRoom = variants[match.rule, default: 0] < Self.variantLimit
    guard hasRoom || secretiveRules.contains(match.rule) else { return nil }
    let text = match.evidence.lead + match.evidence.text
    let masked = Key(rule: match.rule, captures: mask.masked(match.captures, takenFrom: text))
    if masked.captures != key.captures { secretiveRules.insert(match.rule) }
    return hasRoom || entryByKey[masked] != nil ? masked : nil
  }

  private mutating func addUnexplained(_ traceback: Traceback) {
    let kind = Fingerprint(ofKindOf: traceback)
    if !unexplained.count(as: kind, at: place(of: traceback.position)) {
      unexplained.add(record(of: traceback, hasText: keepsText), as: kind)
    }
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
    fold(&entries)
    diagnosis.findings = entries.sorted(by: Self.isBefore).map(\.finding)
    diagnosis.rules = Set(entries.map(\.rule)).map { rules[$0] }.sorted { $0.id < $1.id }
    return diagnosis
  }

  /// Marks the findings that others explain, and lists them there.
  ///
  /// A symptom has its cause in the same record or traceback if there is one that explains it, else
  /// in the same request, else in the same source, else anywhere. Of several that are as near, those
  /// that were seen only after the symptom was over are left out, unless there are no others: clocks
  /// and zones of hosts may differ, so that time alone says nothing.
  private func fold(_ entries: inout [Entry]) {
    let explains = entries.map { rules[$0.rule].explains }
    for symptom in entries.indices {
      let rule = entries[symptom].finding.rule
      let causes = entries.indices.filter { $0 != symptom && explains[$0].contains(rule) }
      guard !causes.isEmpty else { continue }
      let entry = entries[symptom]
      var nearest = causes.filter { !entries[$0].events.isDisjoint(with: entry.events) }
      if nearest.isEmpty {
        nearest = causes.filter { !entries[$0].requests.isDisjoint(with: entry.requests) }
      }
      if nearest.isEmpty {
        nearest = causes.filter { !entries[$0].sources.isDisjoint(with: entry.sources) }
      }
      if nearest.isEmpty { nearest = causes }
      let earlier = nearest.filter { entries[$0].finding.began(before: entry.finding) }
      if !earlier.isEmpty { nearest = earlier }
      entries[symptom].finding.isSymptom = true
      for cause in nearest {
        entries[cause].finding.explains.append(entries[symptom].finding.fingerprint)
      }
    }
  }

  /// Causes before symptoms, then by severity, then those that explain others, then by place.
  private static func isBefore(_ first: Entry, _ second: Entry) -> Bool {
    if first.finding.isSymptom != second.finding.isSymptom { return second.finding.isSymptom }
    if first.finding.severity != second.finding.severity {
      return first.finding.severity > second.finding.severity
    }
    let explained = (first.finding.explains.count, second.finding.explains.count)
    if explained.0 != explained.1 { return explained.0 > explained.1 }
    if first.position != second.position { return first.position < second.position }
    return first.finding.rule < second.finding.rule
  }

  private func overflowProblems() -> [ReadProblem] {
    var problems = overflowingRules.sorted { $0.key < $1.key }.map { rule, count in
      ReadProblem(
        source: "rule '\(rules[rule].id)'",
        message: "\(count) more matches with other values, beyond the first \(Self.variantLimit)",
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
