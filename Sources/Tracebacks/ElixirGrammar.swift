internal import LogReading

/// The traces of Elixir (`format` of lib/elixir/lib/exception.ex), and what its logger adds when a
/// process ends (lib/logger/lib/logger/translator.ex).
struct ElixirGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "    (elixir ", "    (stdlib ", "    (kernel ", "    (logger ", "    (ex_unit ",
    ": anonymous fn/",
    "** (RuntimeError)", "** (ArgumentError)", "** (MatchError)", "** (KeyError)",
    "** (FunctionClauseError)", "** (UndefinedFunctionError)", "** (ArithmeticError)",
    "** (CaseClauseError)", "** (CondClauseError)", "** (WithClauseError)", "** (TryClauseError)",
    "** (BadMapError)", "** (BadArityError)", "** (BadFunctionError)", "** (BadBooleanError)",
    "** (ErlangError)", "** (Protocol.UndefinedError)", "** (Enum.EmptyError)", "** (File.Error)",
    "** (SystemLimitError)", "** (EXIT from",
  ]
  static let reach = 48

  private enum State {
    case start
    /// After a header, whose message may go on.
    case message
    case calls
    /// Among the lines on the process, which may have terms of several lines.
    case fields
    /// After the line on the client, whose calls follow a blank one.
    case client
  }

  private var state = State.start
  private var indentation = 0
  private var heldLines = 0
  /// Brackets that a field has opened and not closed.
  private var openBrackets = 0
  private var fieldLines = 0
  /// A call to another process has failed; the error that has ended that one may follow.
  private var hasExited = false
  private(set) var lastIsPrimary = false
  private(set) var lacksHead = false
  private(set) var isWhole = false

  private static let heldLineLimit = 48
  /// Lines of one term.
  private static let fieldLineLimit = 4096

  static func isSign(_ body: Span<UInt8>) -> Bool {
    if let header = ElixirText.header(in: body) { return !ElixirText.isIndented(body, at: header) }
    return ElixirText.hasFile(body)
  }

  static func signOffset(in body: Span<UInt8>) -> Int {
    ElixirText.header(in: body) ?? body.skippingBlanks(from: 0)
  }

  /// A message of any form may follow.
  static func followsHeader(_ body: Span<UInt8>) -> Bool { true }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let sign = lines.lines.count - 1
    var onlyCalls = true
    for index in stride(from: sign, through: 0, by: -1) {
      let line = lines.lines[index]
      let body = line.body.span
      if let header = ElixirText.header(in: body), !ElixirText.isIndented(body, at: header) {
        return TraceBeginning(first: index, grammar: ElixirGrammar())
      }
      if line.isRecord { continue }
      if !ElixirText.isCall(body), !body.isBlank() { onlyCalls = false }
    }
    guard lines.reachesStart, onlyCalls else { return nil }
    return TraceBeginning(first: 0, grammar: ElixirGrammar(lacksHead: true))
  }

  private init(lacksHead: Bool = false) {
    self.lacksHead = lacksHead
    if lacksHead { state = .calls }
  }

  func ends(atRecord body: Span<UInt8>) -> Bool { ElixirText.header(in: body) != nil }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    if let header = ElixirText.header(in: body),
      state == .start || (header == start && start > indentation)
    {
      // A line on a process in the middle of the calls is no message's.
      indentation = state == .start ? (header == start ? start : 0) : indentation
      state = .message
      isWhole = true
      if hasExited {
        if ElixirText.isReason(body, at: header) { return .accepted }
        if ElixirText.isRaised(body, at: header) { lastIsPrimary = true }
      }
      if ElixirText.isExited(body, at: header) { hasExited = true }
      return ElixirText.isRaised(body, at: header) ? .raised : .accepted
    }
    if state == .start { return .rejected }
    if ElixirText.header(in: body) == start { return .rejected }
    if body.isBlank() {
      openBrackets = 0
      return state == .message ? .heldMessage : .held
    }
    if start > indentation + 1, ElixirText.hasFile(body) || takesCall(body) {
      guard state == .message || heldLines == 0 || state == .client else { return .rejected }
      if state != .client { state = .calls } else if heldLines > 0 { state = .calls }
      isWhole = true
      return .frame
    }
    if state == .message {
      // A process that ends without calls has its fields right under the message.
      guard heldLines == 0, ElixirText.isField(body, at: start) else { return .heldMessage }
    }
    return judgeField(body, from: start)
  }

  /// A call without a file stands where no file is known, above one with it.
  private func takesCall(_ body: Span<UInt8>) -> Bool {
    (state == .calls || state == .client || (state == .message && heldLines == 0))
      && ElixirText.isCall(body)
  }

  private mutating func judgeField(_ body: Span<UInt8>, from start: Int) -> LineVerdict {
    guard heldLines == 0 else { return .rejected }
    if ElixirText.isField(body, at: start) {
      state = body.matches("Client ", at: start) ? .client : .fields
      openBrackets = ElixirText.brackets(in: body)
      fieldLines = 0
      return .accepted
    }
    guard state == .fields || state == .client, openBrackets > 0, fieldLines < Self.fieldLineLimit
    else { return .rejected }
    fieldLines += 1
    openBrackets += ElixirText.brackets(in: body)
    return .accepted
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool { ElixirText.hasFile(body) }

  static func frame(in text: Span<UInt8>) -> FrameParts? { ElixirText.frame(in: text) }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    ElixirText.error(in: text)
  }
}
