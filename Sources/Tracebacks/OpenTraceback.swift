internal import LogReading

/// A trace whose lines are still arriving.
struct OpenTraceback {
  private(set) var key: TracebackKey
  private(set) var grammar: any TraceGrammar
  let language: Language
  /// What stands between the known prefix and the header.
  private(set) var learnedPrefix: LearnedPrefix?
  /// Without it, the trace could not have been recognised.
  private let isPrefixKnown: Bool
  /// It stands in other lines of the trace, too.
  private var isPrefixConfirmed = false
  private(set) var traceback: Traceback
  /// The time in the prefix of the line taken last, by hash; see ``belongs(_:of:)``.
  private var time: UInt64?
  /// A record stands right before it, so that unprefixed lines up to the next record are of it.
  let followsRecord: Bool
  /// The same of a record that has no known prefix.
  private let followsHeadline: Bool
  /// Lines since the last one of this trace that belong to no trace.
  var foreignLineCount = 0

  /// Lines that are of the trace if what follows is.
  private var heldLines: [HeldLine] = []
  private var messageLineCount = 0

  private struct HeldLine {
    var bytes: [UInt8]
    var bodyOffset: Int
    var position: LogPosition
    var isMessage: Bool
  }

  /// What is kept of a line that is held, in bytes.
  private static let heldSizeLimit = 4096
  /// The last line goes on with a record that began before it.
  private var isInsideRecord = false
  /// The carrier has cut the last line.
  private var isInsideLine = false
  /// Lines without a prefix since the last one with it.
  private var wrappedLineCount = 0
  /// Lines without a prefix that may go on with a prefixed one.
  private static let wrapLimit = 8

  /// How long the trace's lines are, prefix included: the last one, the longest, and those that a
  /// terminal has wrapped.
  private var lastLength = 0
  private var longestLength = 0
  private var wrapLength: Int?

  /// Whether a line without a prefix is the rest of the last one: that breaks off in the middle, or has
  /// the length of all wrapped ones, and none is longer.
  func goesOn(in line: Span<UInt8>) -> Bool {
    guard wrappedLineCount < Self.wrapLimit, !line.matches(Self.fence, at: 0) else { return false }
    if grammar.breaksOff || (line.matches("...", at: 0) && line.isBlank(from: 3)) { return true }
    guard line.count <= lastLength else { return false }
    if let wrapLength { return lastLength == wrapLength }
    return lastLength == longestLength && Self.isWidth(lastLength) && !PythonMessage.isField(line)
  }

  /// The widths that terminals usually have: 72, 132, tens.
  private static func isWidth(_ length: Int) -> Bool {
    length >= 60 && (length % 10 == 0 || length == 72 || length == 132)
  }

  /// What ends a log that was pasted into Markdown.
  private static let fence: StaticString = "```"
  /// Lines under an error that are taken for its message only because a record stands above the trace.
  private static let unprefixedMessageLimit = 16
  private var frameOffsets: [Int] = []
  private var errorOffsets: [Int] = []
  /// Where each error's text ends so far.
  private var errorEnds: [Int] = []
  /// The error whose message quotes those after it.
  private var quoter: Int?

  init(
    id: Int, key: TracebackKey, language: Language, grammar: any TraceGrammar,
    header: RecordHeader, followsRecord: Bool, followsHeadline: Bool = false,
    learnedPrefix: LearnedPrefix? = nil,
    isPrefixKnown: Bool = true
  ) {
    self.isPrefixKnown = isPrefixKnown
    self.key = key
    self.learnedPrefix = learnedPrefix
    self.language = language
    self.grammar = grammar
    self.followsRecord = followsRecord
    self.followsHeadline = followsHeadline
    traceback = Traceback(id: id, language: language, header: header)
  }

  /// Whether a line without a prefix may follow the trace's header.
  func followsHeader(_ body: Span<UInt8>) -> Bool { language.grammar.followsHeader(body) }

  /// Whether a physical line is one of the trace's.
  func holds(_ line: Int) -> Bool { traceback.lineNumbers.contains { $0.contains(line) } }

  /// It had to make room for others.
  var isEvicted = false

  /// About how much memory its text takes, in bytes.
  var size: Int { traceback.keptSize }

