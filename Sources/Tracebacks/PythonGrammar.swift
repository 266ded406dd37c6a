internal import LogReading

/// What may follow what in a traceback of Python 2.7 and 3 (Lib/traceback.py), line by line.
///
/// Made for logs that people pasted, wrapped and shortened: a frame may have lost its indentation or
/// its source line, and `...` may stand for frames left out.
struct PythonGrammar: TraceGrammar {
  /// The line that begins every trace; the closing colon is left out because a wrap may take it away.
  static let header: StaticString = "Traceback (most recent call last)"
  static let signs: [StaticString] = [header, headerAsBytes, "\"stack_trace\":"] + syntaxErrors

  /// `Traceback` as the journal writes text that has colours in it.
  private static let headerAsBytes: StaticString = "84,114,97,99,101,98,97,99,107"
  /// What stands before the header of an exception group.
  private static let groupMark: StaticString = "+ Exception Group "
  static let reach = 16
  static let reachesOverRecords = false

  private enum State {
    /// Before the header.
    case start
    /// Within a trace whose header is not in the log, before its first call or connector.
    case head
    case header
    case frame
    case code
    case message
    /// After a blank line that may end the message.
    case messageGap
    case connector
    /// After a ruler in a message: multiprocessing quotes the traceback of another process between
    /// two of them (format of RemoteError in multiprocessing/managers.py).
    case ruler
  }

  private var state = State.start
  private var isQuoting = false
  /// Three quotes stand above the header, and will stand under the error.
  private var isQuoted = false
  /// The indentation of the header, and whether any frame was indented more than it.
  private var baseIndentation = 0
  /// The blanks before whatever stands in the header's line.
  private var headerIndentation = 0
  /// The trace is one of an exception group, whose lines have a margin of bars.
  private var isInsideGroup = false
  private var framesAreIndented = false
  private var codeLines = 0
  private var heldLines = 0
  private var message = PythonMessage()
  /// The width at which a terminal has wrapped a line of the trace; 0 if none is known to be wrapped.
  private var wrapWidth = 0
  private var lastWidth = 0
  private var isWrapped = false
  private var isBroken = false
  /// The error's own line has no message: a ruler under it begins a quotation.
  private var quotesIfRuled = false
  private(set) var hasError = false
  private(set) var lacksHead = false

  /// More lines than this of one statement are not a statement.
  private static let codeLineLimit = 24
  /// Blank lines and `...` in a row.
  private static let heldLineLimit = 3
  /// Records in a message, which are of it if a connector follows.
  private static let heldRecordLimit = 4
  /// Lines after a blank one in a message, which are of it if a connector follows.
  private static let heldMessageLineLimit = 16
  /// The same inside a statement of SQL, which `[parameters: ` or the like follows.
  private static let heldStatementLineLimit = 64

  /// Errors of the compiler, which may be printed without a header and calls.
  private static let syntaxErrors: [StaticString] = [
    "SyntaxError: ", "IndentationError: ", "TabError: inconsistent",
  ]

  static func isSign(_ body: Span<UInt8>) -> Bool {
    headerOffset(in: body) != nil || isSyntaxError(body)
  }

  static func signOffset(in body: Span<UInt8>) -> Int {
    guard let offset = headerOffset(in: body) else { return 0 }
    let group = offset - groupMark.utf8CodeUnitCount
    return body.matches(groupMark, at: group) ? group : offset
  }

  private static func isSyntaxError(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return syntaxErrors.contains { body.matches($0, at: start) }
  }

  /// Where a line has the header; nil if something else follows it in the line.
  private static func headerOffset(in body: Span<UInt8>) -> Int? {
    guard let start = body.firstOffset(of: header) else { return nil }
    var end = start + header.utf8CodeUnitCount
    if body.matches(":", at: end) { end += 1 }
    let follows =
      start == 0 || body[start - 1] == UInt8(ascii: " ") || body[start - 1] == UInt8(ascii: "\t")
    return follows && body.isBlank(from: end) ? start : nil
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    let line = lines.lines[last]
    let body = line.body.span
    if let offset = headerOffset(in: body) {
      if offset == 1, last > 0, isOfDiff(lines.lines[last - 1]) { return nil }
      return TraceBeginning(
        first: last - PythonAnnouncement.length(before: last, in: lines), grammar: PythonGrammar())
    }
    if isSyntaxError(body) { return syntaxErrorBeginning(in: lines) }
    return headlessBeginning(in: lines)
  }

