package import LogReading

/// What a line is in a trace.
enum LineVerdict {
  case accepted
  /// A call.
  case frame
  /// The line with an error's type.
  case raised
  /// The line with an error's type, and a call in it.
  case raisedInCall
  /// A further line of the error's message.
  case message
  /// Part of the trace if what follows is.
  case held
  /// A further line of the message if what follows is of the trace.
  case heldMessage
  /// Not of the trace, which may go on after it.
  case foreign
  case rejected

  /// The verdict, or a rejection if more than `limit` lines in a row have been held.
  func counted(in heldLines: inout Int, limit: Int) -> LineVerdict {
    guard self == .held || self == .heldMessage else {
      heldLines = 0
      return self
    }
    heldLines += 1
    return heldLines > limit ? .rejected : self
  }
}

/// The parts of a call's text, as ranges of it; empty where the trace does not say.
struct FrameParts {
  var file: Range<Int>
  /// 1-based; 0 where the trace does not say.
  var line = 0
  var function: Range<Int>
}

/// What may follow what in the traces of one language, line by line.
///
/// A grammar never sees prefixes, nor lines of other writers. It is a value: a trace that turns out
/// to be none costs nothing to give up.
protocol TraceGrammar: Sendable {
  /// Fixed strings that show that a line may be one by which a trace is recognised, its header or
  /// its first call; of 12 bytes or more, so that the search for them is quick.
  static var signs: [StaticString] { get }
  /// Whether ``LineMark/call`` shows such a line, too.
  static var isMarkedByCalls: Bool { get }
  /// The most lines above such a line that may be of the trace, or its context.
  static var reach: Int { get }
  /// Whether the trace may begin above a record of another writer.
  static var reachesOverRecords: Bool { get }
  /// The error that the trace is about is the last one printed, rather than the first.
  var lastIsPrimary: Bool { get }

  /// Whether a line could be one by which a trace of the language is recognised.
  ///
  /// Asked first, of each line with a sign or a mark: it must be quick, and strict.
  static func isSign(_ body: Span<UInt8>) -> Bool

  /// Whether a line among the first of a log shows that the log begins within a trace.
  static func isHeadSign(_ body: Span<UInt8>) -> Bool
  /// Where the sign stands in a line for which ``isSign(_:)`` holds; what is before it may be a prefix.
  static func signOffset(in body: Span<UInt8>) -> Int
  /// Where the line's own text begins, if the first sign or mark in it stands at an offset; what is
  /// before it may be a prefix that is not known.
  static func textOffset(ofSign offset: Int, in line: Span<UInt8>) -> Int
  /// Finds the beginning of the trace that is recognised by the last of these lines; nil if there is
  /// no trace.
  static func beginning(in lines: PrecedingLines) -> TraceBeginning?

  /// Whether a line is a call.
  static func isFrame(_ body: Span<UInt8>) -> Bool
  /// Whether a line without a prefix may be the first one under the trace's header, which has one.
  static func followsHeader(_ body: Span<UInt8>) -> Bool
  /// Takes a call apart; the text may go on with the lines after it.
  static func frame(in text: Span<UInt8>) -> FrameParts?
  /// Where the error's type stands in the text that begins with its line; empty if it has none.
  /// The message begins at the offset given, and goes on to the end.
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int)
  /// Where the errors stand in such a text, if one line may name several.
  static func errors(in text: Span<UInt8>) -> [RaisedError]

  /// Judges the trace's next line without its prefix.
  ///
  /// - Parameters:
  ///   - body: the line from its prefix on.
  ///   - belongs: whether the prefix alone shows that the line is of the same record.
  /// - Returns: what the line is in the trace.
  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict

  /// The trace may end here: what it is about has been read.
  var isWhole: Bool { get }
  /// The trace ends here before what it is about, so that it must be cut.
  var lacksEnd: Bool { get }
  /// What was read is no trace after all: nothing that shows one has followed.
  var isVoid: Bool { get }
  /// Nothing more can come.
  var isOver: Bool { get }
  /// Whether a record, whoever wrote it, ends the trace if the trace's own lines have no prefix.
  ///
  /// - Parameter body: what stands behind the record's prefix.
  /// - Returns: false if the trace may go on after it.
  func ends(atRecord body: Span<UInt8>) -> Bool
  /// Whether a record that does not end the trace may be quoted in its message, to be held.
  mutating func quotes(record body: Span<UInt8>) -> Bool
  /// The beginning of the trace is not in the log.
  var lacksHead: Bool { get }
  /// The last line surely goes on in the next one.
  var breaksOff: Bool { get }
  /// Takes the rest of the line before, which a carrier or a terminal has cut.
  mutating func takeRest() -> LineVerdict
  /// Whether the errors read now are quoted in the message of the one before.
  var quotesErrors: Bool { get }
}

