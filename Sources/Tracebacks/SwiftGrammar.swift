internal import LogReading

/// The traces of Swift: fatal errors (stdlib/public/runtime/Errors.cpp), the crash reports of
/// swift-backtrace (stdlib/public/libexec/swift-backtrace), and those of the package of that name.
struct SwiftGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    ": Fatal error", ": Precondition failed", ": Assertion failed", "Program crashed: ",
    ": Backtracing from 0x", "Current stack trace:", ". Backtrace:",
  ]
  static let reach = 8

  private enum State {
    case start
    /// After a fatal error: its message may go on, or a report follow.
    case message
    /// In the head of a crash report.
    case report
    /// After `Thread 0 crashed:`.
    case calls
    /// Calls without blank lines between.
    case stack
  }

  private var state = State.start
  private var hasError = false
  private var heldLines = 0
  private(set) var isWhole = false

  private static let heldLineLimit = 24

  static func isSign(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return kind(in: body) != nil || isCrash(body) || isBacktracing(body, at: start)
      || isStackHeader(body, at: start) || isSignalReport(body, at: start)
  }

  static func signOffset(in body: Span<UInt8>) -> Int {
    var start = kind(in: body)?.lowerBound ?? 0
    guard start > 2 else { return body.skippingBlanks(from: 0) }
    // The path has no blanks, or what stands before its last one is no prefix of the next line.
    start -= 2
    while start > 0, body[start - 1] > UInt8(ascii: " ") { start -= 1 }
    return start
  }

  /// A message of any form may follow.
  static func followsHeader(_ body: Span<UInt8>) -> Bool { true }

  /// Where the kind of a fatal error stands in `module/file.swift:7: Fatal error: message`.
  private static func kind(in body: Span<UInt8>) -> Range<Int>? {
    for kind: StaticString in [": Fatal error", ": Precondition failed", ": Assertion failed"] {
      guard let offset = body.firstOffset(of: kind) else { continue }
      let end = offset + kind.utf8CodeUnitCount
      guard body.isBlank(from: end) || body.matches(": ", at: end),
        let (file, _) = NativeText.place(in: body, from: 0, to: offset),
        body.matches(".swift", at: file.upperBound - 6)
      else { continue }
      return (offset + 2)..<end
    }
    return nil
  }

  /// A fatal error without its place at its beginning, as Swift printed it up to 5.3 and prints it in
  /// optimised programs.
  private static func bareKind(in body: Span<UInt8>) -> Range<Int>? {
    for kind: StaticString in ["Fatal error", "Precondition failed", "Assertion failed"]
    where body.matches(kind, at: 0) {
      let end = kind.utf8CodeUnitCount
      if body.isBlank(from: end) || body.matches(": ", at: end) { return 0..<end }
    }
    return nil
  }

  private static func isCrash(_ body: Span<UInt8>) -> Bool { crashKind(in: body) != nil }

  /// `*** Program crashed: Illegal instruction at 0x… ***`; a bomb may stand for the stars.
  private static func crashKind(in body: Span<UInt8>) -> Range<Int>? {
    if body.matches("*** Swift runtime failure: ", at: 0) { return 4..<25 }
    guard let offset = body.firstOffset(of: "Program crashed: "), offset < 8 else { return nil }
    let start = offset + 17
    guard let end = body.firstOffset(of: " at 0x"), end > start else { return nil }
    return start..<end
  }

  private static func isBacktracing(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard body.matches("*** Signal ", at: start) else { return false }
    return body.matches(": Backtracing from 0x", at: body.skippingDigits(from: start + 11))
  }

  private static func isStackHeader(_ body: Span<UInt8>, at start: Int) -> Bool {
    body.matches("Current stack trace:", at: start) && body.isBlank(from: start + 20)
  }

  private static func isSignalReport(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard body.matches("Received signal ", at: start) else { return false }
    let end = body.skippingDigits(from: start + 16)
    return body.matches(". Backtrace:", at: end) && body.isBlank(from: end + 12)
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last >= 0 else { return nil }
    let signLine = lines.lines[last]
    let sign = signLine.body.span
    guard kind(in: sign) == nil else { return TraceBeginning(first: last, grammar: SwiftGrammar()) }
    for index in (0..<last).reversed() {
      let line = lines.lines[index]
      if !line.isRecord, bareKind(in: line.body.span) != nil {
        return TraceBeginning(first: index, grammar: SwiftGrammar())
      }
    }
    let start = sign.skippingBlanks(from: 0)
    return isStackHeader(sign, at: start)
      ? nil : TraceBeginning(first: last, grammar: SwiftGrammar())
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body, from: body.skippingBlanks(from: 0)).counted(
      in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>, from start: Int) -> LineVerdict {
    let isNext = state == .start || !isWhole
    if Self.isBacktracing(body, at: start), isNext {
      state = .report
      return .accepted
    }
    if Self.isCrash(body), isNext {
      state = .report
      defer { hasError = true }
      return hasError ? .accepted : .raised
    }
    if Self.isStackHeader(body, at: start) || Self.isSignalReport(body, at: start), isNext {
      state = .stack
      return .accepted
    }
    switch state {
    case .start:
      state = .message
      hasError = true
      return .raised
    case .message:
      if body.isBlank() { return .held }
      return Self.kind(in: body) == nil && Self.bareKind(in: body) == nil
        ? .heldMessage : .rejected
    case .report:
      if Self.isThread(body, at: start) {
        state = .calls
        return .accepted
      }
      if body.isBlank() { return .held }
      return NativeText.matchesAny(["Platform: ", "Fatal", "Crash"], in: body, at: start)
        ? .accepted : .held
    case .calls:
      if Self.isFrame(body) {
        isWhole = true
        return .frame
      }
      if body.isBlank() { return .held }
      if body.matches("...", at: start), body.isBlank(from: start + 3) { return .accepted }
      if Self.isThread(body, at: start) || Self.isSource(body, at: start) { return .accepted }
      return .rejected
    case .stack:
      guard Self.isFrame(body) else { return .rejected }
      isWhole = true
      return .frame
    }
  }

  /// `Thread 0 "name" crashed:`, `Thread 1:`.
  private static func isThread(_ body: Span<UInt8>, at start: Int) -> Bool {
    guard body.matches("Thread ", at: start), body.trimmedEnd > 0,
      body[body.trimmedEnd - 1] == UInt8(ascii: ":")
    else { return false }
    return body.skippingDigits(from: start + 7) > start + 7
  }

  /// `    5│     crash()` under a call.
  private static func isSource(_ body: Span<UInt8>, at start: Int) -> Bool {
    let end = body.skippingBlanks(from: body.skippingDigits(from: start))
    return body.matches("│", at: end) || body.matches("|", at: end)
  }

  var lacksEnd: Bool { state == .report }

  static func isFrame(_ body: Span<UInt8>) -> Bool { address(in: body) != nil }

  /// The end of a call's address: `0 [ra] 0x… name + 7 in module at path:7:21`, `0    module    0x…
  /// name + 7`, `0x…, name at path:7`.
  private static func address(in body: Span<UInt8>) -> (number: Range<Int>, end: Int)? {
    let start = body.skippingBlanks(from: 0)
    if let end = NativeText.addressEnd(in: body, at: start) {
      return body.matches(", ", at: end) ? (start..<start, end + 1) : nil
    }
    let number = start..<body.skippingDigits(from: start)
    guard !number.isEmpty, number.count < 5, body.matches(" ", at: number.upperBound) else {
      return nil
    }
    var index = body.skippingBlanks(from: number.upperBound)
    if body.matches("[", at: index) {
      guard let close = body.firstOffset(of: UInt8(ascii: "]"), from: index) else { return nil }
      index = body.skippingBlanks(from: close + 1)
    }
    if NativeText.addressEnd(in: body, at: index) == nil {
      // The module's name, padded.
      while index < body.count, body[index] > UInt8(ascii: " ") { index += 1 }
      index = body.skippingBlanks(from: index)
    }
    guard let end = NativeText.addressEnd(in: body, at: index), body.matches(" ", at: end),
      end > index + 4
    else { return nil }
    return (number, end)
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard let (_, end) = address(in: line) else { return nil }
    let function = line.skippingBlanks(from: end)
    var last = max(function, line.trimmedEnd)
    var parts = FrameParts(file: last..<last, function: function..<last)
    if let at = line.firstOffset(of: " at /"), at > function {
      if let place = NativeText.place(in: line, from: at + 4, to: last) {
        parts.file = place.file
        parts.line = place.line
      } else {
        parts.file = (at + 4)..<last
      }
      last = at
    }
    // `name + 7 in module`; names of closures have ` in ` themselves.
    if let offset = line.extracting(0..<last).firstOffset(of: " + "), offset > function {
      last = offset
    } else {
      for index in stride(from: last - 4, to: function, by: -1)
      where line.matches(" in ", at: index) {
        last = index
        break
      }
    }
    parts.function = min(function, last)..<last
    return parts
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    if let type = kind(in: line) ?? bareKind(in: line) {
      return (type, min(type.upperBound + 2, text.count))
    }
    if let type = crashKind(in: line) {
      let message = line.matches(":", at: type.upperBound) ? type.upperBound + 1 : type.upperBound
      return (type, line.skippingBlanks(from: message))
    }
    return (0..<0, 0)
  }
}
