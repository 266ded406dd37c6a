internal import LogReading

/// The reports of Erlang/OTP on processes that failed (`format_log` of gen_server.erl, proc_lib.erl
/// and supervisor.erl), escript's and the shell's errors (erl_error.erl), and those of the boot.
///
/// A report ends with a blank line or with the next report.
struct ErlangGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "** Generic server ", "** State machine ", "** gen_event handler ", "Error in process <",
    "initial call: ", "in function  ", "in call from ", "in operator  ", ".erl\"},{line,",
    ".erl\\\"},{line,",
    "init terminating in do_boot", "Runtime terminating during boot", "Exception during startup:",
  ]
  static let reach = 64

  private enum State {
    case start
    /// `** Generic server stock terminating` and what follows it, each part behind asterisks.
    case parts
    /// After the line that says that the reason follows.
    case reason
    /// Behind `with exit value:`.
    case value
    case crasher
    case supervisor
    /// After `exception error: `.
    case exception
    case boot
    /// RabbitMQ's boot, which has blank lines.
    case startup
    /// A record that quotes calls.
    case text
  }

  private var state = State.start
  /// The reason's term may go on.
  private var isInReason = false
  private var hasCalls = false
  private var indentation = 0
  private var isAfterBlank = false
  private var heldLines = 0
  private(set) var lacksHead = false
  private(set) var isWhole = false

  private static let blankLimit = 8

  static func isSign(_ body: Span<UInt8>) -> Bool {
    ErlangText.isHead(body) || ErlangText.isCall(body) || isInitialCall(body)
      || (body.firstOffset(of: ".erl\"},{line,") != nil
        && (ErlangText.term(in: body) != nil || ErlangText.isPlace(body)))
  }

  private init() {}

  /// A report that is recognised by a line of it because its head is not in the log.
  private init(cutAbove sign: Span<UInt8>) {
    (lacksHead, hasCalls, isWhole) = (true, true, true)
    state = ErlangText.isCall(sign) ? .crasher : .parts
  }

  /// The line under a crash report's `crasher:`.
  private static func isInitialCall(_ body: Span<UInt8>) -> Bool {
    body.matches("initial call: ", at: body.skippingBlanks(from: 0))
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    if let last = lines.lines.last, isInitialCall(last.body.span) {
      let above = PrecedingLines(lines: lines.lines.dropLast(), reachesStart: lines.reachesStart)
      guard let line = above.lines.last, ErlangText.isHead(line.body.span) else { return nil }
      return beginning(in: above)
    }
    let sign = lines.lines.count - 1
    let last = lines.lines[sign]
    let body = last.body.span
    if ErlangText.isHead(body) {
      return TraceBeginning(first: withHeader(sign, in: lines), grammar: ErlangGrammar())
    }
    if last.prefix.process != nil { return beginningOfRecord(in: lines) }
    for index in stride(from: sign - 1, through: 0, by: -1) {
      let line = lines.lines[index]
      if isHeader(line) { return TraceBeginning(first: index, grammar: ErlangGrammar()) }
      let above = line.body.span
      if ErlangText.isHead(above) || ErlangText.exceptionEnd(in: above) != nil {
        // An exception in a crash report has its head above.
        if above.skippingBlanks(from: 0) < 4 || line.isRecord {
          return TraceBeginning(first: withHeader(index, in: lines), grammar: ErlangGrammar())
        }
      }
      if line.isRecord { continue }
      if above.isBlank() || ErlangText.isAnyHeader(above) { return nil }
    }
    guard lines.reachesStart else { return nil }
    for line in lines.lines where !ErlangText.continues(line.body.span) { return nil }
    return TraceBeginning(first: 0, grammar: ErlangGrammar(cutAbove: body))
  }

  /// The line of a report's header if it stands above one, records of others left out.
  private static func withHeader(_ index: Int, in lines: PrecedingLines) -> Int {
    guard !lines.lines[index].isRecord else { return index }
    for above in stride(from: index - 1, through: 0, by: -1) {
      if isHeader(lines.lines[above]) { return above }
      guard lines.lines[above].isRecord else { break }
    }
    return index
  }

  /// The first line of the record that quotes calls: all its lines have the same prefix.
  private static func beginningOfRecord(in lines: PrecedingLines) -> TraceBeginning? {
    var first = lines.lines.count - 1
    let sign = lines.lines[first]
    guard let level = sign.prefix.level, level >= .error else { return nil }
    while first > 0, case let line = lines.lines[first - 1],
      line.bytes.count >= sign.prefix.bodyOffset,
      line.bytes[..<sign.prefix.bodyOffset] == sign.bytes[..<sign.prefix.bodyOffset]
    {
      first -= 1
    }
    let head = lines.lines[first]
    let isCut =
      first == 0 && lines.reachesStart && ErlangText.continues(head.body.span)
      && !ErlangText.isField(head.body.span, "upervisor:", at: 5)
    return TraceBeginning(
      first: first, grammar: isCut ? ErlangGrammar(cutAbove: sign.body.span) : ErlangGrammar())
  }

  /// The header of an error's report, or the record that stands for it since OTP 21.
  private static func isHeader(_ line: TraceLine) -> Bool {
    let body = line.body.span
    return ErlangText.isErrorHeader(body)
      || (line.prefix.beginsRecord && ErlangText.isLevel(body))
  }

  static func followsHeader(_ body: Span<UInt8>) -> Bool {
    body.matches("** ", at: 0) || body.matches("{", at: 0) || ErlangText.isCall(body)
  }

  func ends(atRecord body: Span<UInt8>) -> Bool {
    ErlangText.isHead(body) || ErlangText.isLevel(body) || body.matches("CRASH REPORT ", at: 0)
      || body.matches("Supervisor ", at: 0)
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    if body.isBlank(), state != .start {
      isAfterBlank = true
      heldLines += 1
      return heldLines > Self.blankLimit ? .rejected : .held
    }
    defer { isAfterBlank = false }
    heldLines = 0
    if state == .start { return begin(body) }
    if ErlangText.isAnyHeader(body) || ErlangText.isHead(body) {
      guard state == .boot, !isAfterBlank, body.matches("init terminating", at: 0) else {
        return .rejected
      }
      return .accepted
    }
    if isAfterBlank, state != .startup { return .rejected }
    return judge(body, from: body.skippingBlanks(from: 0), belongs: belongs)
  }

  /// Takes the head of a report, or the header before it.
  private mutating func begin(_ body: Span<UInt8>) -> LineVerdict {
    if ErlangText.isErrorHeader(body) || ErlangText.isLevel(body) { return .accepted }
    let start = body.skippingBlanks(from: 0)
    if body.matches("** ", at: 0), ErlangText.isHead(body) {
      state = .parts
    } else if body.matches("Error in process <", at: 0) {
      state = .value
    } else if body.matches("crasher:", at: start) {
      state = .crasher
    } else if ErlangText.isField(body, "upervisor:", at: start + 1) {
      state = .supervisor
    } else if ErlangText.exceptionEnd(in: body) != nil {
      state = .exception
      isInReason = true
      isWhole = true
      return .raised
    } else if body.matches("Exception during startup:", at: start) {
      state = .startup
    } else if ErlangText.isBoot(body) {
      state = .boot
      isWhole = true
      return raised(body)
    } else {
      state = .text
      if ErlangText.term(in: body) != nil, hasFile(body) {
        isWhole = true
        return raised(body)
      }
    }
    return .accepted
  }

  private func hasFile(_ body: Span<UInt8>) -> Bool { body.firstOffset(of: "[{file,\"") != nil }

  /// The reason's line, which may hold the first call.
  private mutating func raised(_ body: Span<UInt8>) -> LineVerdict {
    isWhole = true
    isInReason = true
    hasCalls = false
    if ErlangText.term(in: body) != nil {
      hasCalls = true
      return .raisedInCall
    }
    return .raised
  }

  private mutating func judge(
    _ body: Span<UInt8>, from start: Int, belongs: Bool
  ) -> LineVerdict {
    switch state {
    case .start: return .rejected
    case .parts, .reason:
      guard body.matches("**", at: 0) else {
        return start > 0 ? judgeTerm(body) : .rejected
      }
      return judgePart(body)
    case .value:
      if start > 0 { return isWhole ? judgeTerm(body) : .rejected }
      return isWhole ? .rejected : raised(body)
    case .crasher:
      guard start >= 2 else { return .rejected }
      if ErlangText.exceptionEnd(in: body) != nil {
        isWhole = true
        isInReason = true
        return .raised
      }
      if ErlangText.isCall(body) {
        isInReason = false
        return .frame
      }
      if start <= 4 { isInReason = false }
      return isInReason ? .message : .accepted
    case .supervisor:
      guard start >= 4 else { return .rejected }
      if ErlangText.isField(body, "eason:", at: start + 1) { return raised(body) }
      if ErlangText.isField(body, "ffender:", at: start + 1) { isInReason = false }
      return isInReason ? judgeTerm(body) : .accepted
    case .exception:
      guard start > 0 else { return .rejected }
      if ErlangText.isCall(body) {
        isInReason = false
        indentation = start
        return .frame
      }
      if isInReason { return .message }
      return start > indentation ? .accepted : .rejected
    case .boot: return .rejected
    case .startup:
      if !isWhole { return raised(body) }
      guard start > 0 else { return .rejected }
      return ErlangText.isCall(body) || body.firstOffset(of: ", line ") != nil ? .frame : .accepted
    case .text:
      if ErlangText.term(in: body) != nil, hasFile(body) || start > 0 {
        return isWhole ? .frame : raised(body)
      }
      if ErlangText.isCall(body) {
        isWhole = true
        return .frame
      }
      return start > 0 || belongs || !isWhole ? .accepted : .rejected
    }
  }

  /// A part of a report on a server, `** Last message in was boom`.
  private mutating func judgePart(_ body: Span<UInt8>) -> LineVerdict {
    if state == .reason {
      state = .parts
      return raised(body)
    }
    isInReason = false
    hasCalls = false
    if body.matches("** Reason for termination =", at: 0) {
      let end = ErlangText.equalsEnd(in: body, from: 26)
      if !body.isBlank(from: end) { return raised(body) }
      state = .reason
      return .accepted
    }
    if body.matches("** Reason == ", at: 0) { return raised(body) }
    if body.matches("** [{", at: 0) || body.matches("**  [{", at: 0) {
      hasCalls = true
      return ErlangText.term(in: body) != nil ? .frame : .accepted
    }
    return .accepted
  }

  /// A further line of a term: of the reason, of a list of calls, or of any other.
  private mutating func judgeTerm(_ body: Span<UInt8>) -> LineVerdict {
    if isInReason || hasCalls, ErlangText.term(in: body) != nil {
      hasCalls = true
      isInReason = state == .supervisor
      return .frame
    }
    return isInReason && !hasCalls ? .message : .accepted
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    ErlangText.isCall(body) || ErlangText.term(in: body) != nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? { ErlangText.frame(in: text) }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    ErlangText.error(in: text)
  }
}
