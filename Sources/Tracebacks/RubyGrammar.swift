internal import LogReading

/// The traces of Ruby as the interpreter prints them (eval_error.c, `rb_error_write`), with the
/// innermost call first or last, and as programs print `Exception#backtrace`.
struct RubyGrammar: TraceGrammar {
  /// What stands in the places of most traces; a place's own form is too short to be looked for.
  static let signs: [StaticString] = [
    ":in `<main>'", ":in '<main>'", ":in `<top (required)>'", ":in '<top (required)>'",
    ":in `block in ", ":in 'block in ", ":in `block (", ":in 'block (", ":in `rescue in ",
    ":in 'rescue in ", ":in `ensure in ",
    ":in 'ensure in ", ":in `require'",
    ":in `require_relative'",
    ":in `initialize'", ":in `<class:", ":in '<class:", ":in `<module:", ":in '<module:",
    ":in 'Kernel#", ":in 'Integer#", ":in 'Object#",
    ":in 'BasicObject#", " (SyntaxError)", " terminated with exception (report_on",
  ]
  static let isMarkedByCalls = true
  /// Calls and message lines above the first place that is recognised.
  static let reach = 64

  enum State {
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
  /// The lines that are held are blank.
  private var holdsBlanks = true
  private var hasCalls = false
  /// The place of the first header, by hash.
  private var place: Int?
  private(set) var lastIsPrimary = false
  var lacksHead = false
  private(set) var isWhole = false

  private static let heldLineLimit = 32
  /// Indented lines under a header that are taken for its message although no call follows.
  private static let messageLineLimit = 16
  static let numberedHeader: StaticString = "Traceback (most recent call last)"

  static func isSign(_ body: Span<UInt8>) -> Bool {
    if isFrame(body) { return true }
    let isHeader =
      RubyText.isTypedHeader(body) || RubyText.isAnnouncement(body) || isSyntaxError(body)
    // Not one with the rest of the trace escaped in the same line.
    return isHeader && body.firstOffset(of: "#012") == nil
  }

  /// A script that cannot be read is reported without a place in a method.
  static func isSyntaxError(_ body: Span<UInt8>) -> Bool {
    guard body.matches(" (SyntaxError)", at: body.trimmedEnd - 14),
      let colon = body.firstOffset(of: UInt8(ascii: ":")), colon > 3
    else { return false }
    return body.matches(".rb", at: colon - 3)
  }

  /// A place begins behind a blank, its sign in its middle.
  static func textOffset(ofSign offset: Int, in line: Span<UInt8>) -> Int {
    guard line.matches(":in ", at: offset) else { return offset }
    var start = offset
    while start > 0, offset - start < 1024, line[start - 1] > UInt8(ascii: " ") { start -= 1 }
    return start
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

  init(linesBeforeHeader: Int, isPlain: Bool = false) {
    self.linesBeforeHeader = linesBeforeHeader
    self.isPlain = isPlain
  }

  init(headless state: State, isPlain: Bool) {
    self.state = state
    self.isPlain = isPlain
    lacksHead = true
  }

  /// A trace with the innermost call last.
  init() {
    state = .numbered
    lastIsPrimary = true
  }

  var lacksEnd: Bool { !isWhole || state == .numbered }

  func ends(atRecord body: Span<UInt8>) -> Bool {
    hasCalls && state == .calls
      && (RubyText.closingType(in: body) != nil || RubyText.namedError(in: body) != nil
        || RubyText.plainCall(in: body) != nil)
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let verdict = judge(body)
    switch verdict {
    case .held, .heldMessage:
      heldLines += 1
      if heldLines > Self.heldLineLimit { return .rejected }
      if !body.isBlank() { holdsBlanks = false }
    default:
      heldLines = 0
      holdsBlanks = true
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
      if RubyText.header(in: body) != nil { return .rejected }
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
    if holdsBlanks, !body.isBlank(), body.skippingBlanks(from: 0) > 0, !Self.isFrame(body),
      messageLines < Self.messageLineLimit
    {
      messageLines += 1
      return .message
    }
    return .heldMessage
  }
}
