internal import LogReading

/// The calls that gdb prints (gdb/stack.c), and the reports of systemd-coredump
/// (src/coredump/coredump.c), which are like them.
struct DebuggerGrammar: TraceGrammar {
  static let isMarkedByCalls = true
  static let signs: [StaticString] = [
    " received signal SIG", "terminated with signal SIG", "Stack trace of thread ",
  ]
  /// A core dump's report lists the program's modules before its calls.
  static let reach = 96

  private enum State {
    case head
    case calls
    case gap
  }

  private var state = State.head
  private var headLines: Int
  private let isDump: Bool
  private var hasError = false
  private var heldLines = 0
  private(set) var isWhole = false

  private static let heldLineLimit = 8

  private init(headLines: Int, isDump: Bool) {
    self.headLines = headLines
    self.isDump = isDump
  }

  static func isSign(_ body: Span<UInt8>) -> Bool {
    signal(in: body) != nil || isFirstCall(body) || isDumpThread(body)
  }

  /// The signal in `Program received signal SIGSEGV, Segmentation fault.`.
  private static func signal(in body: Span<UInt8>) -> Range<Int>? {
    let start = body.skippingBlanks(from: 0)
    guard body.matches("Program ", at: start) || body.matches("Thread ", at: start) else {
      return nil
    }
    for mark: StaticString in [" received signal ", " terminated with signal "] {
      guard let offset = body.firstOffset(of: mark),
        let name = NativeText.signalName(in: body, at: offset + mark.utf8CodeUnitCount),
        body.matches(", ", at: name.upperBound)
      else { continue }
      // What a user stops a program with is no crash.
      return body.matches("SIGINT", at: name.lowerBound)
        || body.matches("SIGTRAP", at: name.lowerBound) ? nil : name
    }
    return nil
  }

  private static func isFirstCall(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return body.matches("#0  0x0000", at: start) && isFrame(body)
  }

  private static func isDumpThread(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard body.matches("Stack trace of thread ", at: start) else { return false }
    let end = body.skippingDigits(from: start + 22)
    return end > start + 22 && body.matches(":", at: end) && body.isBlank(from: end + 1)
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last >= 0 else { return nil }
    let signLine = lines.lines[last]
    let sign = signLine.body.span
    if isDumpThread(sign) {
      for index in (0..<last).reversed() {
        let line = lines.lines[index]
        guard line.body.span.firstOffset(of: " dumped core.") != nil else { continue }
        let count = (index..<last).count { $0 == index || !lines.lines[$0].isRecord }
        return TraceBeginning(
          first: index, grammar: DebuggerGrammar(headLines: count + 1, isDump: true))
      }
      return TraceBeginning(first: last, grammar: DebuggerGrammar(headLines: 1, isDump: true))
    }
    if isFirstCall(sign), last > 0 {
      // A dump of all threads is no crash.
      let line = lines.lines[last - 1]
      let above = line.body.span
      if above.matches("Thread ", at: 0), above.firstOffset(of: "LWP ") != nil { return nil }
    }
    let isSignal = signal(in: sign) != nil
    return TraceBeginning(
      first: last, grammar: DebuggerGrammar(headLines: isSignal ? 1 : 0, isDump: false))
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    if headLines > 0 {
      headLines -= 1
      guard !hasError, Self.signal(in: body) != nil else { return .accepted }
      hasError = true
      return .raised
    }
    return judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    if Self.isFrame(body) {
      state = .calls
      isWhole = true
      return .frame
    }
    let start = body.skippingBlanks(from: 0)
    if body.isBlank() {
      if state == .calls { state = .gap }
      return .held
    }
    if isThread(body, at: start) {
      state = .head
      return .accepted
    }
    switch state {
    // gdb shows the place and its line before the calls are asked for.
    case .head: return Self.signal(in: body) == nil ? .held : .rejected
    case .calls:
      if isDump { return .rejected }
      // A call is wrapped; its variables are indented, too.
      if start >= 2 { return .accepted }
      if body.skippingDigits(from: 0) > 0 || body.matches("(gdb) ", at: 0) { return .held }
      return NativeText.matchesAny(
        ["No locals.", "No symbol table info", "Backtrace stopped:", "(More stack frames follow"],
        in: body, at: 0) ? .accepted : .rejected
    case .gap: return .rejected
    }
  }

  private func isThread(_ body: Span<UInt8>, at start: Int) -> Bool {
    if Self.isDumpThread(body) { return true }
    return !isDump && body.matches("Thread ", at: start) && body.firstOffset(of: "LWP ") != nil
  }

  var lacksEnd: Bool { !isWhole }

  /// `#1  0x000055555555538e in main (argc=2) at vol.c:16`, `#0  0x… name (module + 0x12)`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard body.matches("#", at: start) else { return false }
    let end = body.skippingDigits(from: start + 1)
    guard end > start + 1, body.matches(" ", at: end) else { return false }
    let next = body.skippingBlanks(from: end)
    // The number is padded to two digits.
    guard next - start >= 4 else { return false }
    if let address = NativeText.addressEnd(in: body, at: next) {
      return body.matches(" ", at: address) && address >= next + 10
    }
    return body.firstOffset(of: " (") != nil || body.matches("<signal handler called>", at: next)
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard isFrame(line) else { return nil }
    let number = line.skippingBlanks(from: 0) + 1
    var start = line.skippingBlanks(from: line.skippingDigits(from: number))
    if let end = NativeText.addressEnd(in: line, at: start) {
      start = line.skippingBlanks(from: end)
    }
    if line.matches("in ", at: start) { start += 3 }
    let end = line.trimmedEnd
    var name = start
    while name < end, !line.matches(" (", at: name) { name += 1 }
    var parts = FrameParts(file: end..<end, function: min(start, name)..<name)
    if let plus = line.firstOffset(of: " + 0x"), plus > name + 2 {
      parts.file = (name + 2)..<plus
      return parts
    }
    for mark: StaticString in [" at ", " from "] {
      guard let offset = text.firstOffset(of: mark), offset >= name else { continue }
      let place = offset + mark.utf8CodeUnitCount
      var placeEnd = NativeText.lineEnd(in: text, from: place)
      while placeEnd > place, text[placeEnd - 1] <= UInt8(ascii: " ") { placeEnd -= 1 }
      if let found = NativeText.place(in: text, from: place, to: placeEnd) {
        parts.file = found.file
        parts.line = found.line
      } else {
        parts.file = place..<placeEnd
      }
      break
    }
    return parts
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard let name = signal(in: line) else { return (0..<0, 0) }
    return (name, min(name.upperBound + 2, text.count))
  }
}
