internal import LogReading

/// A trace whose lines are still arriving.
struct OpenTraceback {
  var key: TracebackKey
  var grammar: PythonGrammar
  private(set) var traceback: Traceback
  /// The time in the prefix of the line taken last, by hash; see ``belongs(_:of:)``.
  private var time: Int?
  /// A record stands right before it, so that unprefixed lines up to the next record are of it.
  let followsRecord: Bool
  /// Lines since the last one of this trace that belong to no trace.
  var foreignLineCount = 0

  /// Lines that are of the trace if what follows is.
  private var heldLines: [Int] = []
  private var messageLineCount = 0
  /// Lines without a prefix since the last one with it.
  private var wrappedLineCount = 0
  /// Lines without a prefix that may go on with a prefixed one.
  private static let wrapLimit = 8

  /// Whether a line without a prefix may still be the rest of the last one.
  var mayBeWrapped: Bool { wrappedLineCount < Self.wrapLimit }

  /// Lines under an error that are taken for its message only because a record stands above the trace.
  private static let unprefixedMessageLimit = 16
  private var frameOffsets: [Int] = []
  private var errorOffsets: [Int] = []
  /// Where each error's text ends so far.
  private var errorEnds: [Int] = []
  /// The error whose message quotes those after it.
  private var quoter: Int?

  init(
    id: Int, key: TracebackKey, grammar: PythonGrammar, header: RecordHeader, followsRecord: Bool
  ) {
    self.key = key
    self.grammar = grammar
    self.followsRecord = followsRecord
    traceback = Traceback(id: id, header: header)
  }

  var hasOnlyHeader: Bool { frameOffsets.isEmpty && errorOffsets.isEmpty }

  /// Adds a line of the record before the trace.
  mutating func addContext(_ line: Span<UInt8>, at position: LogPosition) {
    _ = traceback.append(line, bodyOffset: 0, at: position)
    traceback.contextLineCount += 1
  }

  /// Adds a line, its prefix taken off, as its verdict says.
  mutating func add(
    _ line: Span<UInt8>, bodyOffset: Int, at position: LogPosition,
    as verdict: PythonGrammar.Verdict
  ) {
    for number in heldLines { traceback.addNumber(number) }
    heldLines.removeAll(keepingCapacity: true)
    traceback.addNumber(position.line)
    foreignLineCount = 0
    wrappedLineCount = 0
    // Of an endless recursion the frames beyond half of the room are counted only: the error and
    // its message are what matters.
    let room = grammar.hasError ? Traceback.textLimit : Traceback.textLimit / 2
    guard traceback.keptSize + line.count < room else { return }
    let offset = traceback.append(line, bodyOffset: bodyOffset, at: position)
    switch verdict {
    case .frame: frameOffsets.append(offset)
    case .raised:
      messageLineCount = 0
      errorOffsets.append(offset)
      errorEnds.append(traceback.text.count)
    case .message:
      messageLineCount += 1
      if let last = errorEnds.indices.last { errorEnds[last] = traceback.text.count }
    case .accepted, .held, .rejected: break
    }
  }

  /// Adds the header of the next error of a chain, or of one that the message of the last quotes.
  mutating func addChained(_ line: Span<UInt8>, bodyOffset: Int, at position: LogPosition) {
    grammar.takeHeader()
    if grammar.quotesErrors, !errorOffsets.isEmpty { quoter = errorOffsets.count - 1 }
    add(line, bodyOffset: bodyOffset, at: position, as: .accepted)
  }

  /// Adds the rest of a line that a terminal or a slide has wrapped.
  mutating func addWrapped(_ line: Span<UInt8>, at position: LogPosition) {
    let count = wrappedLineCount
    add(line, bodyOffset: 0, at: position, as: grammar.verdictOnWrapped)
    wrappedLineCount = count + 1
  }

  mutating func hold(_ position: LogPosition) { heldLines.append(position.line) }

  /// Notes the time stamp of the trace's lines.
  mutating func note(_ prefix: RecordPrefix, of line: Span<UInt8>) {
    time = Self.timeHash(prefix, of: line)
  }

  /// Whether a line with this prefix is of the same record: the service formats a record once, so
  /// that all its lines have the very same time.
  func belongs(_ prefix: RecordPrefix, of line: Span<UInt8>) -> Bool {
    guard prefix.beginsRecord else {
      return followsRecord && messageLineCount < Self.unprefixedMessageLimit
    }
    return prefix.hasLogger && time == Self.timeHash(prefix, of: line)
  }

  private static func timeHash(_ prefix: RecordPrefix, of line: Span<UInt8>) -> Int? {
    guard prefix.hasOwnTime, let range = prefix.time else { return nil }
    var hash = 0
    for index in range { hash = hash &* 31 &+ Int(line[index]) }
    return hash
  }

  /// The trace as it stands; nil if nothing of a trace has followed the header.
  consuming func finished() -> Traceback? {
    guard !frameOffsets.isEmpty || !errorOffsets.isEmpty else { return nil }
    var result = traceback
    for (index, offset) in errorOffsets.enumerated() {
      result.raised.append(
        PythonText.raisedError(in: result.text, from: offset, to: errorEnds[index]))
    }
    if let quoter, let end = errorEnds.last {
      // It was raised after those that it quotes, and its message ends after theirs.
      result.raised.remove(at: quoter)
      result.raised.append(
        PythonText.raisedError(in: result.text, from: errorOffsets[quoter], to: end))
    }
    for (index, offset) in frameOffsets.enumerated() {
      let next = index + 1 < frameOffsets.count ? frameOffsets[index + 1] : result.text.count
      result.frameRanges.append(offset..<min(next, offset + 2048))
    }
    // The error follows the frames; what was read last decides.
    result.isCut = (frameOffsets.last ?? 0) > (errorOffsets.last ?? -1)
    return result
  }
}
