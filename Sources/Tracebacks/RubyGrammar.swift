internal import LogReading

/// The traces of Ruby as the interpreter prints them (eval_error.c, `rb_error_write`), with the
/// innermost call first or last, and as programs print `Exception#backtrace`.
struct RubyGrammar: TraceGrammar {
  /// What stands in the places of most traces; a place's own form is too short to be looked for.
  static let signs: [StaticString] = [
    ":in `<main>'", ":in '<main>'", ":in `<top (required)>'", ":in '<top (required)>'",
    ":in `block ", ":in 'block ", ":in `rescue in ", ":in 'rescue in ", ":in `ensure in ",
    ":in 'ensure in ", ":in `each'", ":in `call'", ":in `test_", ":in `require'",
    ":in `require_relative'",
    ":in `initialize'", ":in `<class:", ":in '<class:", ":in `<module:", ":in '<module:",
    ":in 'Kernel#", ":in 'Array#", ":in 'Hash#", ":in 'Integer#", ":in 'Object#",
    ":in 'BasicObject#", " (SyntaxError)", " terminated with exception (report_on",
  ]
  static let isMarkedByCalls = true
  /// Calls and message lines above the first place that is recognised.
  static let reach = 64

  private enum State {
    /// Before the header.
    case start
    case message
    case calls
    /// Among numbered calls, which stand above their header.
    case numbered
  }

  private var state = State.start
  private var linesBeforeHeader = 0
  /// The calls are those of `Exception#backtrace`.
  private var isPlain = false
  private var heldLines = 0
  private var messageLines = 0
  private var hasCalls = false
  /// The place of the first header, by hash.
  private var place: Int?
  private(set) var lastIsPrimary = false
  private(set) var lacksHead = false
  private(set) var isWhole = false

  private static let heldLineLimit = 32
  /// Indented lines under a header that are taken for its message although no call follows.
  private static let messageLineLimit = 16
  private static let numberedHeader: StaticString = "Traceback (most recent call last)"

  static func isSign(_ body: Span<UInt8>) -> Bool {
    if isFrame(body) { return true }
    let isHeader =
      RubyText.isTypedHeader(body) || RubyText.isAnnouncement(body) || isSyntaxError(body)
    // Not one with the rest of the trace escaped in the same line.
    return isHeader && body.firstOffset(of: "#012") == nil
  }

