internal import LogReading

/// What may follow what in a traceback of Python 2.7 and 3 (Lib/traceback.py), line by line.
///
/// Made for logs that people pasted, wrapped and shortened: a frame may have lost its indentation or
/// its source line, and `...` may stand for frames left out.
struct PythonGrammar: TraceGrammar {
  /// The line that begins every trace; the closing colon is left out because a wrap may take it away.
  static let header: StaticString = "Traceback (most recent call last)"
  static let signs = [header]
  static let reach = 16
  static let reachesOverRecords = false

  private enum State {
    /// Before the header.
    case start
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
  /// The indentation of the header, and whether any frame was indented more than it.
  private var baseIndentation = 0
  /// The trace is one of an exception group, whose lines have a margin of bars.
  private var isInsideGroup = false
  private var framesAreIndented = false
  private var codeLines = 0
  private var heldLines = 0
  /// Brackets and quotes that the message has opened and not closed.
  private var openBrackets = 0
  private var openQuote: UInt8?
  private var isAssertion = false
  /// Line feeds in the strings of the statement that raised the error: so many more lines its message
  /// may have.
  private var writtenLineFeeds = 0
  /// The error's own line has no message: a ruler under it begins a quotation.
  private var quotesIfRuled = false
  private(set) var hasError = false

  /// More lines than this of one statement are not a statement.
  private static let codeLineLimit = 24
  /// Blank lines and `...` in a row.
  private static let heldLineLimit = 3
  /// Lines after a blank one in a message, which are of it if a connector follows.
  private static let heldMessageLineLimit = 16

  static func isSign(_ body: Span<UInt8>) -> Bool { headerOffset(in: body) != nil }