  /// The last physical line so far.
  var lastLine: Int { traceback.lastLine }

  /// No call has been read; some languages have the error in the header.
  var hasOnlyHeader: Bool { frameOffsets.isEmpty }

  /// Takes the key of the lines that follow the header, where they have less before them.
  mutating func adopt(_ key: TracebackKey) {
    self.key = key
    learnedPrefix = nil
  }

  /// Where the body of a line with the trace's key begins; nil if the line is another writer's.
  mutating func bodyOffset(of line: Span<UInt8>, prefix: RecordPrefix) -> Int? {
    guard let learnedPrefix else { return prefix.bodyOffset }
    if let end = learnedPrefix.end(in: line, from: prefix.bodyOffset) {
      isPrefixConfirmed = true
      return end
    }
    guard !isPrefixConfirmed, followsHeader(line.extracting(prefix.bodyOffset..<line.count)) else {
      return nil
    }
    // It was a message.
    self.learnedPrefix = nil
    return prefix.bodyOffset
  }

  /// Adds a line of the record before the trace.
  mutating func addContext(_ line: Span<UInt8>, at position: LogPosition) {
    _ = traceback.append(line, bodyOffset: 0, at: position)
    traceback.contextLineCount += 1
  }

  /// Judges one of the lines by which the trace was recognised, and adds it.
  mutating func take(_ line: TraceLine) -> LineVerdict {
    take(line.bytes.span, prefix: line.prefix, at: line.position)
  }

  /// Judges a line and, unless it is rejected, adds or holds it.
  mutating func take(
    _ line: Span<UInt8>, prefix: RecordPrefix, at position: LogPosition
  ) -> LineVerdict {
    // A carrier that tells where records end has said that the trace's has.
    if isInsideRecord, !prefix.goesOn { return .rejected }
    isInsideRecord = prefix.goesOn
    if line.matches(Self.fence, at: prefix.bodyOffset) { return .rejected }
    let body = line.extracting(prefix.bodyOffset..<line.count)
    if followsHeadline, grammar.isWhole, Headline.begins(body) { return .rejected }
    let verdict =
      isInsideLine
      ? grammar.takeRest()
      : grammar.take(body, belongs: belongs(prefix, of: line))
    isInsideLine = prefix.isPart
    switch verdict {
    case .accepted, .frame, .raised, .raisedInCall, .message:
      addHeld()
      add(line, bodyOffset: prefix.bodyOffset, at: position, as: verdict)
      time = Self.timeHash(prefix, of: line)
    case .held, .heldMessage:
      hold(line, bodyOffset: prefix.bodyOffset, at: position, isMessage: verdict == .heldMessage)
    case .foreign, .rejected: break
    }
    return verdict
  }

  /// Holds a record that stands in a message, if that may quote it.
  mutating func hold(record line: Span<UInt8>, prefix: RecordPrefix, at position: LogPosition) {
    guard grammar.quotes(record: line.extracting(prefix.bodyOffset..<line.count)) else { return }
    hold(line, bodyOffset: 0, at: position, isMessage: true)
  }

  private mutating func hold(
    _ line: Span<UInt8>, bodyOffset: Int, at position: LogPosition, isMessage: Bool
  ) {
    let size = min(line.count, Self.heldSizeLimit)
    heldLines.append(
      HeldLine(
        bytes: line.extracting(0..<size).withUnsafeBufferPointer { Array($0) },
        bodyOffset: min(bodyOffset, size), position: position, isMessage: isMessage))
  }

  /// Adds the lines that were held: what followed shows that they are of the trace.
  private mutating func addHeld() {
    guard !heldLines.isEmpty else { return }
    let lines = heldLines
    heldLines.removeAll()
    for line in lines {
      add(
        line.bytes.span, bodyOffset: line.bodyOffset, at: line.position,
        as: line.isMessage ? .message : .accepted)
    }
  }