  /// A script that cannot be read is reported without a place in a method.
  private static func isSyntaxError(_ body: Span<UInt8>) -> Bool {
    guard body.matches(" (SyntaxError)", at: body.trimmedEnd - 14),
      let colon = body.firstOffset(of: UInt8(ascii: ":")), colon > 3
    else { return false }
    return body.matches(".rb", at: colon - 3)
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool { call(in: body) != nil }

  private static func call(in body: Span<UInt8>) -> RubyText.Place? {
    RubyText.fromCall(in: body) ?? RubyText.numberedCall(in: body) ?? RubyText.plainCall(in: body)
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count))
    return call(in: line).map { FrameParts(file: $0.file, line: $0.line, function: $0.method) }
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    RubyText.error(in: text)
  }

  private init(linesBeforeHeader: Int, isPlain: Bool = false) {
    self.linesBeforeHeader = linesBeforeHeader
    self.isPlain = isPlain
  }

  private init(headless state: State, isPlain: Bool) {
    self.state = state
    self.isPlain = isPlain
    lacksHead = true
  }

  /// A trace with the innermost call last.
  private init() {
    state = .numbered
    lastIsPrimary = true
  }

  // MARK: the beginning

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    guard let sign = lines.lines.last else { return nil }
    let body = sign.body.span
    let last = lines.lines.count - 1
    if RubyText.isAnnouncement(body) {
      return TraceBeginning(first: last, grammar: RubyGrammar(linesBeforeHeader: 1))
    }
    if RubyText.header(in: body) != nil || isSyntaxError(body) {
      return TraceBeginning(first: last, grammar: RubyGrammar(linesBeforeHeader: 0))
    }
    if RubyText.numberedCall(in: body) != nil { return beginningOfNumbered(in: lines) }
    let isPlain = RubyText.fromCall(in: body) == nil
    return isPlain ? beginningOfPlain(in: lines) : beginningOfUsual(in: lines)
  }

  private static func beginningOfNumbered(in lines: PrecedingLines) -> TraceBeginning? {
    var index = lines.lines.count - 2
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if let start = body.firstOffset(of: numberedHeader), start == 0 || line.isRecord {
        return TraceBeginning(first: index, grammar: RubyGrammar())
      }
      guard line.isRecord || RubyText.numberedCall(in: body) != nil else { return nil }
      index -= 1
    }
    guard lines.reachesStart else { return nil }
    var grammar = RubyGrammar()
    grammar.lacksHead = true
    return TraceBeginning(first: 0, grammar: grammar)
  }

  /// Finds the place with the message above calls that have a `from`.
  private static func beginningOfUsual(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    var index = last - 1
    var isAmongCalls = true
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if line.isRecord {
        if isAmongCalls, index == last - 1, RubyText.closingType(in: body) != nil {
          return TraceBeginning(first: index, grammar: RubyGrammar(linesBeforeHeader: 0))
        }
      } else if RubyText.header(in: body) != nil
        || (line.prefix.beginsRecord && RubyText.closingType(in: body) != nil)
        || (index == last - 1 && body.firstOffset(of: ":") != nil
          && RubyText.closingType(in: body) != nil)
      {
        return TraceBeginning(first: index, grammar: RubyGrammar(linesBeforeHeader: 0))
      } else if RubyText.fromCall(in: body) != nil {
        // Those of another trace.
        if !isAmongCalls { return nil }
      } else {
        isAmongCalls = false
      }
      index -= 1
    }
    guard lines.reachesStart, isAmongCalls, !lines.lines[0].isRecord else { return nil }
    return TraceBeginning(first: 0, grammar: RubyGrammar(headless: .calls, isPlain: false))
  }

  /// Finds what a program printed above a backtrace.
  private static func beginningOfPlain(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    var index = last
    // The calls above the first that has a sign.
    while index > 0, case let line = lines.lines[index - 1],
      line.holds({ RubyText.plainCall(in: $0) != nil })
    {
      index -= 1
      // The first call may stand in the record itself.
      if line.isRecord { break }
    }
    let firstCall = index
    var fallback: Int?
    index -= 1
    while index >= 0, firstCall - index <= 24 {
      let line = lines.lines[index]
      let body = line.body.span
      if line.beginsRecord(before: lines.lines[last]) {
        return TraceBeginning(
          first: index, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
      }
      if isFrame(body) { break }
      if !body.isBlank() {
        if RubyText.closingType(in: body) != nil || RubyText.namedError(in: body) != nil {
          return TraceBeginning(
            first: index, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
        }
        if fallback == nil, index == firstCall - 1 { fallback = index }
      }
      index -= 1
    }
    if let fallback {
      return TraceBeginning(
        first: fallback, grammar: RubyGrammar(linesBeforeHeader: 0, isPlain: true))
    }
    guard lines.reachesStart, firstCall == 0, last > 0 else { return nil }
    return TraceBeginning(first: 0, grammar: RubyGrammar(headless: .calls, isPlain: true))
  }

  // MARK: line by line

  var lacksEnd: Bool { !isWhole || state == .numbered }

  func ends(atRecord body: Span<UInt8>) -> Bool {
    hasCalls && state == .calls
      && (RubyText.closingType(in: body) != nil || RubyText.namedError(in: body) != nil)
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let verdict = judge(body)
    switch verdict {
    case .held, .heldMessage:
      heldLines += 1
      if heldLines > Self.heldLineLimit { return .rejected }
    default: heldLines = 0
    }
    return verdict
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    switch state {
    case .start:
      if linesBeforeHeader > 0 {
        linesBeforeHeader -= 1
        return .accepted
      }
      return takeHeader(body)
    case .message:
      if isCall(body) { return takeCall() }
      if !lastIsPrimary, RubyText.header(in: body) != nil { return .rejected }
      if lastIsPrimary, RubyText.numberedCall(in: body) != nil {
        state = .numbered
        return .frame
      }
      return judgeMessage(body)
    case .calls:
      if isCall(body) { return takeCall() }
      if isOmission(body) { return .accepted }
      if !isPlain, isCause(body) { return takeHeader(body) }
      return .rejected
    case .numbered:
      if body.firstOffset(of: Self.numberedHeader) != nil {
        return hasCalls ? .rejected : .accepted
      }
      if RubyText.numberedCall(in: body) != nil {
        hasCalls = true
        return .frame
      }
      if isOmission(body) { return .accepted }
      guard RubyText.header(in: body) != nil || RubyText.closingType(in: body) != nil else {
        return .rejected
      }
      return takeHeader(body)
    }
  }

  private func isCall(_ body: Span<UInt8>) -> Bool {
    isPlain ? RubyText.plainCall(in: body) != nil : RubyText.fromCall(in: body) != nil
  }

  private mutating func takeCall() -> LineVerdict {
    state = .calls
    isWhole = true
    hasCalls = true
    return .frame
  }

  /// Takes a header, the first or that of a cause.
  private mutating func takeHeader(_ body: Span<UInt8>) -> LineVerdict {
    if place == nil { place = Self.placeHash(body) }
    state = .message
    messageLines = 0
    if !isPlain { isWhole = true }
    if isPlain, RubyText.plainCall(in: body) != nil { return takeCall() }
    return .raised
  }

  /// A header below calls is that of a cause, unless it is the very one that the trace began with: a
  /// program that was started again.
  private func isCause(_ body: Span<UInt8>) -> Bool {
    RubyText.header(in: body) != nil && Self.placeHash(body) != place
  }

  private static func placeHash(_ body: Span<UInt8>) -> Int? {
    guard let place = RubyText.header(in: body) else { return nil }
    var hash = 0
    for index in 0..<place.end { hash = hash &* 31 &+ Int(body[index]) }
    return hash
  }

  /// ` ... 13 levels...`.
  private func isOmission(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard start > 0, body.matches("... ", at: start) else { return false }
    return body.matches(" levels...", at: body.skippingDigits(from: start + 4))
  }

  private mutating func judgeMessage(_ body: Span<UInt8>) -> LineVerdict {
    guard !isPlain else { return .heldMessage }
    // What error_highlight and did_you_mean add.
    if JavaScriptText.isCaret(body) || body.matches("Did you mean?", at: 0) { return .message }
    if heldLines == 0, !body.isBlank(), body.skippingBlanks(from: 0) > 0, !Self.isFrame(body),
      messageLines < Self.messageLineLimit
    {
      messageLines += 1
      return .message
    }
    return .heldMessage
  }
}
