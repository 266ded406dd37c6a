internal import LogReading

/// The traces of Tcl, its variable `errorInfo` (`Tcl_LogCommandInfo` and `Tcl_AddErrorInfo` of
/// tclNamesp.c and tclResult.c): commands between quotes, innermost first, under the message.
struct TclGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "while executing", "while compiling", "invoked from within", "    (procedure \"",
    "    (parsing expression \"",
  ]
  /// Lines of a message.
  static let reach = 6

  private enum State {
    /// Before the message.
    case start
    case message
    /// After `while executing`.
    case executing
    /// In a command of several lines, which has no end yet.
    case command
    /// After a line that may end a command.
    case commandEnd
    /// After a place in parentheses.
    case place
  }

  private var state = State.start
  /// How much of the command has been read.
  private var commandSize = 0
  /// Quotes and braces of the command that are open.
  private var openQuotes = false
  private var openBraces = 0
  private(set) var lacksHead = false
  private(set) var isWhole = false
  /// A trace has a command.
  var isVoid: Bool { !isWhole }

  /// A command is cut after 150 bytes; the quotes and the ellipsis come on top.
  private static let commandLimit = 160

  static func isSign(_ body: Span<UInt8>) -> Bool {
    isExecuting(body) || isPlace(body)
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    if lines.reachesStart, lacksMessage(lines.lines) {
      return TraceBeginning(first: 0, grammar: TclGrammar(lacksHead: true))
    }
    var first = lines.lines.count - 1
    // A place may stand above the first command.
    while first > 0, case let above = lines.lines[first - 1], isPlace(above.body.span) {
      first -= 1
    }
    guard first > 0 else { return nil }
    first -= 1
    // A record right above holds the message if it is an error's, or nothing else does.
    var index = first
    while index > 0, lines.lines[index].isRecord,
      lines.lines[index].prefix.level.map({ $0 < .error }) ?? true
    {
      index -= 1
    }
    if !lines.lines[index].isRecord { first = index }
    let message = lines.lines[first]
    let body = message.body.span
    guard !isExecuting(body), !body.matches("\"", at: 0) || !endsCommand(body, from: 1) else {
      return nil
    }
    // These are the last of several lines.
    if first > 0, !lines.lines[first - 1].isRecord,
      body.matches("in expression \"", at: 0)
        || body.matches("child process exited abnormally", at: 0)
    {
      first -= 1
    } else if hasOpenQuote(body) {
      for index in stride(from: first - 1, through: max(0, first - 3), by: -1) {
        let above = lines.lines[index]
        if hasOpenQuote(above.body.span) {
          first = index
          break
        }
      }
    } else if !message.isRecord, let top = messageUnderRecord(upTo: first, in: lines.lines) {
      first = top
    }
    return TraceBeginning(first: first, grammar: TclGrammar())
  }

  /// The first of the few lines between a record and a message's last line: where others write
  /// records, they are of the message.
  private static func messageUnderRecord(upTo last: Int, in lines: [TraceLine]) -> Int? {
    var first = last
    while first > 0, last - first < 3 {
      if lines[first - 1].isRecord { return first }
      let above = lines[first - 1]
      guard !above.body.span.isBlank(), !isPlace(above.body.span), !isExecuting(above.body.span),
        above.body.span[0] != UInt8(ascii: "\"")
      else { return nil }
      first -= 1
    }
    return nil
  }

  /// Whether the first line of a log is none of a message.
  private static func lacksMessage(_ lines: [TraceLine]) -> Bool {
    let first = lines[0]
    let body = first.body.span
    return isExecuting(body) || isPlace(body)
      || (body.matches("\"", at: 0) && endsCommand(body, from: 1) && lines.count == 2)
  }

  private init(lacksHead: Bool = false) {
    self.lacksHead = lacksHead
    if lacksHead { state = .place }
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let isStructure = Self.isExecuting(body) || Self.isPlace(body)
    switch state {
    case .start:
      state = .message
      return .raised
    case .message:
      guard isStructure else { return .message }
      state = Self.isExecuting(body) ? .executing : .place
      return Self.isPlace(body) ? .frame : .accepted
    case .executing:
      guard body.matches("\"", at: 0) else { return .rejected }
      commandSize = body.count
      (openQuotes, openBraces) = (false, 0)
      count(body)
      isWhole = true
      state = Self.endsCommand(body, from: 1) ? .commandEnd : .command
      return .frame
    case .command, .commandEnd:
      if state == .commandEnd, isStructure {
        state = Self.isExecuting(body) ? .executing : .place
        return Self.isPlace(body) ? .frame : .accepted
      }
      // A command that ends with a quote goes on only if something in it is open.
      guard state == .command || openQuotes || openBraces > 0 else { return .rejected }
      commandSize += body.count + 1
      guard commandSize <= Self.commandLimit else { return .rejected }
      count(body)
      state = Self.endsCommand(body, from: 0) ? .commandEnd : .command
      return .held
    case .place:
      if lacksHead, !isWhole, body.matches("\"", at: 0) {
        state = .commandEnd
        isWhole = true
        return .frame
      }
      guard isStructure else { return .rejected }
      state = Self.isExecuting(body) ? .executing : .place
      return Self.isPlace(body) ? .frame : .accepted
    }
  }

  /// Follows the quotes and braces of a command, which stands in quotes itself.
  private mutating func count(_ body: Span<UInt8>) {
    for index in 0..<body.count {
      switch body[index] {
      case UInt8(ascii: "\""): openQuotes.toggle()
      case UInt8(ascii: "{"): openBraces += 1
      case UInt8(ascii: "}"): openBraces -= 1
      default: break
      }
    }
  }

  private static func hasOpenQuote(_ body: Span<UInt8>) -> Bool {
    var isOpen = false
    for index in 0..<min(body.count, 1024) where body[index] == UInt8(ascii: "\"") {
      isOpen.toggle()
    }
    return isOpen
  }

  private static func endsCommand(_ body: Span<UInt8>, from start: Int) -> Bool {
    let end = body.trimmedEnd
    return end > start && body[end - 1] == UInt8(ascii: "\"")
  }

  private static func isExecuting(_ body: Span<UInt8>) -> Bool {
    guard body.matches("    ", at: 0) else { return false }
    for text: StaticString in ["while executing", "while compiling", "invoked from within"]
    where body.matches(text, at: 4) {
      return body.isBlank(from: 4 + text.utf8CodeUnitCount)
    }
    return false
  }

  /// `    (procedure "feed" line 1)`, `    ("foreach" body line 2)`, `    (file "feed.tcl" line 4)`.
  private static func isPlace(_ body: Span<UInt8>) -> Bool {
    let end = body.trimmedEnd
    guard body.matches("    (", at: 0), end > 6, body[end - 1] == UInt8(ascii: ")") else {
      return false
    }
    if body.matches("\"", at: 5) { return true }
    for text: StaticString in [
      "procedure \"", "file \"", "parsing expression \"", "in namespace eval \"", "class \"",
      "object \"", "lambda term \"", "compiling ", "command bound to event", "autoloading \"",
      "reading value of ", "write trace on ", "read trace on ", "coroutine \"", "in namespace ",
      "invoked from within", "in tcl", "menu invoke", "vertical scrolling command",
      "horizontal scrolling command",
    ] where body.matches(text, at: 5) {
      return true
    }
    return false
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool { isPlace(body) || body.matches("\"", at: 0) }

  static func followsHeader(_ body: Span<UInt8>) -> Bool { isExecuting(body) }

  /// A place names a procedure or a file; a command is shown as it is.
  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    let start = line.skippingBlanks(from: 0)
    guard let open = line.firstOffset(of: UInt8(ascii: "\""), from: start) else { return nil }
    var close = lineEnd
    if start > 0, let quote = line.firstOffset(of: UInt8(ascii: "\""), from: open + 1) {
      close = quote
    } else if endsCommand(line, from: open + 1) {
      close = line.trimmedEnd - 1
    }
    let name = (open + 1)..<max(open + 1, close)
    var number = 0
    if start > 0, let word = line.firstOffset(of: " line ") { number = line.number(at: word + 6) }
    return line.matches("(file ", at: start)
      ? FrameParts(file: name, line: number, function: close..<close)
      : FrameParts(file: open..<open, line: number, function: name)
  }

  /// Tcl's errors have no type.
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) { (0..<0, 0) }
}
