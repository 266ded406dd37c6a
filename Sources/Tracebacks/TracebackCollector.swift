package import LogReading

/// Puts the lines of one source that belong to tracebacks together, many traces at a time.
///
/// Lines are told apart by what their prefixes say of the writer, never by time. At most
/// ``openLimit`` traces are open; one more ends the one that has waited longest, as cut. A trace
/// ends when a line of its own writer is not of it, or after ``patience`` lines of nobody's.
package struct TracebackCollector {
  /// Traces that are open at a time.
  package static let openLimit = 256
  /// The memory of all open traces together, in bytes; more ends the one that has waited longest.
  static let sizeLimit = 8 << 20
  /// A trace of less is no reason to count.
  private static let smallSize = 32 << 10
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
  /// The ``Traceback/id`` of the next trace.
  var nextID = 0
  /// Traces that have ended; their reader takes them out.
  package var finished: [Traceback] = []
  /// The ids of those that came to nothing but a header; their reader takes them out.
  package var abandoned: [Int] = []

  package init() {}

  /// Whether no trace is open: lines need not be shown until a header is seen.
  package var isIdle: Bool { open.isEmpty }

  /// The first line of the open traces, the record before it included; nil if none is open.
  package var firstOpen: LogPosition? {
    open.compactMap { $0.traceback.lines.first?.position }.min()
  }

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
    guard let last = lines.last else { return nil }
    let key = last.key
    let isPrefixKnown = language.isSign(last.body.span) || language.isHeadSign(last.body.span)
    let learned = language.learnedPrefix(of: last, isPrefixKnown: isPrefixKnown)
    guard isPrefixKnown || learned != nil else { return nil }
    let own = ownLines(
      among: lines, of: key, learned: isPrefixKnown ? nil : learned, reachesStart: reachesStart)
    guard let beginning = language.grammar.beginning(in: own) else { return nil }
    let first = own.lines[beginning.first]
    let context = context(among: lines, before: first.position.line, of: key)
    var trace = OpenTraceback(
      id: nextID, key: key, language: language, grammar: beginning.grammar,
      header: RecordHeader(position: first.position, prefix: first.prefix, line: first.bytes.span),
      // Only right under a record are the lines up to the next one surely of it.
      followsRecord: key == .unprefixed
        ? context.count == 1 || (learned == nil && !context.isEmpty)
        : context.count == 1
          && context.first.map {
            $0.key.withoutService == key && $0.prefix.level ?? .error > .info
          } ?? false,
      followsHeadline: followsHeadline(
        beginning.first, in: own, behind: isPrefixKnown ? learned : nil),
      learnedPrefix: learned,
      isPrefixKnown: isPrefixKnown)
    for line in context { trace.addContext(line.bytes.span, at: line.position) }
    for (index, line) in own.lines.enumerated().dropFirst(beginning.first) {
      // A record of others may stand between the header and the first call.
      if line.isRecord, index > beginning.first { continue }
      if trace.take(line) == .rejected { return nil }
    }
    endUnprefixed(before: last.bytes.span, prefix: last.prefix, at: last.position)
    if let index = index(ofKey: key, line: last.bytes.span, prefix: last.prefix)?.index {
      close(index)
    }
    if open.count >= Self.openLimit { closeOldest() }
    nextID += 1
    open.append(trace)
    return BegunTrace(
      id: trace.traceback.id, firstLine: (context.first ?? first).position.line)
  }

  /// The lines of one writer, without those of his last trace.
  ///
  /// Records among unprefixed lines are kept: the header may stand in one.
  private func ownLines(
    among lines: [TraceLine], of key: TracebackKey, learned: LearnedPrefix?, reachesStart: Bool
  ) -> PrecedingLines {
    let end = learned == nil ? ends.last { $0.key == key }?.line ?? 0 : 0
    var result = PrecedingLines(lines: [], reachesStart: reachesStart && end == 0)
    for var line in lines where line.position.line > end {
      if line.key != key, line.key.withoutRequest != key {
        guard key == .unprefixed || line.key.withoutService == key, !isHeld(line) else { continue }
        line.isRecord = true
      }
      if let learned {
        guard let stripped = line.without(learned) else { continue }
        line = stripped
      }
      result.lines.append(line)
    }
    return result
  }

  /// Whether a line is one of an open trace's.
  private func isHeld(_ line: TraceLine) -> Bool {
    open.contains { $0.holds(line.position.line) }
  }

  /// The record right before a trace, which may have several lines: written by the same thread or,
  /// before lines without a prefix, by whoever.
  private func context(
    among lines: [TraceLine], before first: Int, of key: TracebackKey
  ) -> ArraySlice<TraceLine> {
    guard let end = lines.firstIndex(where: { $0.position.line >= first }) else { return [] }
    for start in stride(from: end - 1, through: max(0, end - Self.contextLimit), by: -1) {
      let line = lines[start]
      if line.prefix.beginsRecord {
        let isOwn =
          key == .unprefixed || line.key.isSameWriter(as: key) || line.key.withoutService == key
        return !isHeld(line) && isOwn ? lines[start..<end] : []
      }
      if line.bytes.span.isBlank() { break }
    }
    return []
  }

  /// Whether a record of a kind that has no known prefix stands right above a trace.
  private func followsHeadline(
    _ first: Int, in own: PrecedingLines, behind learned: LearnedPrefix?
  ) -> Bool {
    guard first > 0, case let line = own.lines[first - 1], !line.isRecord,
      line.key != .unprefixed || line.position.line == own.lines[first].position.line - 1
    else { return false }
    guard let learned else { return Headline.mayAnnounceError(line.body.span) }
    return line.without(learned).map { Headline.mayAnnounceError($0.body.span) } ?? false
  }

  /// Shows a line while traces are open.
  ///
  /// - Returns: the ``Traceback/id`` of the trace that it belongs to; nil if it belongs to none.
  package mutating func take(
    _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix
  ) -> Int? {
    var own = trace(of: line, prefix: prefix, at: position)
    if own.map({ open[$0.index].key == .unprefixed }) ?? true {
      // Only what is no line of somebody's trace is a record that may end another.
      if endUnprefixed(before: line, prefix: prefix, at: position) {
        own = trace(of: line, prefix: prefix, at: position)
      }
    }
    if let (index, bodyOffset) = own {
      var prefix = prefix
      prefix.bodyOffset = bodyOffset
      switch open[index].take(line, prefix: prefix, at: position) {
      case .accepted, .frame, .raised, .raisedInCall, .message:
        let id = open[index].traceback.id
        if open[index].grammar.isOver {
          close(index)
        } else if open[index].size > Self.smallSize {
          while open.count > 1, open.reduce(0, { $0 + $1.size }) > Self.sizeLimit { closeOldest() }
        }
        return id
      case .held, .heldMessage, .foreign: return nil
      case .rejected:
        close(index)
        return nil
      }
    }
    if !prefix.beginsRecord, !line.isBlank(),
      let index = open.indices.first(where: { open[$0].lastLine == position.line - 1 }),
      open[index].key != .unprefixed, open[index].goesOn(in: line)
    {
      open[index].addWrapped(line, at: position)
      return open[index].traceback.id
    }
    if prefix.context != nil { endLogged(before: line, prefix: prefix) }
    passOver()
    return nil
  }

  /// Takes note of a line that is a record of a process which has no open trace, if it is one: a shorter
  /// way to what ``take(_:at:prefix:)`` does with it.
  package mutating func passOver(_ line: Span<UInt8>) -> Bool {
    guard let process = RecordPrefix.process(ofServiceRecord: line) else { return false }
    // Indices rather than closures: a trace is large to copy.
    for index in open.indices where !open[index].key.isOther(than: process) { return false }
    passOver()
    return true
  }

  /// A logger writes the lines of a traceback at once, without the request's bracket: its next record
  /// ends the trace.
  private mutating func endLogged(before line: Span<UInt8>, prefix: RecordPrefix) {
    let key = TracebackKey.of(prefix, line).withoutRequest
    guard let index = open.indices.first(where: { open[$0].key == key }),
      open[index].grammar.ends(atRecord: line.extracting(prefix.bodyOffset..<line.count))
    else { return }
    close(index)
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

  /// The open trace that a line is of, if its prefix, or the lack of one, is that of the trace, and
  /// where the line's body begins.
  private mutating func trace(
    of line: Span<UInt8>, prefix: RecordPrefix, at position: LogPosition
  ) -> (index: Int, bodyOffset: Int)? {
    let key = TracebackKey.of(prefix, line)
    if let found = index(ofKey: key, line: line, prefix: prefix) { return found }
    // The header stood in a record with a request's bracket; what follows has none, or no prefix.
    let body = line.extracting(prefix.bodyOffset..<line.count)
    for index in open.indices where open[index].hasOnlyHeader && open[index].followsHeader(body) {
      let isNext = open[index].lastLine == position.line - 1
      guard
        key == open[index].key.withoutRequest
          || (isNext && (key == .unprefixed || key == open[index].key.withoutService))
      else { continue }
      open[index].adopt(key)
      return (index, prefix.bodyOffset)
    }
    return nil
  }

  /// The open trace of a writer, and where the line's body begins.
  private mutating func index(
    ofKey key: TracebackKey, line: Span<UInt8>, prefix: RecordPrefix
  ) -> (index: Int, bodyOffset: Int)? {
    for index in open.indices where open[index].key == key {
      if let offset = open[index].bodyOffset(of: line, prefix: prefix) { return (index, offset) }
    }
    return nil
  }

  /// A record may stand between the frames of an unprefixed trace, but ends its error's message; not so
  /// one that a carrier has marked, which the trace's writer does not use.
  ///
  /// - Returns: whether a trace has ended.
  @discardableResult
  private mutating func endUnprefixed(
    before line: Span<UInt8>, prefix: RecordPrefix, at position: LogPosition
  ) -> Bool {
    guard prefix.beginsRecord, !prefix.isCarried || prefix.hasOwnTime else { return false }
    let key = prefix.isCarried ? TracebackKey(prefix, of: line).withoutService : .unprefixed
    guard let key, let index = open.indices.first(where: { open[$0].key == key }) else {
      return false
    }
    let body = line.extracting(prefix.bodyOffset..<line.count)
    guard open[index].grammar.ends(atRecord: body) else {
      open[index].hold(record: line, prefix: prefix, at: position)
      return false
    }
    close(index)
    return true
  }

  private mutating func passOver() {
    for index in open.indices.reversed() {
      open[index].foreignLineCount += 1
      guard open[index].foreignLineCount > Self.patience else { continue }
      if open[index].grammar.isWhole
        || open[index].foreignLineCount > Self.patienceBeforeError
      {
        close(index)
      }
    }
  }

  /// Ends the trace that has waited longest, as cut: a header alone is kept, too.
  private mutating func closeOldest() {
    guard let oldest = open.indices.min(by: { open[$0].lastLine < open[$1].lastLine }) else {
      return
    }
    open[oldest].isEvicted = true
    close(oldest)
  }

  private mutating func close(_ index: Int) {
    let trace = open.remove(at: index)
    let (id, key, lastLine) = (trace.traceback.id, trace.key, trace.lastLine)
    if let traceback = trace.finished() {
      finished.append(traceback)
      ends.removeAll { $0.key == key }
      if ends.count >= Self.endLimit { ends.removeFirst() }
      ends.append((key, lastLine))
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
