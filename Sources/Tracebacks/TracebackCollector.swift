package import LogReading

/// Puts the lines of one source that belong to tracebacks together, many traces at a time.
///
/// Lines are told apart by what their prefixes say of the writer, never by time. At most
/// ``openLimit`` traces are open; one more ends the one that has waited longest, as cut. A trace
/// ends when a line of its own writer is not of it, or after ``patience`` lines of nobody's.
package struct TracebackCollector {
  /// Traces that are open at a time.
  ///
  /// With ``Traceback/textLimit`` it bounds the memory to 8 MiB.
  package static let openLimit = 32
  /// Lines of no trace after which a trace that has its error is over.
  static let patience = 32
  /// The same for one that still lacks it.
  static let patienceBeforeError = 256

  /// Writers whose last trace is remembered, so that its lines are not taken for the next one's.
  static let endLimit = 64
  /// Lines of a record that are looked for its head.
  private static let contextLimit = 16

  private var open: [OpenTraceback] = []
  private var ends: [(key: TracebackKey, line: Int)] = []
  private var nextID = 0
  /// Traces that have ended; their reader takes them out.
  package var finished: [Traceback] = []
  /// The ids of those that came to nothing but a header; their reader takes them out.
  package var abandoned: [Int] = []

  package init() {}

  /// Whether no trace is open: lines need not be shown until a header is seen.
  package var isIdle: Bool { open.isEmpty }

  /// Begins a trace that is recognised by the last of some lines.
  ///
  /// - Parameters:
  ///   - language: the language whose ``Language/isSign(_:)`` holds for that line.
  ///   - lines: the line and those before it in its source, whoever wrote them.
  ///   - reachesStart: whether the first of them is the first of the source.
  /// - Returns: what was begun; nil if there is no trace.
  package mutating func begin(
    _ language: Language, with lines: [TraceLine], reachesStart: Bool
  ) -> BegunTrace? {
    guard let sign = lines.last else { return nil }
    let key = sign.key
    let own = ownLines(among: lines, of: key, reachesStart: reachesStart)
    guard let beginning = language.grammar.beginning(in: own) else { return nil }
    let first = own.lines[beginning.first]
    let context = Self.context(among: lines, before: first.position.line, of: key)
    var trace = OpenTraceback(
      id: nextID, key: key, language: language, grammar: beginning.grammar,
      header: RecordHeader(position: first.position, prefix: first.prefix, line: first.bytes.span),
      // Only right under a record are the lines up to the next one surely of it.
      followsRecord: key == .unprefixed && context.count == 1)
    for line in context { trace.addContext(line.bytes.span, at: line.position) }
    for (index, line) in own.lines[beginning.first...].enumerated() {
      // Records of others may stand between.
      if line.isRecord, index > 0 { continue }
      if trace.take(line) == .rejected { return nil }
    }
    endUnprefixed(before: sign.bytes.span, prefix: sign.prefix)
    if let index = open.firstIndex(where: { $0.key == key }) { close(index) }
    if open.count >= Self.openLimit {
      let oldest = open.indices.min { open[$0].traceback.lastLine < open[$1].traceback.lastLine }
      if let oldest { close(oldest) }
    }
    nextID += 1
    open.append(trace)
    return BegunTrace(
      id: trace.traceback.id, firstLine: (context.first ?? first).position.line)
  }

  /// The lines of one writer, without those of his last trace.
  ///
  /// Records among unprefixed lines are kept: the header may stand in one.
  private func ownLines(
    among lines: [TraceLine], of key: TracebackKey, reachesStart: Bool
  ) -> PrecedingLines {
    let end = ends.last { $0.key == key }?.line ?? 0
    var result = PrecedingLines(lines: [], reachesStart: reachesStart && end == 0)
    for var line in lines where line.position.line > end {
      if line.key != key, line.key.withoutRequest != key {
        guard key == .unprefixed else { continue }
        line.isRecord = true
      }
      result.lines.append(line)
    }
    return result
  }

  /// The record right before a trace, which may have several lines: written by the same thread or,
  /// before lines without a prefix, by whoever.
  private static func context(
    among lines: [TraceLine], before first: Int, of key: TracebackKey
  ) -> ArraySlice<TraceLine> {
    guard let end = lines.firstIndex(where: { $0.position.line >= first }) else { return [] }
    for start in stride(from: end - 1, through: max(0, end - contextLimit), by: -1) {
      let line = lines[start]
      if line.prefix.beginsRecord {
        return key == .unprefixed || line.key.isSameWriter(as: key) ? lines[start..<end] : []
      }
      if line.bytes.span.isBlank() { break }
    }
    return []
  }

  /// Takes a trace that stands escaped inside one line, whole.
  ///
  /// - Parameters:
  ///   - languages: those whose signs the line has.
  ///   - line: the line.
  ///   - position: where it stands.
  ///   - prefix: what stands before its message.
  /// - Returns: the trace's ``Traceback/id``; nil if there is none.
  package mutating func takeEmbedded(
    _ languages: Languages, _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix
  ) -> Int? {
    for language in languages.all {
      guard let offset = language.signOffset(in: line),
        let text = EmbeddedText(line, sign: offset, bodyOffset: prefix.bodyOffset)
      else { continue }
      // The service's own prefix stands in each line of a record that was escaped whole.
      let lines = text.lines.map { TraceLine($0, at: position) }
      guard let sign = lines.firstIndex(where: { language.isSign($0.body.span) }),
        let beginning = language.grammar.beginning(
          in: PrecedingLines(lines: Array(lines[...sign]), reachesStart: false))
      else { continue }
      var trace = OpenTraceback(
        id: nextID, key: .unprefixed, language: language, grammar: beginning.grammar,
        header: RecordHeader(position: position, prefix: prefix, line: line), followsRecord: true)
      for line in lines[beginning.first...] where trace.take(line) == .rejected { break }
      guard trace.grammar.isWhole, var traceback = trace.finished() else { continue }
      traceback.isEmbedded = true
      nextID += 1
      finished.append(traceback)
      return traceback.id
    }
    return nil
  }

  /// Shows a line while traces are open.
  ///
  /// - Returns: the ``Traceback/id`` of the trace that it belongs to; nil if it belongs to none.
  package mutating func take(
    _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix
  ) -> Int? {
    let body = line.extracting(prefix.bodyOffset..<line.count)
    endUnprefixed(before: line, prefix: prefix)
    if let index = trace(of: line, prefix: prefix, body: body, at: position) {
      switch open[index].take(line, prefix: prefix, at: position) {
      case .accepted, .frame, .raised, .message:
        let id = open[index].traceback.id
        if open[index].grammar.isOver { close(index) }
        return id
      case .held, .heldMessage: return nil
      case .rejected:
        close(index)
        return nil
      }
    }
    if !prefix.beginsRecord, !line.isBlank(),
      let index = open.firstIndex(where: { $0.traceback.lastLine == position.line - 1 }),
      open[index].key != .unprefixed, open[index].mayBeWrapped
    {
      open[index].addWrapped(line, at: position)
      return open[index].traceback.id
    }
    passOver()
    return nil
  }

  /// Ends every open trace, at the end of the source.
  package mutating func finish() {
    while !open.isEmpty { close(0) }
    ends.removeAll()
  }

  /// Ends the traces that have their error: nothing has arrived for a while, and a reader waits.
  package mutating func finishComplete() {
    for index in open.indices.reversed() where open[index].grammar.isWhole { close(index) }
  }

  /// The open trace that a line is of, if its prefix, or the lack of one, is that of the trace.
  private mutating func trace(
    of line: Span<UInt8>, prefix: RecordPrefix, body: Span<UInt8>, at position: LogPosition
  ) -> Int? {
    let key = prefix.beginsRecord ? TracebackKey(prefix, of: line) : .unprefixed
    if let index = open.firstIndex(where: { $0.key == key }) { return index }
    // The header stood in a record with a request's bracket; the frames have none, or no prefix.
    let header = open.firstIndex {
      $0.hasOnlyHeader && $0.isFrame(body)
        && (key == $0.key.withoutRequest
          || (key == .unprefixed && $0.traceback.lastLine == position.line - 1))
    }
    if let header { open[header].key = key }
    return header
  }

  /// A record may stand between the frames of an unprefixed trace, but ends its error's message.
  private mutating func endUnprefixed(before line: Span<UInt8>, prefix: RecordPrefix) {
    guard prefix.beginsRecord, let index = open.firstIndex(where: { $0.key == .unprefixed }),
      open[index].grammar.ends(atRecord: line.extracting(prefix.bodyOffset..<line.count))
    else { return }
    close(index)
  }

  private mutating func passOver() {
    for index in open.indices.reversed() {
      open[index].foreignLineCount += 1
      let trace = open[index]
      let patience = trace.grammar.isWhole ? Self.patience : Self.patienceBeforeError
      if trace.foreignLineCount > patience { close(index) }
    }
  }

  private mutating func close(_ index: Int) {
    let trace = open.remove(at: index)
    ends.removeAll { $0.key == trace.key }
    if ends.count >= Self.endLimit { ends.removeFirst() }
    ends.append((trace.key, trace.traceback.lastLine))
    let id = trace.traceback.id
    if let traceback = trace.finished() {
      finished.append(traceback)
    } else {
      abandoned.append(id)
    }
  }
}

/// A trace that has been recognised.
package struct BegunTrace {
  /// The trace's ``Traceback/id``.
  package let id: Int
  /// Its first line, or that of the record before it that is its context.
  package let firstLine: Int
}