extension TraceGrammar {
  static var isMarkedByCalls: Bool { false }
  static func isHeadSign(_ body: Span<UInt8>) -> Bool { false }
  static func signOffset(in body: Span<UInt8>) -> Int { body.skippingBlanks(from: 0) }
  static func textOffset(ofSign offset: Int, in line: Span<UInt8>) -> Int { offset }
  static var reachesOverRecords: Bool { true }
  var lastIsPrimary: Bool { false }
  static func followsHeader(_ body: Span<UInt8>) -> Bool { isFrame(body) }
  static func errors(in text: Span<UInt8>) -> [RaisedError] {
    let (type, message) = error(in: text)
    return [RaisedError(type: type, message: message..<max(message, text.count))]
  }
  var lacksEnd: Bool { !isWhole }
  var isVoid: Bool { false }
  var isOver: Bool { false }
  func ends(atRecord body: Span<UInt8>) -> Bool { false }
  mutating func quotes(record body: Span<UInt8>) -> Bool { false }
  var lacksHead: Bool { false }
  var breaksOff: Bool { false }
  mutating func takeRest() -> LineVerdict { .accepted }
  var quotesErrors: Bool { false }
}

/// Where a trace begins.
struct TraceBeginning {
  /// The index of its first line.
  var first: Int
  /// The grammar as it is before that line.
  var grammar: any TraceGrammar
}

/// The lines up to one by which a trace is recognised, as far as they may be of it.
struct PrecedingLines {
  /// In order; the last one is that line.
  var lines: [TraceLine]
  /// Nothing of the same writer stands before them in their source.
  var reachesStart: Bool
}

/// A line of a log, copied, its carrier and its colours taken off.
package struct TraceLine {
  package let bytes: [UInt8]
  package private(set) var prefix: RecordPrefix
  package let position: LogPosition

  let key: TracebackKey
  /// What stands behind the prefix.
  private(set) var body: [UInt8]
  /// The line begins a record although the trace's own lines have no prefix.
  var isRecord = false

  /// Parses a line's prefix.
  ///
  /// - Parameters:
  ///   - bytes: the line.
  ///   - position: where it stands.
  ///   - goesOn: whether it is of the same record as the line before.
  ///   - isPart: whether its carrier has cut it.
  package init(
    _ bytes: [UInt8], at position: LogPosition, goesOn: Bool = false, isPart: Bool = false
  ) {
    var prefix = RecordPrefix(of: bytes.span)
    prefix.goesOn = goesOn
    prefix.isPart = prefix.isPart || isPart
    self.init(bytes, at: position, prefix: prefix)
  }

  /// Takes a line whose prefix is known.
  package init(_ bytes: [UInt8], at position: LogPosition, prefix: RecordPrefix) {
    self.bytes = bytes
    self.position = position
    self.prefix = prefix
    key = .of(prefix, bytes.span)
    body = Array(bytes[min(prefix.bodyOffset, bytes.count)...])
  }

  /// The line without a further prefix; nil if that does not stand in it.
  func without(_ learned: LearnedPrefix) -> TraceLine? {
    guard let end = learned.end(in: bytes.span, from: prefix.bodyOffset) else { return nil }
    var line = self
    line.prefix.bodyOffset = end
    line.body = Array(bytes[end...])
    return line
  }
}
