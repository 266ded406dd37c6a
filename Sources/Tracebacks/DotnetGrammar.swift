internal import LogReading

/// The traces of .NET (`ToString` of System.Exception, and StackTrace.cs) and of Mono.
///
/// As in Java a header may look like any line: a trace is recognised by its first call. The inner
/// exceptions' calls come first, so that several headers may stand above them.
struct DotnetGrammar: TraceGrammar {
  static let signs: [StaticString] = []
  static let isMarkedByCalls = true
  /// A message of more lines than this is not found.
  static let reach = 40

  private enum State {
    case start
    /// After a header, or that of an inner exception: its message may go on.
    case message
    case calls
    /// After a line that ends a part of the calls.
    case callsEnd
    /// After the calls, among what some exceptions add.
    case data
  }

  private var state = State.start
  private var heldLines = 0
  /// The runtime ran out of stack: it puts calls that were repeated between rulers.
  private var isOverflow = false
  /// The lines are of a member of an AggregateException, which has been read as a cause.
  private var isMember = false
  private(set) var lacksHead = false
  private(set) var isWhole = false

  /// The same for one whose header stands in the middle of a line.
  private static let messageLimit = 8
  /// Lines between a header and its first call.
  private static let heldLineLimit = 40

  static func isSign(_ body: Span<UInt8>) -> Bool { isFrame(body) }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let sign = lines.lines.count - 1
    // A header in the middle of a line, unless one of its own stands above.
    var within: Int?
    var onlyCalls = true
    var index = sign - 1
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      let start = body.skippingBlanks(from: 0)
      if line.isRecord {
        // It holds the header, or another has written it in between.
        if within == nil, DotnetText.headerType(in: body) != nil {
          within = index
          break
        }
        index -= 1
        continue
      }
      if isFrame(body) || endsCalls(body, at: start) {
        guard onlyCalls else { break }
      } else if !body.matches("---> ", at: start) {
        let isDirect = onlyCalls
        onlyCalls = false
        if isDirect, DotnetText.simpleType(in: body) != nil { within = index }
        if isAnnouncement(body) {
          return TraceBeginning(first: index, grammar: DotnetGrammar())
        }
        if DotnetText.startsHeader(body) {
          var above = index - 1
          while above > 0, lines.lines[above].isRecord { above -= 1 }
          if above >= 0, case let line = lines.lines[above], isAnnouncement(line.body.span) {
            index = above
          }
          return TraceBeginning(first: index, grammar: DotnetGrammar())
        }
        if within == nil, sign - index <= messageLimit, DotnetText.headerType(in: body) != nil {
          within = index
        }
      }
      index -= 1
    }
    if let within { return TraceBeginning(first: within, grammar: DotnetGrammar()) }
    if lines.reachesStart, index < 0, onlyCalls {
      return TraceBeginning(first: 0, grammar: DotnetGrammar(lacksHead: true))
    }
    return nil
  }

  private init(lacksHead: Bool = false) { self.lacksHead = lacksHead }

  /// The record may hold the header of the next one.
  func ends(atRecord body: Span<UInt8>) -> Bool { DotnetText.headerType(in: body) != nil }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body, from: body.skippingBlanks(from: 0)).counted(
      in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>, from start: Int) -> LineVerdict {
    if Self.isFrame(body) {
      // A blank line ends the calls; others would be of a trace without a header.
      if state == .calls || state == .data, heldLines > 0 { return .rejected }
      state = .calls
      isWhole = true
      return .frame
    }
    if state == .start {
      if Self.isAnnouncement(body) { return .accepted }
      if Self.endsCalls(body, at: start) {
        state = .callsEnd
        return .accepted
      }
      state = .message
      isOverflow = body.matches("Stack overflow.", at: start)
      return .raised
    }
    if isOverflow, body.matches("-----", at: start) || body.matches("Repeat", at: start) {
      return .accepted
    }
    if body.matches("---> ", at: start) {
      isMember = body.matches("(Inner Exception #", at: start + 5)
      state = isMember && Self.endsMember(body) ? .calls : .message
      return isMember ? .accepted : .raised
    }
    if Self.endsCalls(body, at: start) {
      state = .callsEnd
      return .accepted
    }
    switch state {
    case .start: return .rejected
    case .message: return isMember ? .held : .heldMessage
    case .calls, .callsEnd, .data:
      if body.isBlank() { return .held }
      guard heldLines == 0, takesData(body, from: start) else { return .rejected }
      state = .data
      return .accepted
    }
  }

  /// What the exceptions of databases and networks add after their calls.
  private func takesData(_ body: Span<UInt8>, from start: Int) -> Bool {
    if state == .data, start >= 4 { return true }
    for text: StaticString in [
      "Exception data:", "ClientConnectionId:", "Error Number:", "StatusCode=", "Status(StatusCode",
      "RoutingDestination:",
    ] where body.matches(text, at: start) {
      return true
    }
    return false
  }

  /// `Unhandled Exception:` on a line of its own, as Mono and the .NET Framework print it.
  private static func isAnnouncement(_ body: Span<UInt8>) -> Bool {
    body.matches("Unhandled Exception:", at: 0) && body.isBlank(from: 20)
  }

  private static func endsMember(_ body: Span<UInt8>) -> Bool {
    body.matches("<---", at: body.trimmedEnd - 4)
  }

  /// `--- End of inner exception stack trace ---` and its like.
  private static func endsCalls(_ body: Span<UInt8>, at start: Int) -> Bool {
    body.matches("--- End of inner exception", at: start)
      || body.matches("--- End of stack trace from ", at: start)
      || body.matches("--- End of managed ", at: start)
  }

  /// `at Shop.Client.Send(String t) in /srv/Client.cs:line 6`; Mono's
  /// `at Shop.Client.Send (System.String t) [0x00004] in /srv/Client.cs:6`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard start > 0, body.matches("at ", at: start) else { return false }
    return DotnetText.callEnd(in: body, from: start + 3) != nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? { DotnetText.frame(in: text) }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    DotnetText.error(in: text)
  }

  static func errors(in text: Span<UInt8>) -> [RaisedError] { DotnetText.errors(in: text) }
}
