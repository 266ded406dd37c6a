internal import FailureRules
internal import LogReading
internal import PatternEngine
internal import Tracebacks

/// Tracebacks: which lines are theirs, and what rules say of them.
extension LogMatcher {
  struct TraceHits {
    var rules = RuleSelection()
    var lines: [Int] = []
    var contextIsError = false
    /// It was not written in the window of time.
    var isOutside = false
    /// The record before the trace, whose rules are tried on it alone if there is no trace.
    var context: (record: RecordText, rules: RuleSelection)?
  }

  /// Shows a line to the tracebacks, those that are open and those that may begin.
  ///
  /// - Returns: whether the line is of one, and of one only.
  mutating func takeTraced(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: LinePlace, prefix: RecordPrefix,
    occurrences: ArraySlice<LiteralOccurrence>
  ) -> Bool {
    if !collector.isIdle, let id = collector.take(line, at: place.position, prefix: prefix) {
      endRecord()
      addHits(occurrences, line: place.position.line, to: id)
      takenLine = place.position.line
      return true
    }
    let languages = signs(among: occurrences)
    guard !languages.isEmpty || place.position.line <= Self.headLength else { return false }
    if let id = beginTraceback(languages, line, in: bytes, place, prefix: prefix) {
      addHits(occurrences, line: place.position.line, to: id)
      takenLine = place.position.line
      return true
    }
    if let id = collector.takeEmbedded(languages, line, at: place.position, prefix: prefix) {
      if gate != nil, traceHits[id] == nil {
        traceHits[id] = TraceHits(isOutside: isOutside(place, in: bytes))
      }
      addHits(occurrences, line: place.position.line, to: id)
    }
    return false
  }

  /// Takes a line of the journal export format: the messages hold the tracebacks, but their lines are
  /// known only when their record ends.
  mutating func takeExported(
    _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: LinePlace,
    occurrences: ArraySlice<LiteralOccurrence>
  ) {
    let lines = journal?.take(line, at: place.position) ?? []
    if journal?.isMessage(at: place.position) == true {
      exportedOccurrences += occurrences.map { (place.position.line, $0) }
    }
    guard !lines.isEmpty else { return }
    gate?.look(upTo: place.range.upperBound, in: bytes, place.chunk)
    var rest = exportedOccurrences[...]
    for line in lines {
      var prefix = RecordPrefix(of: line.bytes.span)
      prefix.goesOn = line.goesOn
      let own = rest.prefix { $0.line == line.position.line }.map(\.occurrence)
      rest = rest.dropFirst(own.count)
      _ = takeTraced(
        line.bytes.span, in: bytes,
        LinePlace(position: line.position, range: 0..<0, chunk: place.chunk),
        prefix: prefix, occurrences: own[...])
      exportedLines.append(TraceLine(line.bytes, at: line.position))
    }
    exportedLines.removeFirst(max(0, exportedLines.count - Self.exportedLimit))
    exportedOccurrences.removeAll()
  }

  /// The languages of which a line has signs.
  private func signs(among occurrences: ArraySlice<LiteralOccurrence>) -> Languages {
    var languages: UInt32 = 0
    for occurrence in occurrences { languages |= rules.languages(of: occurrence.literal).rawValue }
    return Languages(rawValue: languages)
  }

  /// Begins the traceback that is recognised by a line, which may have begun above it.
  ///
  /// - Returns: its id; nil if there is none.
  private mutating func beginTraceback(
    _ languages: Languages, _ line: Span<UInt8>, in bytes: Span<UInt8>, _ place: LinePlace,
    prefix: RecordPrefix
  ) -> Int? {
    let body = line.extracting(prefix.bodyOffset..<line.count)
    // What syslog has escaped is a text of its own.
    guard body.firstOffset(of: "#012") == nil else { return nil }
    let isAtHead = place.position.line <= Self.headLength
    for language in isAtHead ? Language.allCases : languages.all {
      let isSign = languages.contains(Languages(language)) && language.mayBegin(at: body)
      guard isSign || (isAtHead && language.isHeadSign(body)) else { continue }
      var (lines, reachesStart) = linesBefore(
        place, in: bytes, for: language, isAll: isAtHead || prefix.isCarried)
      Self.restoreMessages(in: &lines)
      lines.append(
        TraceLine(line.withUnsafeBufferPointer { Array($0) }, at: place.position, prefix: prefix))
      guard let begun = collector.begin(language, with: lines, reachesStart: reachesStart) else {
        continue
      }
      var hits = TraceHits(isOutside: isOutside(place, in: bytes))
      if let last = record.lines.last, last.position.line >= begun.firstLine {
        for index in recordRules.indices { hits.rules.insert(index) }
        hits.lines.append(record.lines[0].position.line)
        hits.contextIsError = recordIsError
        hits.context = (record, recordRules)
        clearRecord()
      } else {
        endRecord()
      }
      traceHits[begun.id] = hits
      return begun.id
    }
    return nil
  }

