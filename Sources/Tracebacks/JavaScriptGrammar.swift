internal import LogReading

/// The traces of V8 (`Error.stack`) and what Node.js adds to them: the source line of an uncaught
/// error, an error's properties and causes (lib/internal/util/inspect.js), and the report of a heap
/// that is full.
///
/// A trace is recognised by its first call, or by what Node.js prints after one without calls; its
/// header is looked for above.
struct JavaScriptGrammar: TraceGrammar {
  private static let heapSign: StaticString = "<--- Last few GCs --->"
  private static let hint: StaticString = "(Use `node --trace-uncaught"
  private static let bracketed: StaticString = "[UnhandledPromiseRejection: "
  private static let heapFull: StaticString = "JavaScript heap out of memory"

  static let signs: [StaticString] =
    [heapSign, hint, bracketed, heapFull]
    // Older versions do not print it.
    + [
      "Node.js v17.", "Node.js v18.", "Node.js v19.", "Node.js v20.", "Node.js v21.",
      "Node.js v22.", "Node.js v23.", "Node.js v24.", "Node.js v25.", "Node.js v26.",
      "Node.js v27.", "Node.js v28.", "Node.js v29.", "Node.js v30.",
    ]
  static let isMarkedByCalls = true
  /// A message of more lines than this is not found.
  static let reach = 48

  private enum State {
    /// Before the header.
    case start
    case message
    case calls
    /// In the properties of an error, in braces.
    case block
    /// In a thrown value, or an error without calls.
    case value
    /// In V8's report, before its error.
    case heap
    case nativeCalls
    case over
  }

  private var state = State.start
  private var linesBeforeHeader = 0
  /// Lines of the value after its first, where they are known.
  private var valueLines: Int?
  /// Node.js before version 12 has an error with properties in braces as a whole.
  private var isBraced = false
  private var blockIndentation = 0
  private var heldLines = 0
  private(set) var lacksHead = false
  private(set) var isWhole = false

  private static let heldLineLimit = 64

  init(linesBeforeHeader: Int, valueLines: Int? = nil) {
    self.linesBeforeHeader = linesBeforeHeader
    self.valueLines = valueLines
  }

  /// A trace whose header is not in the log.
  init(headlessInBlock isInBlock: Bool) {
    lacksHead = true
    state = isInBlock ? .block : .message
  }

  private init(_ state: State) { self.state = state }

  static func isSign(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    if body.matches("at ", at: start) { return isStrictCall(body) }
    return (body.matches(heapSign, at: start) && body.isBlank(from: start + 22))
      || body.matches(hint, at: start)
      || body.matches(bracketed, at: start) || isVersion(body)
      || (body.matches("FATAL ERROR: ", at: start) && body.firstOffset(of: heapFull) != nil)
  }

  /// Whether a line is a call and nothing follows it but punctuation.
  private static func isStrictCall(_ body: Span<UInt8>) -> Bool {
    guard let call = JavaScriptText.call(in: body) else { return false }
    if body.isBlank(from: call.end) { return true }
    for tail: StaticString in [",", " {", " ]", " }", "\"", "'", "]", "}"]
    where body.matches(tail, at: call.end) {
      return true
    }
    return false
  }

  /// `Node.js v20.20.2`, the last line of an uncaught error's report.
  private static func isVersion(_ body: Span<UInt8>) -> Bool {
    body.matches("Node.js v", at: 0) && body.matches(".", at: body.skippingDigits(from: 9))
      && body.count < 40
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    JavaScriptText.call(in: body) != nil || isNativeFrame(body)
  }