  /// Whether a line is one of a unified diff, which may quote a traceback.
  private static func isOfDiff(_ line: TraceLine) -> Bool {
    let body = line.body.span
    return body.matches("@@ -", at: 0) || body.matches("+", at: 0) || body.matches("-", at: 0)
  }

  /// A syntax error of a main script: the place, the source and the carets stand above it.
  private static func syntaxErrorBeginning(in lines: PrecedingLines) -> TraceBeginning? {
    var index = lines.lines.count - 2
    while index >= 0, index >= lines.lines.count - 5, !lines.lines[index].isRecord {
      let line = lines.lines[index]
      let body = line.body.span
      if isFrame(body) {
        // A call has a name.
        guard body.firstOffset(of: ", in ") == nil else { return nil }
        return TraceBeginning(first: index, grammar: PythonGrammar(state: .header))
      }
      guard body.skippingBlanks(from: 0) > 0 else { return nil }
      index -= 1
    }
    return nil
  }

  static func isHeadSign(_ body: Span<UInt8>) -> Bool {
    isFrame(body) ? body.firstOffset(of: ", in ") != nil : PythonConnector.begins(body)
  }

  /// A trace within which the log begins: nothing but its calls stands above its first call, or its
  /// message above a connector.
  private static func headlessBeginning(in lines: PrecedingLines) -> TraceBeginning? {
    guard lines.reachesStart else { return nil }
    let sign = lines.lines[lines.lines.count - 1]
    let isCall = isFrame(sign.body.span)
    for line in lines.lines {
      let body = line.body.span
      guard !line.isRecord, !isCall || (body.skippingBlanks(from: 0) > 0 && !body.isBlank()) else {
        return nil
      }
    }
    var grammar = PythonGrammar(state: .head)
    grammar.lacksHead = true
    return TraceBeginning(first: 0, grammar: grammar)
  }

