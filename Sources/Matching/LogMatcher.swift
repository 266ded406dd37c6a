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
/// Memory: one record of ``RecordText/sizeLimit`` and the open tracebacks, whatever the size of the
/// log. One matcher serves one thread.
package struct LogMatcher: ~Copyable {
  private let rules: CompiledRules
  private let evaluator: ConditionEvaluator
  private let report: (MatchEvent) -> Void

  private var collector = TracebackCollector()
  /// The rules to be tried on each open traceback, and the lines where their literals stand.
  private var traceHits: [Int: TraceHits] = [:]
  /// The record that literals were seen in, until it is known where it ends.
  private var record = RecordText()
  private var recordRules = RuleSelection()
  private var recordIsError = false

  private var occurrences: [LiteralOccurrence] = []
  private var source = 0
  /// The number of the line at the first byte of the next chunk.
  private var lineNumber = 1
  /// The last chunk ended within a line.
  private var isInsideLine = false
  /// The last line that was part of a record or a traceback.
  private var takenLine = 0
  private var faultyRules: Set<Int> = []

  private struct TraceHits {
    var rules = RuleSelection()
    var lines: [Int] = []
    var contextIsError = false
  }

  /// The lines of a long traceback around which patterns are tried.
  private static let hitLimit = 64
  /// Stands among the occurrences for the level of an error record.
  private static let errorLevel: Int32 = -1
  /// Lines looked back for the beginning of a record.
  private static let lookBackLimit = 4
  /// A literal further in its line than this gets a window of its own.
  private static let headLimit = RecordText.sizeLimit / 2

  /// Makes a matcher that hands what it finds to `report`.
  package init(_ rules: CompiledRules, report: @escaping (MatchEvent) -> Void) {
    self.rules = rules
    self.report = report
    evaluator = ConditionEvaluator(patterns: PatternTable(rules.expressions))
  }

  /// Lines seen in the current source.
  package var lineCount: Int { lineNumber - 1 }

  /// Begins a source; the one before must have ended.
  package mutating func begin(source: Int) {
    self.source = source
    lineNumber = 1
    takenLine = 0
  }

  /// Ends a source: what is open is over.
  package mutating func end() {
    if isInsideLine { lineNumber += 1 }
    isInsideLine = false
    endRecord()
    collector.finish()
    endTracebacks()
  }

  /// Reports what is complete: nothing has arrived for a while, and a reader waits.
  package mutating func pause() {
    endRecord()
    collector.finishComplete()
    endTracebacks()
  }

  /// Looks at the new lines of a chunk.
  package mutating func take(_ bytes: Span<UInt8>, _ chunk: LogChunk) {
    let fresh = chunk.fresh
    findOccurrences(in: bytes, chunk)
    isInsideLine = chunk.isCut

    var cursor = fresh.lowerBound
    var next = 0
    while cursor < fresh.upperBound {
      if collector.isIdle, record.lines.isEmpty {
        guard next < occurrences.count else { break }
        let at = max(cursor, Int(occurrences[next].offset))
        let start = bytes.lineStart(before: at, limit: cursor)
        lineNumber += bytes.lineFeeds(in: cursor..<start)
        cursor = start
      }
      let lineEnd = bytes.firstOffset(of: UInt8(ascii: "\n"), from: cursor) ?? bytes.count
      let first = next
      while next < occurrences.count, occurrences[next].offset < lineEnd { next += 1 }
      let position = LogPosition(
        source: source, line: lineNumber, byteOffset: chunk.byteOffset + cursor - fresh.lowerBound)
      takeLine(
        bytes, cursor..<lineEnd, at: position, occurrences: first..<next, chunk: chunk)
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
  }

  /// Lists the places in a chunk that are worth a look, in order.
  private mutating func findOccurrences(in bytes: Span<UInt8>, _ chunk: LogChunk) {
    occurrences.removeAll(keepingCapacity: true)
    // A literal may begin in one piece of a long line and end in the next.
    let overlap = chunk.continuesLine ? min(chunk.fresh.lowerBound, Self.headLimit) : 0
    let range = (chunk.fresh.lowerBound - overlap)..<chunk.fresh.upperBound
    rules.scanner.scan(bytes, in: range, into: &occurrences)
    let count = occurrences.count
    bytes.forEachErrorLevel(in: chunk.fresh) {
      occurrences.append(LiteralOccurrence(offset: Int32($0), literal: Self.errorLevel))
    }
    if count > 0, count < occurrences.count { occurrences.sort { $0.offset < $1.offset } }
  }

  // MARK: lines

  private mutating func takeLine(
    _ bytes: Span<UInt8>, _ range: Range<Int>, at position: LogPosition,
    occurrences: Range<Int>, chunk: LogChunk
  ) {
    let line = bytes.extracting(range)
    let place = Place(position: position, start: range.lowerBound, chunk: chunk)
    // Colours are of the terminal, not of the text, and a carrier's JSON only wraps it.
    if line.count <= Self.headLimit, let text = JSONCarrier.unwrapped(line) {
      take(text.span, in: bytes, place, occurrences: occurrences)
    } else if line.count <= Self.headLimit, let plain = EscapeSequences.removed(from: line) {
      take(plain.span, in: bytes, place, occurrences: occurrences)
    } else {
      take(line, in: bytes, place, occurrences: occurrences)
    }
    endTracebacks()
  }

  /// Where a line stands in its source and in the bytes that were lent.
  private struct Place {
    var position: LogPosition
    var start: Int
    var chunk: LogChunk
  }

  private mutating func take(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: Place, occurrences: Range<Int>
  ) {
    let prefix = RecordPrefix(of: line)
    let header = header(in: line, among: occurrences)
    if let header, header.endsLine {
      takeHeader(
        line, in: bytes, place, prefix: prefix, headerOffset: header.range.lowerBound,
        occurrences: occurrences)
    } else if !collector.isIdle,
      let id = collector.take(line, at: place.position, prefix: prefix)
    {
      endRecord()
      addHits(occurrences, line: place.position.line, to: id)
      takenLine = place.position.line
    } else {
      if let header,
        let id = collector.takeEmbedded(
          line, at: place.position, prefix: prefix, header: header.range)
      {
        addHits(occurrences, line: place.position.line, to: id)
      }
      takeRecordLine(line, in: bytes, place, prefix: prefix, occurrences: occurrences)
    }
  }

  /// Where a traceback's header stands in a line, its colon included, and whether it ends the line as
  /// a header does; nil if the line has none.
  private func header(
    in line: Span<UInt8>, among occurrences: Range<Int>
  ) -> (range: Range<Int>, endsLine: Bool)? {
    guard
      occurrences.contains(where: { rules.isHeader(literal: self.occurrences[$0].literal) }),
      let start = line.firstOffset(of: CompiledRules.header)
    else { return nil }
    var end = start + CompiledRules.header.utf8CodeUnitCount
    if line.matches(":", at: end) { end += 1 }
    let follows = start == 0 || line[start - 1] == UInt8(ascii: " ")
    return (start..<end, follows && line.isBlank(from: end))
  }

  private mutating func takeHeader(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: Place, prefix: RecordPrefix,
    headerOffset: Int, occurrences: Range<Int>
  ) {
    var context = record
    if !record.lines.isEmpty, !collector.isContext(record, ofHeader: line, prefix: prefix) {
      endRecord()
      context.removeAll()
    } else if record.lines.isEmpty {
      Self.lookBack(in: bytes, place, notBefore: takenLine, into: &context)
      if !collector.isContext(context, ofHeader: line, prefix: prefix) { context.removeAll() }
    }
    let id = collector.takeHeader(
      line, at: place.position, prefix: prefix, headerOffset: headerOffset,
      context: context.lines.isEmpty ? nil : context)
    var hits = traceHits[id] ?? TraceHits()
    for index in recordRules.indices { hits.rules.insert(index) }
    if !record.lines.isEmpty {
      hits.lines.append(record.lines[0].position.line)
      hits.contextIsError = recordIsError
    }
    traceHits[id] = hits
    clearRecord()
    addHits(occurrences, line: place.position.line, to: id)
    takenLine = place.position.line
  }

  private mutating func addHits(_ occurrences: Range<Int>, line: Int, to trace: Int) {
    for index in occurrences where self.occurrences[index].literal != Self.errorLevel {
      rules.addRules(
        ofLiteral: self.occurrences[index].literal,
        to: &traceHits[trace, default: TraceHits()].rules)
      if let hits = traceHits[trace], hits.lines.count < Self.hitLimit, hits.lines.last != line {
        traceHits[trace]?.lines.append(line)
      }
    }
  }

  private mutating func takeRecordLine(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: Place, prefix: RecordPrefix,
    occurrences: Range<Int>
  ) {
    if !record.lines.isEmpty {
      let isTooLong = record.bytes.count + line.count >= RecordText.sizeLimit
      if prefix.beginsRecord || record.isFull || isTooLong || line.isBlank() { endRecord() }
    }
    var isWanted = false
    var isError = false
    for index in occurrences {
      if self.occurrences[index].literal != Self.errorLevel {
        isWanted = true
      } else if prefix.beginsRecord, let level = prefix.level, level >= .error,
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
    }
    if line.count > Self.headLimit, isWanted {
      takeLongLine(line, place, prefix: prefix, occurrences: occurrences)
    } else {
      record.append(line, at: place.position, beginsRecord: prefix.beginsRecord)
      for index in occurrences {
        rules.addRules(ofLiteral: self.occurrences[index].literal, to: &recordRules)
      }
    }
    takenLine = place.position.line
  }

  /// Tries the rules on a window around each literal of a line that is too long to be shown whole.
  private mutating func takeLongLine(
    _ line: Span<UInt8>, _ place: Place, prefix: RecordPrefix, occurrences: Range<Int>
  ) {
    var end = 0
    for index in occurrences {
      let offset = max(0, Int(self.occurrences[index].offset) - place.start)
      if offset >= end {
        if end > 0 { endRecord() }
        let from = offset > Self.headLimit ? offset - Self.headLimit / 2 : 0
        end = min(line.count, from + RecordText.sizeLimit)
        record.append(
          line.extracting(from..<end), at: place.position, beginsRecord: prefix.beginsRecord)
        // A literal at the window's end may be cut; it then begins the next window.
        end -= min(end, 512)
      }
      rules.addRules(ofLiteral: self.occurrences[index].literal, to: &recordRules)
    }
  }

  /// Adds the lines before a place that are of the same record, from the record's head on.
  private static func lookBack(
    in bytes: Span<UInt8>, _ place: Place, notBefore takenLine: Int, into record: inout RecordText
  ) {
    let limit = max(0, place.start - RecordText.sizeLimit / 2)
    var starts: [Int] = []
    var end = place.start - 1
    while starts.count < lookBackLimit, end > limit,
      place.position.line - starts.count - 1 > takenLine
    {
      let lineStart = bytes.lineStart(before: end, limit: limit)
      // The line's head is out of reach.
      if lineStart == limit, limit > 0 { break }
      let line = bytes.extracting(lineStart..<end)
      if line.isBlank() { break }
      starts.append(lineStart)
      if beginsRecord(line) { break }
      end = lineStart - 1
    }
    for (index, lineStart) in starts.enumerated().reversed() {
      let lineEnd = (index == 0 ? place.start : starts[index - 1]) - 1
      let raw = bytes.extracting(lineStart..<lineEnd)
      let position = LogPosition(
        source: place.position.source, line: place.position.line - index - 1,
        byteOffset: place.chunk.byteOffset + lineStart - place.chunk.fresh.lowerBound)
      if let plain = EscapeSequences.removed(from: raw) {
        record.append(plain.span, at: position, beginsRecord: beginsRecord(raw))
      } else {
        record.append(raw, at: position, beginsRecord: beginsRecord(raw))
      }
    }
  }

  /// Whether a line as it was read begins a record, whatever its colours.
  private static func beginsRecord(_ line: Span<UInt8>) -> Bool {
    guard let plain = EscapeSequences.removed(from: line) else {
      return RecordPrefix(of: line).beginsRecord
    }
    return RecordPrefix(of: plain.span).beginsRecord
  }

  // MARK: records and tracebacks that have ended

  private mutating func endRecord() {
    guard !record.lines.isEmpty else { return }
    var isExplained = false
    for rule in recordRules.indices {
      // Lines without prefixes are taken for one record, but may be several: each may match.
      var next = 0
      while next < record.lines.count, let matched = match(rule, fromLine: next) {
        isExplained = true
        report(
          .match(
            Match(
              rule: rule, captures: matched.captures, event: record.lines[0].position,
              evidence: record.evidence(matched.range))))
        if record.beginsRecord { break }
        next = record.lineIndex(at: max(matched.range.lowerBound, matched.range.upperBound - 1)) + 1
      }
    }
    if recordIsError { report(.errorRecord(isExplained: isExplained)) }
    clearRecord()
  }

  /// Tries a rule on the record from one of its lines on.
  private mutating func match(
    _ rule: Int, fromLine first: Int
  ) -> (captures: [String: String], range: Range<Int>)? {
    let offset = record.lines[first].offset
    let text = offset == 0 ? record.bytes : Array(record.bytes[offset...])
    guard
      let outcome = evaluate(
        rule, on: text, traceback: nil, hints: [], at: record.lines[first].position)
    else { return nil }
    let range = outcome.range ?? 0..<1
    return (outcome.captures, (offset + range.lowerBound)..<(offset + range.upperBound))
  }

  private mutating func clearRecord() {
    record.removeAll()
    recordRules.removeAll()
    recordIsError = false
  }

  private mutating func endTracebacks() {
    for id in collector.abandoned { traceHits.removeValue(forKey: id) }
    collector.abandoned.removeAll(keepingCapacity: true)
    guard !collector.finished.isEmpty else {
      if collector.isIdle, !traceHits.isEmpty { traceHits.removeAll() }
      return
    }
    for traceback in collector.finished {
      var hits = traceHits.removeValue(forKey: traceback.id) ?? TraceHits()
      rules.addRules(for: traceback, to: &hits.rules)
      let hints = hits.lines.compactMap { line in
        traceback.lines.first { $0.position.line == line }?.textOffset
      }
      var isExplained = false
      for rule in hits.rules.indices {
        guard
          let outcome = evaluate(
            rule, on: traceback.text, traceback: traceback, hints: hints,
            at: traceback.position)
        else { continue }
        isExplained = true
        report(
          .match(
            Match(
              rule: rule, captures: outcome.captures, event: traceback.position,
              evidence: MatchedLines(of: traceback, range: outcome.range ?? 0..<1))))
      }
      report(.traceback(traceback, isExplained: isExplained))
      if hits.contextIsError { report(.errorRecord(isExplained: isExplained)) }
    }
    collector.finished.removeAll(keepingCapacity: true)
  }

  private mutating func evaluate(
    _ rule: Int, on text: [UInt8], traceback: Traceback?, hints: [Int], at position: LogPosition
  ) -> ConditionEvaluator.Outcome? {
    do throws(PatternError) {
      return try evaluator.evaluate(
        rules.conditions[rule], on: text, traceback: traceback, hints: hints)
    } catch {
      // Named once: a hostile log would repeat it on every line.
      if faultyRules.insert(rule).inserted {
        report(.fault(RuleFault(rule: rule, position: position, message: error.description)))
      }
      return nil
    }
  }
}
