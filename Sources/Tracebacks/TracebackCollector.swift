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

  private var open: [OpenTraceback] = []
  private var nextID = 0
  /// Traces that have ended; their reader takes them out.
  package var finished: [Traceback] = []
  /// The ids of those that came to nothing but a header; their reader takes them out.
  package var abandoned: [Int] = []

  package init() {}

  /// Whether no trace is open: lines need not be shown until a header is seen.
  package var isIdle: Bool { open.isEmpty }

  /// Whether a record right before a header is the context of the trace that begins there: written by
  /// the same thread, or, before a header without a prefix, by whoever.
  ///
  /// Not so where the header goes on with a trace that is open.
  package func isContext(
    _ record: RecordText, ofHeader line: Span<UInt8>, prefix: RecordPrefix
  ) -> Bool {
    let key = prefix.beginsRecord ? TracebackKey(prefix, of: line) : .unprefixed
    if open.contains(where: { $0.key == key && $0.grammar.expectsHeader }) { return false }
    guard prefix.beginsRecord else { return true }
    var isSame = false
    var isFirst = true
    record.forEachLine { head, _ in
      guard isFirst else { return }
      isFirst = false
      let headPrefix = RecordPrefix(of: head)
      isSame = headPrefix.beginsRecord && TracebackKey(headPrefix, of: head).isSameWriter(as: key)
    }
    return isSame
  }

  /// Begins a trace, or the next part of a chained one.
  ///
  /// - Parameters:
  ///   - line: the line with the header.
  ///   - position: where it stands.
  ///   - prefix: what stands before its message.
  ///   - headerOffset: where in the line the header begins.
  ///   - context: the lines of the record right before.
  /// - Returns: the trace's ``Traceback/id``.
  package mutating func takeHeader(
    _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix, headerOffset: Int,
    context: RecordText?
  ) -> Int {
    let key = prefix.beginsRecord ? TracebackKey(prefix, of: line) : .unprefixed
    let bodyOffset = min(prefix.bodyOffset, headerOffset)
    endUnprefixed(before: prefix)
    if let index = open.firstIndex(where: { $0.key == key }) {
      if open[index].grammar.expectsHeader {
        open[index].addChained(line, bodyOffset: bodyOffset, at: position)
        return open[index].traceback.id
      }
      close(index)
    }
    if open.count >= Self.openLimit {
      let oldest = open.indices.min { open[$0].traceback.lastLine < open[$1].traceback.lastLine }
      if let oldest { close(oldest) }
    }
    let indentation = line.skippingBlanks(from: prefix.bodyOffset) - prefix.bodyOffset
    let isGroup = line.matches(
      "+ Exception Group ", at: line.skippingBlanks(from: bodyOffset))
    var trace = OpenTraceback(
      id: nextID, key: key,
      grammar: PythonGrammar(headerIndentation: indentation, isGroup: isGroup),
      header: RecordHeader(position: position, prefix: prefix, line: line),
      // Only right under a record are the lines up to the next one surely of it.
      followsRecord: context?.beginsRecord == true && context?.lineCount == 1
        && key == .unprefixed)
    nextID += 1
    if let context { Self.add(context, to: &trace) }
    trace.add(line, bodyOffset: bodyOffset, at: position, as: .accepted)
    trace.note(prefix, of: line)
    open.append(trace)
    return trace.traceback.id
  }

  /// Takes a traceback that stands escaped inside one line, whole.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - position: where it stands.
  ///   - prefix: what stands before its message.
  ///   - header: where the header stands in the line, its colon included.
  /// - Returns: the trace's ``Traceback/id``; nil if there is no more of a trace than a header.
  package mutating func takeEmbedded(
    _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix, header: Range<Int>
  ) -> Int? {
    guard let embedded = EmbeddedText(line, header: header) else { return nil }
    var trace = OpenTraceback(
      id: nextID, key: .unprefixed,
      grammar: PythonGrammar(headerIndentation: 0, isGroup: false),
      header: RecordHeader(position: position, prefix: prefix, line: line), followsRecord: true)
    for (index, text) in embedded.lines.enumerated() {
      // The service's own prefix, where a whole record of several lines was escaped.
      let bodyOffset = index == 0 ? 0 : RecordPrefix(of: text.span).bodyOffset
      let body = text.span.extracting(bodyOffset..<text.count)
      if index == 0 {
        trace.add(text.span, bodyOffset: 0, at: position, as: .accepted)
      } else if body.matches(PythonGrammar.header, at: 0) {
        guard trace.grammar.expectsHeader else { break }
        trace.addChained(text.span, bodyOffset: bodyOffset, at: position)
      } else {
        let verdict = trace.grammar.take(body, belongs: trace.grammar.hasError)
        if verdict == .rejected { break }
        if verdict == .held { continue }
        trace.add(text.span, bodyOffset: bodyOffset, at: position, as: verdict)
      }
    }
    guard trace.grammar.hasError, var traceback = trace.finished() else { return nil }
    traceback.isEmbedded = true
    nextID += 1
    finished.append(traceback)
    return traceback.id
  }

  /// Adds the lines before a header: what announces the trace is of it, a record is its context.
  private static func add(_ context: RecordText, to trace: inout OpenTraceback) {
    let announcement = context.lineCount - PythonAnnouncement.length(atEndOf: context)
    var index = 0
    context.forEachLine { line, position in
      if index >= announcement {
        let prefix = RecordPrefix(of: line)
        trace.add(line, bodyOffset: prefix.bodyOffset, at: position, as: .accepted)
      } else if context.beginsRecord {
        trace.addContext(line, at: position)
      }
      index += 1
    }
  }

  /// Shows a line while traces are open.
  ///
  /// - Returns: the ``Traceback/id`` of the trace that it belongs to; nil if it belongs to none.
  package mutating func take(
    _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix
  ) -> Int? {
    let body = line.extracting(prefix.bodyOffset..<line.count)
    endUnprefixed(before: prefix)
    if let index = trace(of: line, prefix: prefix, body: body, at: position) {
      let verdict = open[index].grammar.take(
        body, belongs: open[index].belongs(prefix, of: line))
      switch verdict {
      case .accepted, .frame, .raised, .message:
        open[index].add(line, bodyOffset: prefix.bodyOffset, at: position, as: verdict)
        open[index].note(prefix, of: line)
        return open[index].traceback.id
      case .held:
        open[index].hold(position)
        return nil
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
  }

  /// Ends the traces that have their error: nothing has arrived for a while, and a reader waits.
  package mutating func finishComplete() {
    for index in open.indices.reversed() where open[index].grammar.hasError { close(index) }
  }

  /// The open trace that a line is of, if its prefix, or the lack of one, is that of the trace.
  private mutating func trace(
    of line: Span<UInt8>, prefix: RecordPrefix, body: Span<UInt8>, at position: LogPosition
  ) -> Int? {
    let key = prefix.beginsRecord ? TracebackKey(prefix, of: line) : .unprefixed
    if let index = open.firstIndex(where: { $0.key == key }) { return index }
    // The header stood in a record with a request's bracket; the frames have none, or no prefix.
    guard body.matches("File \"", at: body.skippingBlanks(from: 0)) else { return nil }
    let header = open.firstIndex {
      $0.hasOnlyHeader
        && (key == $0.key.withoutRequest
          || (key == .unprefixed && $0.traceback.lastLine == position.line - 1))
    }
    if let header { open[header].key = key }
    return header
  }

  /// A record may stand between the frames of an unprefixed trace, but ends its error's message.
  private mutating func endUnprefixed(before prefix: RecordPrefix) {
    guard prefix.beginsRecord,
      let index = open.firstIndex(where: { $0.key == .unprefixed && $0.grammar.hasError })
    else { return }
    close(index)
  }

  private mutating func passOver() {
    for index in open.indices.reversed() {
      open[index].foreignLineCount += 1
      let trace = open[index]
      let patience = trace.grammar.hasError ? Self.patience : Self.patienceBeforeError
      if trace.foreignLineCount > patience { close(index) }
    }
  }

  private mutating func close(_ index: Int) {
    let trace = open.remove(at: index)
    let id = trace.traceback.id
    if let traceback = trace.finished() {
      finished.append(traceback)
    } else {
      abandoned.append(id)
    }
  }
}
