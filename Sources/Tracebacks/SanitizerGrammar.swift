internal import LogReading

/// The reports of the sanitizers (compiler-rt/lib/sanitizer_common and its siblings; gcc has the
/// same).
struct SanitizerGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "AddressSanitizer: ", "LeakSanitizer: ", "ThreadSanitizer: ", "MemorySanitizer: ",
    ": runtime error: ",
  ]
  static let reach = 1

  private enum State {
    case start
    case report
    /// After the summary: only shadow bytes or the end may follow.
    case summary
    case over
  }

  private var state = State.start
  /// UBSan's: it has no header of its own, and ends at a blank line.
  private var isBrief = false
  private var hasCalls = false
  private var hasShadow = false
  private var heldLines = 0
  private(set) var isWhole = false

  private static let heldLineLimit = 12

  static func isSign(_ body: Span<UInt8>) -> Bool {
    header(in: body) != nil || runtimeError(in: body) != nil
  }

  /// The kind of error in `==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x…`.
  private static func header(in body: Span<UInt8>) -> Range<Int>? {
    var index = body.skippingBlanks(from: 0)
    let number = processNumber(in: body, at: index)
    if let number { index = body.skippingBlanks(from: number) }
    if body.matches("ERROR: ", at: index) {
      index += 7
    } else if body.matches("WARNING: ", at: index) {
      index += 9
    } else {
      return nil
    }
    let name = index
    while index < body.count, body[index].isLetter { index += 1 }
    guard index > name + 9, body.matches("Sanitizer: ", at: index - 9),
      number != nil || body.matches("ThreadSanitizer", at: name)
    else { return nil }
    var start = index + 2
    if body.matches("attempting ", at: start) { start += 11 }
    let lineEnd = NativeText.lineEnd(in: body)
    let line = body.extracting(0..<lineEnd)
    var end = line.trimmedEnd
    for index in start..<max(start, end) {
      let isPlace =
        line.matches(" on ", at: index) && !line.matches(" on address which was not", at: index)
      let isNumber = line.matches(" 0x", at: index)
      if isPlace || isNumber || line.matches(" (", at: index) || line[index] == UInt8(ascii: ":") {
        end = index
        break
      }
      // An escaped report is none of its lines.
      if line.matches("#012", at: index) { return nil }
    }
    return start < end ? start..<end : nil
  }

  /// The offset after `==7==`.
  private static func processNumber(in body: Span<UInt8>, at start: Int) -> Int? {
    guard body.matches("==", at: start) else { return nil }
    let end = body.skippingDigits(from: start + 2)
    return end > start + 2 && body.matches("==", at: end) ? end + 2 : nil
  }

  /// `runtime error` in `file.c:7:21: runtime error: message`.
  private static func runtimeError(in body: Span<UInt8>) -> Range<Int>? {
    guard let offset = body.firstOffset(of: ": runtime error: "), offset > 0 else { return nil }
    guard let (file, _) = NativeText.place(in: body, from: 0, to: offset) else {
      return body.matches("<unknown>", at: offset - 9) ? (offset + 2)..<(offset + 15) : nil
    }
    // A column must follow the line, and the file be one of a program.
    guard body.skippingDigits(from: file.upperBound + 1) < offset,
      let dot = NativeText.lastOffset(of: UInt8(ascii: "."), in: body, before: file.upperBound),
      file.upperBound - dot < 6
    else { return nil }
    return (offset + 2)..<(offset + 15)
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    guard let sign = lines.lines.last else { return nil }
    var grammar = SanitizerGrammar()
    grammar.isBrief = runtimeError(in: sign.body.span) != nil
    return TraceBeginning(first: lines.lines.count - 1, grammar: grammar)
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    let verdict = isBrief ? judgeBrief(body, from: start) : judge(body, from: start)
    switch verdict {
    case .held:
      heldLines += 1
      if heldLines > Self.heldLineLimit { return .rejected }
    default: heldLines = 0
    }
    return verdict
  }

  private mutating func judge(_ body: Span<UInt8>, from start: Int) -> LineVerdict {
    if state == .start {
      state = .report
      return .raised
    }
    if body.isBlank() { return .held }
    if let end = Self.processNumber(in: body, at: start) {
      guard Self.header(in: body) == nil else { return .rejected }
      if body.matches("ABORTING", at: end) { state = .over }
      return .accepted
    }
    if state == .summary {
      if body.matches("Exiting", at: 0), body.isBlank(from: 7) {
        state = .over
        return .accepted
      }
      let isShadow = NativeText.matchesAny(
        ["Shadow ", "=>0x", "Memory tags around", "Tags for "], in: body, at: 0)
      if isShadow { hasShadow = true }
      return isShadow || (start > 0 && hasShadow) ? .accepted : .rejected
    }
    if Self.isFrame(body) {
      isWhole = true
      return .frame
    }
    if body.matches("SUMMARY: ", at: start) {
      state = .summary
      isWhole = true
      return .accepted
    }
    guard body[0] != UInt8(ascii: "=") || body.matches("=>", at: 0) else { return .rejected }
    // Others may write between; what is the report's shows when it goes on.
    return start > 0 || Self.isProse(body) ? .accepted : .held
  }

  private static func isProse(_ body: Span<UInt8>) -> Bool {
    if body.matches("0x", at: 0) { return body.firstOffset(of: " is ") != nil }
    return NativeText.matchesAny(
      [
        "READ of size ", "WRITE of size ", "ACCESS of size ", "freed by thread ",
        "previously allocated by ", "allocated by thread ", "Address 0x", "Thread T",
        "HINT: ", "Direct leak of ", "Indirect leak of ", "AddressSanitizer ",
        "Uninitialized value ", "Shadow byte", "Memory tags ",
      ], in: body, at: 0)
  }

  private mutating func judgeBrief(_ body: Span<UInt8>, from start: Int) -> LineVerdict {
    switch state {
    case .start:
      state = .report
      isWhole = true
      return .raised
    case .report:
      if body.isBlank() { return .held }
      if body.matches("SUMMARY: ", at: start) {
        state = .over
        return .accepted
      }
      guard heldLines == 0 else { return .rejected }
      if Self.isFrame(body) {
        hasCalls = true
        return .frame
      }
      if hasCalls { return .rejected }
      // The note, the bytes around, and a mark under them.
      if body.firstOffset(of: ": note: ") != nil { return .accepted }
      let isDump =
        start > 0 && start < body.count
        && (body[start] == UInt8(ascii: "^")
          || NativeText.skippingHex(body, from: start) == start + 2)
      return isDump ? .accepted : .rejected
    case .summary, .over: return .rejected
    }
  }

  var isOver: Bool { state == .over }
  var lacksEnd: Bool { !isWhole }

  /// `#0 0x7f1f500b76a8 in name path:7`, `#1 name path:7:21 (module+0x12)`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard start > 0, body.matches("#", at: start) else { return false }
    let end = body.skippingDigits(from: start + 1)
    guard end > start + 1, body.matches(" ", at: end), !body.matches("  ", at: end) else {
      return false
    }
    return NativeText.addressEnd(in: body, at: end + 1) != nil
      || body.firstOffset(of: "+0x") != nil || body.firstOffset(of: " <null> ") != nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard isFrame(line) else { return nil }
    var start = line.skippingDigits(from: line.skippingBlanks(from: 0) + 1) + 1
    if let end = NativeText.addressEnd(in: line, at: start) {
      start = line.skippingBlanks(from: end)
    }
    if line.matches("in ", at: start) { start += 3 }
    var end = line.trimmedEnd
    if let build = line.firstOffset(of: " (BuildId: "), build > start { end = build }
    // The module in brackets stands last, behind the place if there is one.
    var module = end..<end
    if end > start, line[end - 1] == UInt8(ascii: ")"),
      let open = NativeText.lastOffset(of: UInt8(ascii: "("), in: line, before: end),
      open > start, line[open - 1] == UInt8(ascii: " "),
      let plus = line.extracting(open..<end).firstOffset(of: "+0x")
    {
      module = (open + 1)..<(open + plus)
      end = max(start, open - 1)
    }
    guard let blank = NativeText.lastOffset(of: UInt8(ascii: " "), in: line, before: end),
      blank >= start, blank + 1 < end
    else { return FrameParts(file: module, function: min(start, end)..<end) }
    if let place = NativeText.place(in: line, from: blank + 1, to: end) {
      return FrameParts(file: place.file, line: place.line, function: start..<blank)
    }
    if line.matches("/", at: blank + 1) || line.matches("<null>", at: blank + 1) {
      return FrameParts(file: (blank + 1)..<end, function: start..<blank)
    }
    return FrameParts(file: module, function: start..<end)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    if let type = header(in: line) { return (type, line.skippingBlanks(from: type.upperBound)) }
    if let type = runtimeError(in: line) { return (type, type.upperBound + 2) }
    return (0..<0, 0)
  }
}