  /// Where a line has the header; nil if something else follows it in the line.
  private static func headerOffset(in body: Span<UInt8>) -> Int? {
    guard let start = body.firstOffset(of: header) else { return nil }
    var end = start + header.utf8CodeUnitCount
    if body.matches(":", at: end) { end += 1 }
    let follows = start == 0 || body[start - 1] == UInt8(ascii: " ")
    return follows && body.isBlank(from: end) ? start : nil
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let header = lines.lines.count - 1
    return TraceBeginning(
      first: header - PythonAnnouncement.length(before: header, in: lines), grammar: PythonGrammar()
    )
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    body.matches("File \"", at: body.skippingBlanks(from: 0))
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

  /// What the rest of a wrapped line is in the trace.
  var verdictOnWrapped: LineVerdict { state == .message ? .message : .accepted }

  /// Whether the errors read now are quoted in the message of the one before.
  var quotesErrors: Bool { isQuoting }

  var isWhole: Bool { hasError }
  var lastIsPrimary: Bool { true }
  var lacksEnd: Bool { state != .message && state != .messageGap && state != .connector }

  func ends(atRecord body: Span<UInt8>) -> Bool { hasError }

  /// Takes the header, or that of a chained error; announcements stand before it.
  private mutating func takeHeader(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    if state == .start {
      baseIndentation = start
      isInsideGroup = body.matches("+ Exception Group ", at: start)
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
    if state == .start { return .accepted }
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
    case .held, .heldMessage:
      heldLines += 1
      let limit = state == .messageGap ? Self.heldMessageLineLimit : Self.heldLineLimit
      if heldLines > limit { return .rejected }
    case .accepted, .frame, .raised, .message: heldLines = 0
    case .rejected: break
    }
    return verdict
  }

  /// What an error's line is not indented beyond; a group's are measured from its margin.
  private var errorIndentation: Int { isInsideGroup ? 0 : baseIndentation }

  private mutating func judge(
    _ text: Span<UInt8>, indentation: Int, belongs: Bool
  ) -> LineVerdict {
    switch state {
    case .start: return .rejected
    case .header, .frame, .code:
      if text.isBlank() || text.matches("...", at: 0) { return .held }
      if text.matches("File \"", at: 0) {
        if indentation > errorIndentation { framesAreIndented = true }
        state = .frame
        codeLines = 0
        writtenLineFeeds = 0
        return .frame
      }
      if text.matches("[Previous line repeated ", at: 0) { return .accepted }
      if isError(text, indentation: indentation) {
        state = .message
        hasError = true
        isAssertion = text.matches("AssertionError", at: 0)
        quotesIfRuled =
          text.firstOffset(of: UInt8(ascii: ":")).map { text.isBlank(from: $0 + 1) } ?? false
        (openBrackets, openQuote) = (0, nil)
        countBrackets(text)
        return .raised
      }
      // A header needs a frame; a frame has one statement, which may have several lines.
      guard state != .header, codeLines < Self.codeLineLimit,
        codeLines == 0 || indentation > errorIndentation || !framesAreIndented
      else { return .rejected }
      state = .code
      codeLines += 1
      for index in 0..<max(0, text.count - 1) where text.matches("\\n", at: index) {
        writtenLineFeeds += 1
      }
      return .accepted
    case .message, .messageGap:
      if text.isBlank() {
        if state == .message, openBrackets > 0 || openQuote != nil, belongs { return .message }
        state = .messageGap
        return .held
      }
      if isConnector(text) {
        state = .connector
        return .accepted
      }
      if isRuler(text), isQuoting || (state == .message && quotesIfRuled) {
        state = isQuoting ? .message : .ruler
        isQuoting = false
        return .accepted
      }
      if belongs || (state == .message && continuesMessage(text, indentation: indentation)) {
        state = .message
        countBrackets(text)
        return .message
      }
      if text.matches("\"\"\"", at: 0) {
        // The end of a traceback that concurrent.futures quotes from another process.
        state = .messageGap
        return .accepted
      }
      // What comes may still be a message of several paragraphs: a connector would show it.
      if heldLines > 0 || state == .message {
        state = .messageGap
        return .heldMessage
      }
      return .rejected
    case .connector:
      return text.isBlank() ? .held : .rejected
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

  private func isConnector(_ text: Span<UInt8>) -> Bool {
    text.matches("During handling of the above exception, another exception occurred:", at: 0)
      || text.matches("The above exception was the direct cause of the following exception:", at: 0)
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
    return Self.errorSuffixes.contains { suffix in
      text.matches(suffix, at: end - suffix.utf8CodeUnitCount)
    }
  }

  /// How the names of errors end, in Python's own library and in OpenStack's.
  private static let errorSuffixes: [StaticString] = [
    "Error", "Exception", "Conflict", "NotFound", "Warning", "Interrupt", "Exit", "Failed",
    "Failure", "Disabled", "Timeout", "Invalid", "Exists", "Denied", "Unauthorized", "Forbidden",
    "Refused", "Unavailable",
  ]

  /// Whether a line goes on with the message although no prefix says so: it is indented, or the
  /// message has an open bracket or quote, or it is one of the fields that oslo.concurrency,
  /// oslo.rootwrap and SQLAlchemy print on lines of their own.
  private mutating func continuesMessage(_ text: Span<UInt8>, indentation: Int) -> Bool {
    if indentation > errorIndentation || openBrackets > 0 || openQuote != nil { return true }
    if writtenLineFeeds > 0 {
      writtenLineFeeds -= 1
      return true
    }
    // unittest's comparison of two values.
    if isAssertion,
      text.matches("- ", at: 0) || text.matches("+ ", at: 0) || text.matches("? ", at: 0)
    {
      return true
    }
    return Self.messageFields.contains { text.matches($0, at: 0) }
  }

  private static let messageFields: [StaticString] = [
    "Command: ", "Exit code: ", "Stdout: ", "Stderr: ", "Description: ", "Reason: ", "stderr:",
    "b'", "b\"", "[SQL: ", "[parameters: ", "(Background on this error at", "['Traceback",
    "[u'Traceback",
  ]

  /// Follows brackets and quotes through the message; a line feed inside closes nothing, because
  /// terminals and slides wrap lines.
  private mutating func countBrackets(_ text: Span<UInt8>) {
    var previous = UInt8(ascii: " ")
    for index in 0..<min(text.count, 4096) {
      let byte = text[index]
      if let quote = openQuote {
        if byte == quote, previous != UInt8(ascii: "\\") { openQuote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        // An apostrophe inside a word opens nothing.
        if !previous.isWord || previous == UInt8(ascii: "u") || previous == UInt8(ascii: "b") {
          openQuote = byte
        }
      } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
      {
        openBrackets += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      {
        openBrackets = max(0, openBrackets - 1)
      }
      previous = byte
    }
    // A quote is closed on its own line or wrapped once; an apostrophe must not swallow the log.
    if openBrackets == 0 { openQuote = nil }
  }
}