  /// The lines above one, in order, as far as a language asks for them, and whether the source begins
  /// with the first of them.
  ///
  /// Where tracebacks stand close together the same lines are asked for again and again.
  private mutating func linesBefore(
    _ place: LinePlace, in bytes: Span<UInt8>, for language: Language, isAll: Bool
  ) -> (lines: [TraceLine], reachesStart: Bool) {
    if journal != nil { return (exportedLines, false) }
    let known = knownLines
    let first = known.first?.position.line ?? 0
    var lines: [TraceLine] = []
    let reachesStart = place.forEachLineBefore(in: bytes, limit: language.reach) { raw, position in
      let index = position.line - first
      if first > 0, known.indices.contains(index) {
        lines.append(known[index])
      } else {
        let plain = PlainLine(copying: raw)
        lines.append(TraceLine(plain.bytes, at: position, isPart: plain.isPart))
      }
      return isAll || language.reachesOverRecords || lines.last?.prefix.beginsRecord == false
    }
    lines.reverse()
    knownLines = lines
    return (lines, reachesStart)
  }

  /// Gives the lines that go on with a message their record's prefix.
  private static func restoreMessages(in lines: inout [TraceLine]) {
    var message = IndentedMessage()
    for (index, line) in lines.enumerated() {
      if let restored = message.take(line.bytes.span, number: line.position.line) {
        lines[index] = TraceLine(restored, at: line.position, goesOn: true)
      }
    }
  }

  private mutating func addHits(
    _ occurrences: ArraySlice<LiteralOccurrence>, line: Int, to trace: Int
  ) {
    for occurrence in occurrences where !occurrence.isMark {
      rules.addRules(
        ofLiteral: occurrence.literal,
        to: &traceHits[trace, default: TraceHits()].rules)
      if let hits = traceHits[trace], hits.lines.count < Self.hitLimit, hits.lines.last != line {
        traceHits[trace]?.lines.append(line)
      }
    }
  }

  /// Ends the record before what came to nothing but a traceback's header, as if there were none.
  private mutating func endContext(_ hits: TraceHits?) {
    guard let hits, let context = hits.context else { return }
    let (openRecord, openRules, openIsError) = (record, recordRules, recordIsError)
    let openIsOutside = recordIsOutside
    (record, recordRules) = context
    (recordIsError, recordIsOutside) = (hits.contextIsError, hits.isOutside)
    endRecord()
    (record, recordRules, recordIsError) = (openRecord, openRules, openIsError)
    recordIsOutside = openIsOutside
  }

  mutating func endTracebacks() {
    if !collector.abandoned.isEmpty {
      for id in collector.abandoned { endContext(traceHits.removeValue(forKey: id)) }
      collector.abandoned.removeAll(keepingCapacity: true)
    }
    guard !collector.finished.isEmpty else {
      if collector.isIdle, !traceHits.isEmpty { traceHits.removeAll() }
      return
    }
    statistics?.tracebacks += collector.finished.count
    for traceback in collector.finished {
      var hits = traceHits.removeValue(forKey: traceback.id) ?? TraceHits()
      if hits.isOutside { continue }
      rules.addRules(for: traceback, to: &hits.rules)
      let hints = hits.lines.compactMap { line in
        traceback.lines.first { $0.position.line == line }?.textOffset
      }
      let event = ConditionEvaluator.Event(
        text: traceback.text, traceback: traceback, hints: hints
      ) { [sourceName] in EventOrigin(of: traceback, sourceName: sourceName) }
      var isExplained = false
      for rule in hits.rules.indices {
        let compiled = evaluator.patterns.rule(rule)
        if let history = compiled.history {
          if take(event, of: traceback, for: rule, history) { isExplained = true }
          continue
        }
        guard
          let outcome = evaluate(
            compiled.condition, of: rule, on: event, at: traceback.position)
        else { continue }
        isExplained = true
        report(
          .match(
            Match(
              rule: rule, captures: outcome.captures, of: traceback, outcome.range ?? 0..<1)))
      }
      report(.traceback(traceback, isExplained: isExplained))
      if hits.contextIsError { report(.errorRecord(isExplained: isExplained)) }
      if datesErrors { report(.error(event.origin.header, isExplained: isExplained)) }
    }
    collector.finished.removeAll(keepingCapacity: true)
  }
}