  private static func isNativeFrame(_ body: Span<UInt8>) -> Bool {
    JavaScriptText.isNativeCall(body) && body.firstOffset(of: ": 0x") != nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count))
    if let call = JavaScriptText.call(in: line) { return call.parts }
    return JavaScriptText.isNativeCall(line) ? JavaScriptText.nativeCall(in: line) : nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    JavaScriptText.error(in: text)
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    guard let sign = lines.lines.last else { return nil }
    let body = sign.body.span
    let last = lines.lines.count - 1
    let start = body.skippingBlanks(from: 0)
    if body.matches(heapSign, at: start) {
      return TraceBeginning(first: last, grammar: JavaScriptGrammar(.heap))
    }
    if body.matches("FATAL ERROR: ", at: start) {
      return TraceBeginning(first: last, grammar: JavaScriptGrammar(.heap))
    }
    let head = JavaScriptHead(lines)
    if body.matches(hint, at: start) || isVersion(body) { return head.beginningOfValue() }
    return body.matches(bracketed, at: start)
      ? head.beginning(withHeader: last) : head.beginningAboveCall()
  }

  var isOver: Bool { state == .over }
  var lacksEnd: Bool { !isWhole || state == .block }

  /// The record may hold the header of the next one.
  func ends(atRecord body: Span<UInt8>) -> Bool {
    isWhole && JavaScriptText.namedError(in: body) != nil
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    switch state {
    case .start:
      if linesBeforeHeader > 0 {
        linesBeforeHeader -= 1
        return .accepted
      }
      return takeHeader(body)
    case .message: return takeCall(body) ?? .heldMessage
    case .calls: return judgeAfterCalls(body)
    case .block: return judgeInBlock(body)
    case .value:
      if let count = valueLines, count > 0 {
        valueLines = count - 1
        return .message
      }
      if body.isBlank() { return .held }
      state = .over
      return body.matches(Self.hint, at: 0) || Self.isVersion(body) ? .held : .rejected
    case .heap, .nativeCalls: return judgeNative(body)
    case .over: return .rejected
    }
  }

  private mutating func takeHeader(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    state = .message
    if valueLines != nil {
      state = .value
      isWhole = true
    } else if body.matches("] {", at: body.trimmedEnd - 3) {
      beginBlock(indentation: start)
    }
    isBraced =
      body.firstOffset(of: "{ ").map { JavaScriptText.errorName(in: body, at: $0 + 2) != nil }
      ?? false
    return .raised
  }

  private mutating func beginBlock(indentation: Int) {
    state = .block
    isWhole = true
    blockIndentation = indentation
  }

  private mutating func takeCall(_ body: Span<UInt8>) -> LineVerdict? {
    guard let call = JavaScriptText.call(in: body) else { return nil }
    isWhole = true
    state = .calls
    if body.matches(" {", at: call.end), body.isBlank(from: call.end + 2) {
      beginBlock(indentation: max(0, body.skippingBlanks(from: 0) - 4))
    } else if isBraced, body.matches("}", at: body.trimmedEnd - 1) {
      state = .over
    }
    return .frame
  }

  private mutating func judgeAfterCalls(_ body: Span<UInt8>) -> LineVerdict {
    if let verdict = takeCall(body) { return verdict }
    let start = body.skippingBlanks(from: 0)
    // `... 5 lines matching cause stack trace ...`
    if body.matches("... ", at: start) || body.matches("[... ", at: start), start > 0 {
      return .accepted
    }
    if body.matches("Emitted 'error' event", at: 0) || body.matches("From previous event:", at: 0) {
      return .held
    }
    if body.matches("Caused by: ", at: start) || body.matches("caused by: ", at: start),
      JavaScriptText.leadingError(in: body) != nil
    {
      state = .message
      return .raised
    }
    if isBraced, start > 0, !body.isBlank() {
      if body.matches("}", at: body.trimmedEnd - 1) { state = .over }
      return .accepted
    }
    return .rejected
  }

  private mutating func judgeInBlock(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    if body.isBlank() { return .held }
    guard start > blockIndentation else {
      guard body.matches("}", at: start) else { return .rejected }
      state = .over
      return .accepted
    }
    if JavaScriptText.call(in: body) != nil {
      isWhole = true
      return .frame
    }
    return JavaScriptText.isCause(body) ? .raised : .accepted
  }

  /// Judges a line of the report that V8 writes itself (src/api/api.cc, node's src/node_errors.cc).
  private mutating func judgeNative(_ body: Span<UInt8>) -> LineVerdict {
    if state == .heap {
      if body.matches("FATAL ERROR: ", at: 0) {
        state = .nativeCalls
        isWhole = true
        return .raised
      }
      // Collections and JavaScript's own calls.
      return body.matches(Self.heapSign, at: body.skippingBlanks(from: 0)) ? .accepted : .held
    }
    if body.isBlank() { return .held }
    if JavaScriptText.isNativeCall(body) { return .frame }
    return body.matches("----- ", at: 0) ? .held : .rejected
  }
}
