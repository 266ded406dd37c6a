internal import LogReading

/// What Python prints of its threads when it is about to die, or as a watchdog (Modules/faulthandler.c,
/// Python/traceback.c, fatal_error of Python/pylifecycle.c).
struct FaultHandlerGrammar: TraceGrammar {
  static let signs: [StaticString] = [fatal, callFirst]
  static let reach = 2

  private static let fatal: StaticString = "Fatal Python error: "
  private static let callFirst: StaticString = "(most recent call first)"

  private var isFatal = false
  private(set) var isWhole = false
  private var heldLines = 0
  /// Blank lines between threads.
  private static let heldLineLimit = 2

  static func isSign(_ body: Span<UInt8>) -> Bool {
    body.matches(fatal, at: 0) || isThread(body)
  }

  private static func isThread(_ body: Span<UInt8>) -> Bool {
    guard
      body.matches("Thread 0x", at: 0) || body.matches("Current thread", at: 0)
        || body.matches("Stack (most", at: 0)
    else { return false }
    return body.firstOffset(of: callFirst) != nil
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    var first = lines.lines.count - 1
    let sign = lines.lines[first]
    guard isSign(sign.body.span) else { return nil }
    // `Timeout (0:00:10)!` of dump_traceback_later
    if first > 0, case let above = lines.lines[first - 1],
      above.body.span.matches("Timeout (", at: 0)
    {
      first -= 1
    }
    return TraceBeginning(first: first, grammar: FaultHandlerGrammar())
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    if body.isBlank() { return .held }
    if body.matches(Self.fatal, at: 0) {
      guard !isFatal, !isWhole else { return .rejected }
      isFatal = true
      return .raised
    }
    if Self.isThread(body) {
      isWhole = true
      return .accepted
    }
    if Self.isFrame(body) { return .frame }
    let start = body.skippingBlanks(from: 0)
    if start > 0,
      body.matches("...", at: start) || body.matches("<", at: start)
        || body.matches("Binary file ", at: start)
    {
      return .accepted
    }
    if body.matches("<no Python frame>", at: 0) || body.matches("Extension modules: ", at: 0) {
      return .accepted
    }
    if !isWhole {
      // The interpreter's state, and what it could not import, stand between.
      return body.matches("Timeout (", at: 0) ? .accepted : isFatal ? .message : .rejected
    }
    return .rejected
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    guard body.matches("  File \"", at: 0),
      let quote = body.firstOffset(of: UInt8(ascii: "\""), from: 8),
      body.matches("\", line ", at: quote)
    else { return false }
    return body.matches(" in ", at: body.skippingDigits(from: quote + 8))
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? { PythonText.frame(in: text) }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let start = fatal.utf8CodeUnitCount
    let end = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    return (min(start, end)..<end, min(end + 1, text.count))
  }
}
