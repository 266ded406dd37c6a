internal import LogReading

/// The traces of PHP (Zend/zend_exceptions.c: `__toString` of Throwable, and the report of one that
/// is not caught) and of Monolog's line formatter.
///
/// A trace is recognised by the line between its message and its calls, or by its first call, and
/// the header looked for above.
struct PHPGrammar: TraceGrammar {
  private static let title: StaticString = "Stack trace:"
  private static let monologTitle: StaticString = "[stacktrace]"
  private static let ending: StaticString = "  thrown in "

  static let signs: [StaticString] = [title, monologTitle, ending]
  static let isMarkedByCalls = true
  /// A message of more lines than this is not found.
  static let reach = 32

  private enum State {
    /// Before the header.
    case start
    case message
    case calls
    /// After a blank line that may be followed by the next error.
    case gap
    case over
  }

  private var state = State.start
  private var heldLines = 0
  private var hasCalls = false
  private(set) var lastIsPrimary = true
  private(set) var lacksHead = false
  private(set) var isWhole = false

  private static let heldLineLimit = 32

  static func isSign(_ body: Span<UInt8>) -> Bool {
    isTitle(body) || isEnding(body)
      || (body.matches("#0 ", at: body.skippingBlanks(from: 0)) && isFrame(body))
  }

  // A carrier may have put a blank before each line, so that indentation tells nothing.

  private static func isTitle(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return (body.matches(title, at: start) || body.matches(monologTitle, at: start))
      && (body.isBlank(from: start + 12) || body.matches("\"", at: start + 12))
  }

  private static func isNext(_ body: Span<UInt8>) -> Bool {
    body.matches("Next ", at: body.skippingBlanks(from: 0))
  }

  private static func isEnding(_ body: Span<UInt8>) -> Bool {
    body.matches(ending, at: max(0, body.skippingBlanks(from: 0) - 2))
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last >= 0 else { return nil }
    let isEnding = lines.lines[last].holds(isEnding)
    let isTitled = lines.lines[last].holds(isTitle)
    var candidate: Int?
    var index = last - 1
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if PHPText.isWholeTrace(body) { break }
      if line.beginsRecord(before: lines.lines[last]) {
        if PHPText.isUncaught(body) || (candidate == nil && PHPText.type(in: body) != nil) {
          candidate = index
          break
        }
        if !line.isRecord { break }
      } else if isFrame(body) || isTitle(body) || Self.isEnding(body) {
        if !isEnding { break }
      } else if isEnding {
        // A log that begins inside a trace begins with its calls.
        if !body.isBlank(), !isNext(body) { return nil }
      } else if PHPText.isUncaught(body) || isNext(body) {
        candidate = index
        break
      } else if candidate == nil, PHPText.type(in: body) != nil {
        candidate = index
      }
      index -= 1
    }
    if isEnding {
      guard lines.reachesStart, index < 0, last > 0 else { return nil }
      return TraceBeginning(first: 0, grammar: PHPGrammar(lacksHead: true))
    }
    if let candidate {
      // The next of a chain whose first is not in the log.
      let isRest =
        lines.reachesStart && index >= 0 && lines.lines[index].holds(isNext)
      if isRest, lines.lines[..<index].allSatisfy({ isInside($0) }) {
        return TraceBeginning(first: 0, grammar: PHPGrammar(lacksHead: true))
      }
      return TraceBeginning(first: candidate, grammar: PHPGrammar())
    }
    guard isTitled, last > 0, lines.lines[last - 1].holds(PHPText.endsWithPlace) else {
      return nil
    }
    return TraceBeginning(first: last - 1, grammar: PHPGrammar())
  }

  private static func isInside(_ line: TraceLine) -> Bool {
    let body = line.body.span
    return body.isBlank() || isFrame(body) || isTitle(body)
  }

  private init(lacksHead: Bool = false) {
    self.lacksHead = lacksHead
    if lacksHead { state = .calls }
  }

  var isOver: Bool { state == .over }

  /// The record may hold the header of the next one.
  func ends(atRecord body: Span<UInt8>) -> Bool { isWhole && PHPText.type(in: body) != nil }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    if state == .start {
      state = .message
      // Monolog begins with the error raised last.
      if body.firstOffset(of: "[object] (") != nil { lastIsPrimary = false }
      return .raised
    }
    if state == .over { return .rejected }
    if Self.isFrame(body) {
      // The calls of one error are numbered from 0.
      let isFirst = body.matches("#0 ", at: body.skippingBlanks(from: 0))
      if state == .gap || (state == .calls && isFirst && hasCalls) { return .rejected }
      hasCalls = true
      state = .calls
      isWhole = true
      return .frame
    }
    if state == .message {
      guard Self.isTitle(body) else { return .heldMessage }
      state = .calls
      hasCalls = false
      return .accepted
    }
    if Self.isNext(body), PHPText.type(in: body) != nil {
      state = .message
      return .raised
    }
    if body.matches("[previous exception] [object] (", at: 0) {
      state = .message
      return .raised
    }
    if Self.isEnding(body) || body.matches("\"}", at: 0) {
      state = .over
      isWhole = true
      return .accepted
    }
    if Self.isTitle(body) { return lacksHead ? .accepted : .rejected }
    guard body.isBlank(), state == .calls else { return .rejected }
    state = .gap
    return .held
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool { PHPText.frame(in: body) != nil }
  static func frame(in text: Span<UInt8>) -> FrameParts? {
    PHPText.frame(
      in: text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count)))
  }
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    PHPText.error(in: text)
  }
}