  private init(state: State = .start) { self.state = state }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    // loguru marks the call that has caught the error.
    return body.matches("File \"", at: start) || body.matches("> File \"", at: start)
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? { PythonText.frame(in: text) }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    PythonText.error(in: text)
  }

  /// Whether nothing but blanks, or the margin of a group, stands before a header.
  private func isHeaderAlone(_ body: Span<UInt8>, at offset: Int) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return start == offset || body.matches("+ Exception Group Traceback", at: start)
      || (isInsideGroup && body.matches("| ", at: start))
      || (isInsideGroup && body.matches("+", at: start))
  }

  /// Whether a header now begins the next error of a chain, rather than another trace.
  private var expectsHeader: Bool { state == .connector || state == .ruler || isInsideGroup }

  var breaksOff: Bool { state == .message ? message.isOpen : isBroken }

  /// What the rest of a wrapped line is in the trace.
  mutating func takeRest() -> LineVerdict { state == .message ? .message : .accepted }

  /// Whether the errors read now are quoted in the message of the one before.
  var quotesErrors: Bool { isQuoting }

  var isWhole: Bool { hasError }
  var lastIsPrimary: Bool { true }
  var lacksEnd: Bool {
    state != .head && state != .message && state != .messageGap && state != .connector
  }

  func ends(atRecord body: Span<UInt8>) -> Bool {
    hasError && !(message.expectsLines && heldLines < Self.heldRecordLimit)
  }

  mutating func quotes(record body: Span<UInt8>) -> Bool {
    guard state == .message || state == .messageGap, message.expectsLines else { return false }
    state = .messageGap
    heldLines += 1
    return true
  }

  /// Takes the header, or that of a chained error; announcements stand before it.
  private mutating func takeHeader(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    if state == .start {
      let offset = Self.signOffset(in: body)
      isInsideGroup = body.matches(Self.groupMark, at: offset)
      // Behind a prefix that is still to be learned, a group is indented as always.
      baseIndentation = offset == start ? start : isInsideGroup ? 2 : 0
      headerIndentation = start
    } else if !expectsHeader {
      return .rejected
    }
    if state == .ruler { isQuoting = true }
    state = .header
    framesAreIndented = false
    heldLines = 0
    return .accepted
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    if let offset = Self.headerOffset(in: body), state == .start || isHeaderAlone(body, at: offset)
    {
      return takeHeader(body)
    }
    if state == .start {
      isQuoted = body.matches("\"\"\"", at: 0)
      return .accepted
    }
    // A hole in the file after a crash.
    if body.count > 0, body[0] == 0 { return .rejected }
    isWrapped = wrapWidth > 0 && lastWidth == wrapWidth
    lastWidth = body.count
    isBroken = Self.isWrapped(body)
    if isBroken { wrapWidth = body.count }
    if let last = Self.lastByte(of: body) { isBroken = isBroken || "([{,".utf8.contains(last) }
    var start = body.skippingBlanks(from: 0)
    if isInsideGroup {
      if let verdict = judgeMargin(body, from: start) { return verdict }
      // The group's own frames stand behind its margin, one blank apart.
      start = min(start + 2, body.count)
    }
    let text = body.extracting(body.skippingBlanks(from: start)..<body.count)
    let verdict = judge(
      text, indentation: body.skippingBlanks(from: start) - (isInsideGroup ? start : 0),
      belongs: belongs)
    switch verdict {
    case .held, .heldMessage, .foreign:
      heldLines += 1
      let limit =
        state != .messageGap
        ? Self.heldLineLimit
        : message.isInsideStatement ? Self.heldStatementLineLimit : Self.heldMessageLineLimit
      if heldLines > limit { return .rejected }
    case .accepted, .frame, .raised, .raisedInCall, .message: heldLines = 0
    case .rejected: break
    }
    return verdict
  }

  /// Whether a line surely goes on in the next one: a connector, or a call's path, breaks off.
  private static func isWrapped(_ body: Span<UInt8>) -> Bool {
    if PythonConnector.breaksOff(body) { return true }
    let start = body.skippingBlanks(from: 0)
    return body.matches("File \"", at: start)
      && body.firstOffset(of: UInt8(ascii: "\""), from: start + 6) == nil
  }

  private static func lastByte(of body: Span<UInt8>) -> UInt8? {
    let end = body.trimmedEnd
    return end > 0 ? body[end - 1] : nil
  }

  /// What an error's line is not indented beyond; a group's are measured from its margin.
  private var errorIndentation: Int { isInsideGroup ? 0 : baseIndentation }

  private mutating func judge(
    _ text: Span<UInt8>, indentation: Int, belongs: Bool
  ) -> LineVerdict {
    switch state {
    case .start: return .rejected
    case .head:
      if Self.isFrame(text) || PythonConnector.begins(text) {
        state = Self.isFrame(text) ? .code : .message
        return judge(text, indentation: indentation, belongs: belongs)
      }
      return .accepted
    case .header, .frame, .code:
      if text.isBlank() || text.matches("...", at: 0) { return .held }
      if Self.isFrame(text) {
        if indentation > errorIndentation { framesAreIndented = true }
        state = .frame
        codeLines = 0
        message.beginCall()
        return .frame
      }
      if text.matches("[Previous line repeated ", at: 0) { return .accepted }
      if isError(text, indentation: indentation) {
        state = .message
        hasError = true
        quotesIfRuled =
          text.firstOffset(of: UInt8(ascii: ":")).map { text.isBlank(from: $0 + 1) } ?? false
        message.begin(with: text)
        return .raised
      }
      // A header needs a frame; a frame has one statement, which may have several lines.
      guard state != .header, codeLines < Self.codeLineLimit else { return .rejected }
      if codeLines > 0, framesAreIndented, indentation <= errorIndentation { return .foreign }
      state = .code
      codeLines += 1
      message.addSource(text)
      return .accepted
    case .message, .messageGap:
      if text.isBlank() {
        if state == .message, message.takeWritten(isBlank: true) || (message.isOpen && belongs) {
          return .message
        }
        state = .messageGap
        return .held
      }
      // logging prints where it was called from, too.
      if text.matches("Stack (most recent call last)", at: 0) || text.matches("Call stack:", at: 0)
      {
        return .rejected
      }
      if PythonConnector.begins(text) {
        state = .connector
        return .accepted
      }
      if isRuler(text), isQuoting || (state == .message && quotesIfRuled) {
        state = isQuoting ? .message : .ruler
        isQuoting = false
        return .accepted
      }
      if isQuoted, text.matches("\"\"\"", at: 0) {
        // The end of a traceback that concurrent.futures quotes from another process.
        isQuoted = false
        state = .messageGap
        return .accepted
      }
      if continuesMessage(text, indentation: indentation) || belongs {
        state = .message
        message.add(text)
        return .message
      }
      // What comes may still be a message of several paragraphs: a connector would show it.
      if heldLines > 0 || state == .message {
        state = .messageGap
        return message.isRepresentation ? .foreign : .heldMessage
      }
      return .rejected
    case .connector:
      if text.isBlank() { return .held }
      // Another stream of the same container, if the header still comes.
      return PythonConnector.ends(with: text) ? .accepted : .foreign
    case .ruler:
      state = .message
      return belongs ? .message : .rejected
    }
  }

  /// Judges a line inside a group by its margin; nil for a line of the group's own frames and error.
  ///
  /// Members follow the error, each under a ruler with its number; the last ruler has none
  /// (Lib/traceback.py, _format of TracebackException).
  private mutating func judgeMargin(_ body: Span<UInt8>, from start: Int) -> LineVerdict? {
    guard start < body.count else { return .held }
    switch body[start] {
    case UInt8(ascii: "|"): return hasError ? .accepted : nil
    case UInt8(ascii: "+"):
      var index = start
      while index < body.count, body[index] == UInt8(ascii: "+") || body[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      if hasError, body.isBlank(from: index), start <= baseIndentation + 2 {
        isInsideGroup = false
        state = .message
      }
      return .accepted
    default: return .rejected
    }
  }

  private mutating func continuesMessage(_ text: Span<UInt8>, indentation: Int) -> Bool {
    message.continues(
      with: text, isIndented: indentation > max(errorIndentation, headerIndentation),
      isPastGap: state == .messageGap) || (isWrapped && state == .message)
  }

  /// The dashes of multiprocessing's rulers; unittest's have 70.
  private static let rulerLength = 75

  private func isRuler(_ text: Span<UInt8>) -> Bool {
    var length = 0
    while length < text.count, text[length] == UInt8(ascii: "-") { length += 1 }
    return length == Self.rulerLength && text.isBlank(from: length)
  }

  /// `dotted.Name`, alone or with a colon and a message.
  ///
  /// Where indentation does not tell an error from a source line, its name must end like an
  /// error's.
  private func isError(_ text: Span<UInt8>, indentation: Int) -> Bool {
    guard text.count > 0, text[0].isLetter || text[0] == UInt8(ascii: "_") else { return false }
    var end = 0
    while end < text.count, text[end].isWord || text[end] == UInt8(ascii: ".") {
      end += 1
      if text.matches("<locals>", at: end) { end += 8 }
    }
    guard text.isBlank(from: end) || text[end] == UInt8(ascii: ":") else { return false }
    if end + 1 < text.count, text[end] == UInt8(ascii: ":"), text[end + 1] != UInt8(ascii: " ") {
      return false
    }
    if framesAreIndented || state == .header, indentation <= errorIndentation { return true }
    if state == .code, Self.isClassName(text, upTo: end) { return true }
    return Self.errorSuffixes.contains { suffix in
      text.matches(suffix, at: end - suffix.utf8CodeUnitCount)
    }
  }

  /// Whether a dotted name before a colon ends like `RetryExhausted`, in capitals and small letters.
  private static func isClassName(_ text: Span<UInt8>, upTo end: Int) -> Bool {
    guard end + 1 < text.count, text[end] == UInt8(ascii: ":") else { return false }
    var start = end
    while start > 0, text[start - 1].isWord { start -= 1 }
    guard text[start] < UInt8(ascii: "a"), text[start].isLetter else { return false }
    for index in start..<end where text[index] >= UInt8(ascii: "a") { return true }
    return false
  }

  /// How the names of errors end, in Python's own library and in OpenStack's.
  private static let errorSuffixes: [StaticString] = [
    "Error", "Exception", "Conflict", "NotFound", "Warning", "Interrupt", "Exit", "Failed",
    "Failure", "Disabled", "Timeout", "Invalid", "Exists", "Denied", "Unauthorized", "Forbidden",
    "Refused", "Unavailable",
  ]
}
