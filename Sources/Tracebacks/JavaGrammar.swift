internal import LogReading

/// The traces of Java and its kin (`printStackTrace` of java.lang.Throwable), and of logback's and
/// log4j's converters.
///
/// A header may look like any line, so that a trace is recognised by its first call, and the header
/// looked for above it.
struct JavaGrammar: TraceGrammar {
  static let signs: [StaticString] = []
  static let isMarkedByCalls = true
  /// A message of more lines than this is not found.
  static let reach = 40

  private enum State {
    case start
    /// After a header, or that of a cause: its message may go on.
    case message
    case calls
    /// After a line that announces a cause.
    case cause
  }

  private var state = State.start
  private var heldLines = 0
  private(set) var lacksHead = false
  private(set) var isWhole = false

  /// Lines between a cause and its first call.
  private static let heldLineLimit = reach

  static func isSign(_ body: Span<UInt8>) -> Bool { isFrame(body) }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    var index = lines.lines.count - 2
    let indentation = lines.lines.last?.indentation ?? 0
    // A record right above holds the header if nothing else does.
    var record: Int?
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if line.isRecord {
        if headerType(in: body) != nil, record == nil { record = index }
        if record == nil, index == lines.lines.count - 2 { break }
      } else if beginsHeader(body, indentedBelow: indentation)
        || (line.prefix.beginsRecord && headerType(in: body) != nil)
      {
        let isCut = isCause(body, at: body.skippingBlanks(from: 0))
        return TraceBeginning(first: index, grammar: JavaGrammar(lacksHead: isCut))
      } else if isFrame(body) || isThreadState(body) {
        break
      }
      index -= 1
    }
    if let record { return TraceBeginning(first: record, grammar: JavaGrammar()) }
    if lines.reachesStart, isInside(lines.lines) {
      return TraceBeginning(first: 0, grammar: JavaGrammar(lacksHead: true))
    }
    if lines.lines.count > 1, case let above = lines.lines[lines.lines.count - 2],
      headerType(in: above.body.span) != nil, !isThreadState(above.body.span)
    {
      return TraceBeginning(first: lines.lines.count - 2, grammar: JavaGrammar())
    }
    // Where toString is overridden no type is printed.
    guard lines.lines.count > 1, case let above = lines.lines[lines.lines.count - 2],
      !above.isRecord,
      !above.body.span.isBlank(), !above.body.span.matches(" ", at: 0),
      !above.body.span.matches("\t", at: 0), !above.body.span.matches("\"", at: 0)
    else { return nil }
    return TraceBeginning(first: lines.lines.count - 2, grammar: JavaGrammar())
  }

  /// Whether a line is one of a dump of threads, which is no trace.
  private static func isThreadState(_ body: Span<UInt8>) -> Bool {
    body.matches("java.lang.Thread.State", at: body.skippingBlanks(from: 0))
  }

  /// Whether lines can only be the end of a trace.
  private static func isInside(_ lines: [TraceLine]) -> Bool {
    lines.allSatisfy { line in
      let body = line.body.span
      let start = body.skippingBlanks(from: 0)
      return !line.isRecord
        && (isFrame(body) || isCause(body, at: start) || isOmission(body, at: start))
    }
  }

  private init(lacksHead: Bool = false) { self.lacksHead = lacksHead }

  /// The record may hold the header of the next one.
  func ends(atRecord body: Span<UInt8>) -> Bool { Self.headerType(in: body) != nil }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    return judge(body, from: start).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>, from start: Int) -> LineVerdict {
    if Self.isFrame(body) {
      state = .calls
      isWhole = true
      return .frame
    }
    if state == .start {
      state = .message
      return lacksHead && !Self.isCause(body, at: start) ? .accepted : .raised
    }
    if Self.isCircular(body, at: start) {
      state = .calls
      return .accepted
    }
    // Gradle has the cause on a line of its own.
    if state == .cause {
      state = .message
      return .raised
    }
    if start > 0, body.matches("Caused by:", at: start), body.isBlank(from: start + 10) {
      state = .cause
      return .held
    }
    if Self.isCause(body, at: start) {
      state = .message
      return .raised
    }
    if body.matches("Suppressed: ", at: start), start > 0 {
      state = .message
      return .accepted
    }
    if Self.isOmission(body, at: start) {
      state = .calls
      return .accepted
    }
    guard state == .message else { return body.isBlank() ? .held : .rejected }
    return .heldMessage
  }

  private static func isCause(_ body: Span<UInt8>, at start: Int) -> Bool {
    body.matches("Caused by: ", at: start) || body.matches("Wrapped by: ", at: start)
  }

  /// `Caused by: [CIRCULAR REFERENCE: …]`, which nothing follows; before Java 9 without the words
  /// `Caused by`.
  private static func isCircular(_ body: Span<UInt8>, at start: Int) -> Bool {
    for lead: StaticString in ["", "Caused by: ", "Suppressed: "]
    where body.matches("[CIRCULAR REFERENCE", at: start + lead.utf8CodeUnitCount)
      && body.matches(lead, at: start)
    {
      return true
    }
    return false
  }

  /// `... 7 more`; logback's `... 7 common frames omitted`.
  private static func isOmission(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard start > 0, body.matches("... ", at: start) else { return false }
    let index = body.skippingDigits(from: start + 4)
    return index > start + 4
      && (body.matches(" more", at: index) || body.matches(" common frames omitted", at: index)
        || body.matches(" frames ", at: index))
  }

  /// A line that can only be a header; build tools indent it, but less than its calls.
  private static func beginsHeader(_ body: Span<UInt8>, indentedBelow limit: Int) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard start == 0 || start < limit else { return false }
    if body.matches("Exception in thread \"", at: start) { return true }
    guard let type = typeName(in: body, at: start) else { return false }
    return body.isBlank(from: type.upperBound) || body[type.upperBound] == UInt8(ascii: ":")
  }

  /// The class that a line names as an error: followed by a colon or by the line's end.
  ///
  /// A record may name its logger's class, and another error in its own message: the last one is
  /// meant that is named like an error, or else is in a package, unless it stands in the message of
  /// the one before.
  private static func headerType(in body: Span<UInt8>) -> Range<Int>? {
    var found: (type: Range<Int>, isNamed: Bool)?
    var index = 0
    while index < body.count {
      if let type = typeName(in: body, at: index) {
        if body.isBlank(from: type.upperBound) || body[type.upperBound] == UInt8(ascii: ":") {
          let isNamed = isNamedError(in: body, endingAt: type.upperBound)
          // Nothing but an error stands at the beginning of a header.
          if isNamed, index == 0 { return type }
          let isQuoted =
            (found?.isNamed == true || found?.type.lowerBound == 0)
            && body.matches(": ", at: type.lowerBound - 2)
          if !isQuoted, isNamed || found?.isNamed != true { found = (type, isNamed) }
        }
        index = type.upperBound
      }
      while index < body.count, body[index].isWord || body[index] == UInt8(ascii: ".") {
        index += 1
      }
      index += 1
    }
    return found?.type
  }

  private static func isNamedError(in body: Span<UInt8>, endingAt end: Int) -> Bool {
    for suffix: StaticString in ["Exception", "Error", "Throwable", "Failure"]
    where body.matches(suffix, at: end - suffix.utf8CodeUnitCount) {
      return true
    }
    return false
  }

  /// The dotted name of a class at an offset, with a package, or named like an error.
  private static func typeName(in body: Span<UInt8>, at start: Int) -> Range<Int>? {
    guard start < body.count, body[start].isLetter else { return nil }
    var end = start
    var last = start
    while end < body.count,
      body[end].isWord || body[end] == UInt8(ascii: "$") || body[end] == UInt8(ascii: ".")
        || body[end] >= 0x80
    {
      if body[end] == UInt8(ascii: ".") { last = end + 1 }
      end += 1
    }
    guard end > last, body[last] >= UInt8(ascii: "A"), body[last] <= UInt8(ascii: "Z") else {
      return nil
    }
    if isNamedError(in: body, endingAt: end) { return start..<end }
    return last > start && body[start] | 0x20 == body[start] ? start..<end : nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    var start = text.skippingBlanks(from: 0)
    if text.matches("Exception in thread \"", at: start),
      let quote = text.firstOffset(of: UInt8(ascii: "\""), from: start + 21)
    {
      start = min(quote + 2, lineEnd)
    } else if isCause(text, at: start) {
      start += text.matches("Caused", at: start) ? 11 : 12
      // Whatever it is called.
      if let name = typeName(in: text, at: start), text.matches(":", at: name.upperBound) {
        return (name, name.upperBound + (text.matches(": ", at: name.upperBound) ? 2 : 1))
      }
    }
    guard let found = headerType(in: text.extracting(start..<lineEnd)) else {
      return (start..<start, start)
    }
    let type = (start + found.lowerBound)..<(start + found.upperBound)
    var message = type.upperBound
    if text.matches(":", at: message) { message += 1 }
    if text.matches(" ", at: message) { message += 1 }
    return (type, message)
  }
}