  /// Adds a line, its prefix taken off, as its verdict says.
  private mutating func add(
    _ line: Span<UInt8>, bodyOffset: Int, at position: LogPosition, as verdict: LineVerdict
  ) {
    traceback.addNumber(position.line)
    foreignLineCount = 0
    wrappedLineCount = 0
    lastLength = line.count
    longestLength = max(longestLength, line.count)
    // Of an endless recursion the frames beyond half of the room are counted only: the error and
    // its message are what matters.
    let room = grammar.isWhole ? Traceback.textLimit : Traceback.textLimit / 2
    var line = line
    if traceback.keptSize + line.count >= room {
      // Of an error that is too long its beginning says what it is.
      let size = room - traceback.keptSize
      guard verdict == .raised || verdict == .raisedInCall, size > bodyOffset else { return }
      line = line.extracting(0..<min(line.count, size))
    }
    let offset = traceback.append(line, bodyOffset: bodyOffset, at: position)
    switch verdict {
    case .frame: frameOffsets.append(offset)
    case .raised, .raisedInCall:
      if verdict == .raisedInCall { frameOffsets.append(offset) }
      messageLineCount = 0
      errorOffsets.append(offset)
      errorEnds.append(traceback.text.count)
    case .message:
      messageLineCount += 1
      if let last = errorEnds.indices.last { errorEnds[last] = traceback.text.count }
    case .accepted, .held, .heldMessage, .foreign, .rejected: break
    }
    if grammar.quotesErrors, quoter == nil, !errorOffsets.isEmpty {
      quoter = errorOffsets.count - 1
    }
  }

  /// Adds the rest of a line that a terminal or a slide has wrapped.
  mutating func addWrapped(_ line: Span<UInt8>, at position: LogPosition) {
    addHeld()
    let count = wrappedLineCount
    wrapLength = wrapLength ?? lastLength
    add(line, bodyOffset: 0, at: position, as: grammar.takeRest())
    wrappedLineCount = count + 1
  }

  /// Whether a line with this prefix is of the same record: the service formats a record once, so
  /// that all its lines have the very same time.
  private func belongs(_ prefix: RecordPrefix, of line: Span<UInt8>) -> Bool {
    if prefix.goesOn { return true }
    let isNamed = prefix.hasLogger || prefix.process != nil
    if prefix.beginsRecord, isNamed || prefix.hasOwnTime {
      return isNamed && time == Self.timeHash(prefix, of: line)
    }
    // A headline tells less: the message must have shown that it has several lines.
    return (followsRecord || (followsHeadline && heldLines.isEmpty && messageLineCount > 0))
      && messageLineCount < Self.unprefixedMessageLimit
  }

  private static func timeHash(_ prefix: RecordPrefix, of line: Span<UInt8>) -> UInt64? {
    guard prefix.hasOwnTime, let range = prefix.time else { return nil }
    return line.extracting(range).hash
  }

  /// The trace as it stands; nil if nothing of a trace has followed the header.
  consuming func finished() -> Traceback? {
    guard isEvicted || !frameOffsets.isEmpty || !errorOffsets.isEmpty, !grammar.isVoid,
      isPrefixKnown || isPrefixConfirmed || traceback.lineNumbers != [lastLine...lastLine]
    else { return nil }
    var result = traceback
    for (index, offset) in errorOffsets.enumerated() {
      result.raised += errors(in: result.text, from: offset, to: errorEnds[index])
    }
    if let quoter, let end = errorEnds.last {
      // It was raised after those that it quotes, and its message ends after theirs.
      result.raised.remove(at: quoter)
      result.raised += errors(in: result.text, from: errorOffsets[quoter], to: end)
    }
    for (index, offset) in frameOffsets.enumerated() {
      let next = index + 1 < frameOffsets.count ? frameOffsets[index + 1] : result.text.count
      result.frameRanges.append(offset..<min(next, offset + 2048))
    }
    result.lastIsPrimary = grammar.lastIsPrimary
    result.lacksHead = grammar.lacksHead
    result.isCut = grammar.lacksEnd || isEvicted
    return result
  }

  private func errors(in text: [UInt8], from start: Int, to end: Int) -> [RaisedError] {
    language.grammar.errors(in: text.span.extracting(start..<end)).map { error in
      RaisedError(
        type: (start + error.type.lowerBound)..<(start + error.type.upperBound),
        message: (start + error.message.lowerBound)..<(start + error.message.upperBound))
    }
  }
}
