internal import FailureRules
package import LogReading
internal import PatternEngine
internal import Tracebacks

/// Looks at one source after the other and reports what rules say of it.
///
/// Each chunk is scanned once for all required literals. Only around a literal are lines cut out,
/// prefixes parsed and patterns run; between literals lines are counted and no more. From a
/// traceback's header on, lines are looked at one by one until it ends.
///
/// Memory: one record of ``RecordText/sizeLimit``, the open tracebacks and the few lines before them,
/// and what rules remember of earlier records, whatever the size of the log. One matcher serves one
/// thread.
package struct LogMatcher: ~Copyable {
  let rules: CompiledRules
  let evaluator: ConditionEvaluator
  let report: (MatchEvent) -> Void

  var collector = TracebackCollector()
  /// The rules to be tried on each open traceback, and the lines where their literals stand.
  var traceHits: [Int: TraceHits] = [:]
  /// The record that literals were seen in, until it is known where it ends.
  var record = RecordText()
  var recordRules = RuleSelection()
  var recordIsError = false
  /// What the prefix says of a long line whose beginning is not in the record's text.
  var cutHeader: RecordHeader?

  private var candidates = ChunkCandidates()
  private var source = 0
  private(set) var sourceName: String?
  /// The number of the line at the first byte of the next chunk.
  private var lineNumber = 1
  /// The last chunk ended within a line.
  private var isInsideLine = false
  /// The last line that was part of a record or a traceback.
  var takenLine = 0
  /// What rules that speak of several records have seen of the source.
  var states = RuleStates()
  /// Calls of ``pause()`` since the last chunk.
  var pauses = 0
  var budget = RuleBudget()
  let timings: RuleTimings?
  /// The program whose own records nobody wants to hear of, as they may quote others.
  package var ignoredProgram: String?
  /// Whether to report who wrote each error, and when.
  package var datesErrors = false
  /// Says which records are looked at; nil for all.
  var gate: TimeGate?
  /// The record that is read is not looked at.
  var recordIsOutside = false
  /// The source was told to have events of which nobody knows when they were.
  var isTold = false
  /// What was done, if somebody asks; times are not known here.
  package var statistics: ScanStatistics?
  /// Receives, if somebody asks, what came of every trial of a rule.
  package var onTrial: ((RuleTrial) -> Void)?

  /// Pauses after which a traceback that may be whole is over.
  static let pauseLimit = 4
  /// The lines that were looked at last for the beginning of a traceback.
  var knownLines: [TraceLine] = []
  /// What stood before the last record's message.
  private var prefix = RepeatedPrefix()
  /// The message of several lines that was read last.
  private var message = IndentedMessage()
  /// The source is in the journal export format.
  var journal: JournalExport?
  /// Its last messages' lines, and what was seen in the record that is read.
  var exportedLines: [TraceLine] = []
  var exportedOccurrences: [(line: Int, occurrence: LiteralOccurrence)] = []

  /// The lines of a long traceback around which patterns are tried.
  static let hitLimit = 64
  /// The lines of exported messages that are kept for the traceback that may follow.
  static let exportedLimit = 40
  /// Lines looked back for the head of a message.
  private static let messageLimit = 64
  /// Lines looked back for the beginning of a record.
  private static let lookBackLimit = 4
  /// The first lines of a source, in which a call shows that the log begins within a traceback.
  static let headLength = 16
  /// A literal further in its line than this gets a window of its own.
  static let headLimit = RecordText.sizeLimit / 2

  /// Makes a matcher that hands what it finds to `report`, and what rules cost to `timings`.
  package init(
    _ rules: CompiledRules, timings: RuleTimings? = nil, report: @escaping (MatchEvent) -> Void
  ) {
    self.init(rules, PatternTable(rules.set), timings: timings, report: report)
  }

  init(
    _ rules: CompiledRules, _ patterns: PatternTable, timings: RuleTimings?,
    report: @escaping (MatchEvent) -> Void
  ) {
    self.rules = rules
    self.timings = timings
    self.report = report
    evaluator = ConditionEvaluator(patterns: patterns)
  }

  /// The time in which records and tracebacks are looked at; nil for all.
  package var window: TimeWindow? {
    get { gate?.window }
    set { gate = newValue.map(TimeGate.init) }
  }

  /// When the log was last changed, in seconds since 1970-01-01 UTC; nil if nobody knows.
  ///
  /// It gives stamps without a year theirs.
  package var modified: Int? {
    get { gate?.modified }
    set { gate?.modified = newValue }
  }

  /// Lines seen in the current source.
  package var lineCount: Int { lineNumber - 1 }

  /// Begins a source; the one before must have ended.
  ///
  /// - Parameters:
  ///   - source: its index in positions.
  ///   - name: its path, which scopes of rules speak of; nil for a text that may be of any source, such
  ///     as a rule's example.
  ///   - line: the number of its first line, more than 1 if what stands before it was read by another.
  ///   - isJournalExport: whether what stands before it showed that it is in the journal export format.
  package mutating func begin(
    source: Int, name: String? = nil, line: Int = 1, isJournalExport: Bool = false
  ) {
    self.source = source
    sourceName = name
    lineNumber = line
    takenLine = 0
    isTold = false
    gate?.beginSource()
    journal = isJournalExport ? JournalExport() : nil
    message = IndentedMessage()
    knownLines.removeAll()
    exportedLines.removeAll()
    exportedOccurrences.removeAll()
  }

  /// Ends the last line of a source that goes on with another file.
  package mutating func endLine() {
    if isInsideLine { lineNumber += 1 }
    isInsideLine = false
  }

  /// Ends a source: what is open is over.
  ///
  /// - Parameter isWhole: whether the source was read to its end; of one that was not, nobody knows
  ///   what does not follow.
  package mutating func end(isWhole: Bool = true) {
    defer { statistics?.patternCalls = evaluator.patterns.callCount }
    endLine()
    endRecord()
    collector.finish()
    endTracebacks()
    endHistories(isWhole: isWhole)
  }

  /// Whether lines without literals and marks need not be looked at.
  var isIdle: Bool {
    collector.isIdle && record.lines.isEmpty && lineNumber > Self.headLength && journal == nil
  }

  /// Looks at the new lines of a chunk.
  package mutating func take(_ bytes: Span<UInt8>, _ chunk: LogChunk) {
    var found = ChunkCandidates()
    swap(&found, &candidates)
    found.search(bytes, chunk, with: rules)
    take(bytes, chunk, found)
    candidates = found
  }

  /// Looks at the new lines of a chunk that was searched already.
  package mutating func take(
    _ bytes: Span<UInt8>, _ chunk: LogChunk, _ candidates: borrowing ChunkCandidates
  ) {
    pauses = 0
    let fresh = chunk.fresh
    let occurrences = candidates.occurrences
    statistics?.add(candidates)
    isInsideLine = chunk.isCut

    var cursor = fresh.lowerBound
    var next = 0
    while cursor < fresh.upperBound {
      if isIdle {
        guard next < occurrences.count else { break }
        let at = max(cursor, Int(occurrences[next].offset))
        let start = bytes.lineStart(before: at, limit: cursor)
        lineNumber += bytes.lineFeeds(in: cursor..<start)
        cursor = start
      }
      let lineEnd = bytes.firstOffset(of: UInt8(ascii: "\n"), from: cursor) ?? bytes.count
      let first = next
      while next < occurrences.count, occurrences[next].offset < lineEnd { next += 1 }
      if first < next || !passOver(bytes.extracting(cursor..<lineEnd)) {
        let position = LogPosition(
          source: source, line: lineNumber,
          byteOffset: chunk.byteOffset + cursor - fresh.lowerBound)
        takeLine(
          bytes, cursor..<lineEnd, at: position, occurrences: occurrences[first..<next],
          chunk: chunk)
      }
      if lineEnd < bytes.count || !chunk.isCut { lineNumber += 1 }
      cursor = lineEnd + 1
    }
    if cursor < fresh.upperBound {
      lineNumber += bytes.lineFeeds(in: cursor..<fresh.upperBound)
      if !chunk.isCut, bytes[fresh.upperBound - 1] != UInt8(ascii: "\n") { lineNumber += 1 }
    }
    if chunk.isCut, !chunk.continuesLine {
      report(
        .cutLine(LogPosition(source: source, line: lineNumber, byteOffset: chunk.byteOffset)))
    }
    gate?.look(upTo: fresh.upperBound, in: bytes, chunk)
    noteTime(in: bytes, chunk)
  }

  // MARK: lines

  /// Whether a line without literals and marks does nothing but pass between those of open tracebacks.
  private mutating func passOver(_ line: Span<UInt8>) -> Bool {
    guard !collector.isIdle, journal == nil, lineNumber > Self.headLength,
      collector.passOver(line)
    else { return false }
    endRecord()
    endTracebacks()
    return true
  }

  private mutating func takeLine(
    _ bytes: Span<UInt8>, _ range: Range<Int>, at position: LogPosition,
    occurrences: ArraySlice<LiteralOccurrence>, chunk: LogChunk
  ) {
    statistics?.lines += 1
    let line = bytes.extracting(range)
    let place = LinePlace(position: position, range: range, chunk: chunk)
    if position.line == 1, JournalExport.begins(with: line) { journal = JournalExport() }
    if journal != nil {
      takeExported(line, in: bytes, place, occurrences: occurrences)
      takeRecordLine(
        line, in: bytes, place, prefix: RecordPrefix(of: line), occurrences: occurrences)
    } else if let restored = restored(line, in: bytes, place) {
      var prefix = RecordPrefix(of: restored.span)
      prefix.goesOn = true
      take(restored.span, prefix: prefix, in: bytes, place, occurrences: occurrences)
    } else if let plain = PlainLine(line) {
      var prefix = RecordPrefix(of: plain.bytes.span)
      prefix.isPart = prefix.isPart || plain.isPart
      take(plain.bytes.span, prefix: prefix, in: bytes, place, occurrences: occurrences)
    } else {
      take(line, prefix: prefix.prefix(of: line), in: bytes, place, occurrences: occurrences)
    }
    endTracebacks()
  }

  /// The line with its record's prefix, if it goes on with a message of several lines.
  private mutating func restored(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: LinePlace
  ) -> [UInt8]? {
    guard line.skippingBlanks(from: 0) >= IndentedMessage.minimumIndentation else { return nil }
    if !message.isNext(place.position.line) {
      message = IndentedMessage()
      var above: [([UInt8], Int)] = []
      _ = place.forEachLineBefore(in: bytes, limit: Self.messageLimit) {
        let line = PlainLine(copying: $0)
        above.append((line.bytes, $1.line))
        return line.bytes.span.skippingBlanks(from: 0) >= IndentedMessage.minimumIndentation
      }
      for (line, number) in above.reversed() { _ = message.take(line.span, number: number) }
    }
    return message.take(line, number: place.position.line)
  }

  private mutating func take(
    _ line: Span<UInt8>, prefix: RecordPrefix, in bytes: Span<UInt8>, _ place: LinePlace,
    occurrences: ArraySlice<LiteralOccurrence>
  ) {
    if takeTraced(line, in: bytes, place, prefix: prefix, occurrences: occurrences) { return }
    if line.count > Self.headLimit || prefix.goesOn {
      // Records are made of the lines as they stand in the log.
      let line = bytes.extracting(place.range)
      takeRecordLine(
        line, in: bytes, place, prefix: RecordPrefix(of: line), occurrences: occurrences)
    } else {
      takeRecordLine(line, in: bytes, place, prefix: prefix, occurrences: occurrences)
    }
  }

  private mutating func takeRecordLine(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: LinePlace, prefix: RecordPrefix,
    occurrences: ArraySlice<LiteralOccurrence>
  ) {
    if !record.lines.isEmpty {
      let isTooLong = record.bytes.count + line.count >= RecordText.sizeLimit
      if prefix.beginsRecord || record.isFull || isTooLong || line.isBlank() { endRecord() }
    }
    var isWanted = false
    var isError = false
    for occurrence in occurrences {
      if !occurrence.isMark {
        isWanted = true
      } else if occurrence.literal == LiteralOccurrence.errorLevel,
        prefix.beginsRecord, let level = prefix.level, level >= .error,
        !line.isBlank(from: prefix.bodyOffset)
      {
        // The blank lines of a traceback have a prefix, too.
        isError = true
      }
    }
    guard isWanted || isError || !record.lines.isEmpty else { return }
    if record.lines.isEmpty {
      if !prefix.beginsRecord {
        Self.lookBack(in: bytes, place, notBefore: takenLine, into: &record)
      }
      recordIsError = isError
      recordIsOutside = isOutside(place, in: bytes)
    }
    if line.count > Self.headLimit, isWanted {
      takeLongLine(line, place, prefix: prefix, occurrences: occurrences)
    } else {
      record.append(
        line, at: place.position, beginsRecord: prefix.beginsRecord, prefix: prefix)
      for occurrence in occurrences {
        rules.addRules(ofLiteral: occurrence.literal, to: &recordRules)
      }
    }
    takenLine = place.position.line
  }

  /// Tries the rules on a window around each literal of a line that is too long to be shown whole.
  private mutating func takeLongLine(
    _ line: Span<UInt8>, _ place: LinePlace, prefix: RecordPrefix,
    occurrences: ArraySlice<LiteralOccurrence>
  ) {
    var end = 0
    for occurrence in occurrences {
      let offset = max(0, Int(occurrence.offset) - place.range.lowerBound)
      if offset >= end {
        if end > 0 { endRecord() }
        let from = offset > Self.headLimit ? offset - Self.headLimit / 2 : 0
        end = min(line.count, from + RecordText.sizeLimit)
        if from > 0 {
          cutHeader = RecordHeader(position: place.position, prefix: prefix, line: line)
        }
        record.append(
          line.extracting(from..<end), at: place.position, beginsRecord: prefix.beginsRecord,
          prefix: from > 0 ? RecordPrefix() : prefix)
        // A literal at the window's end may be cut; it then begins the next window.
        end -= min(end, 512)
      }
      rules.addRules(ofLiteral: occurrence.literal, to: &recordRules)
    }
  }

  /// Whether a line, and what it begins, was written outside of the window of time.
  mutating func isOutside(_ place: LinePlace, in bytes: Span<UInt8>) -> Bool {
    guard gate != nil else { return false }
    let isHeld = gate?.holds(lineTo: place.range.upperBound, in: bytes, place.chunk)
    if isHeld == nil, !isTold {
      isTold = true
      report(.undated(place.position))
    }
    return isHeld == false
  }

  /// Adds the lines before a place that are of the same record, from the record's head on.
  private static func lookBack(
    in bytes: Span<UInt8>, _ place: LinePlace, notBefore takenLine: Int,
    into record: inout RecordText
  ) {
    var lines: [TraceLine] = []
    _ = place.forEachLineBefore(in: bytes, limit: lookBackLimit) {
      guard $1.line > takenLine, !$0.isBlank() else { return false }
      lines.append(TraceLine(PlainLine(copying: $0).bytes, at: $1))
      return lines.last?.prefix.beginsRecord == false
    }
    for line in lines.reversed() {
      record.append(
        line.bytes.span, at: line.position, beginsRecord: line.prefix.beginsRecord,
        prefix: line.prefix)
    }
  }
}
