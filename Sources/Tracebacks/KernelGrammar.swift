internal import LogReading

/// The reports of the Linux kernel: oopses, warnings, stalls and tasks that hang (kernel/panic.c,
/// arch/x86/kernel/dumpstack.c).
///
/// A report is recognised by its `Call Trace:`, and its beginning looked for above it.
struct KernelGrammar: TraceGrammar {
  static let signs: [StaticString] = [
    "] Call Trace:", ": Call Trace:", "] Call trace:", ": Call trace:",
  ]
  static let reach = 64

  private enum State {
    case calls
    case tail
    case over
  }

  private var state = State.calls
  private var headLines: Int
  private var hasError = false
  private var heldLines = 0
  private(set) var isWhole = false

  private static let heldLineLimit = 32

  private init(headLines: Int) { self.headLines = headLines }

  /// Where a line's text begins behind the kernel's time: `[  123.456789] `, `[ 12.3][ T1234] `.
  private static func textStart(in body: Span<UInt8>) -> Int {
    var start = body.skippingBlanks(from: 0)
    if body.matches("kernel: ", at: start) { start = body.skippingBlanks(from: start + 8) }
    guard body.matches("[", at: start) else { return start }
    let seconds = body.skippingBlanks(from: start + 1)
    var index = body.skippingDigits(from: seconds)
    guard index > seconds, body.matches(".", at: index) else { return start }
    index = body.skippingDigits(from: index + 1)
    guard body.matches("]", at: index) else { return start }
    index += 1
    if body.matches("[", at: index),
      let close = body.firstOffset(of: UInt8(ascii: "]"), from: index)
    {
      index = close + 1
    }
    return body.matches(" ", at: index) ? index + 1 : index
  }

  static func isSign(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: textStart(in: body))
    guard body.matches("Call Trace:", at: start) || body.matches("Call trace:", at: start) else {
      return false
    }
    return body.isBlank(from: start + 11)
  }

  private static let headers: [StaticString] = [
    "------------[ cut here ]", "BUG: ", "Oops: ", "Oops", "general protection fault",
    "Unable to handle kernel", "WARNING: ", "kernel BUG at ", "INFO: ", "watchdog: ",
    "NMI watchdog: ", "rcu: ", "divide error: ", "invalid opcode: ", "Kernel panic - ",
    "stack segment: ", "double fault: ", "Internal error: ", "unchecked MSR access error",
  ]

  private static func isHeader(_ body: Span<UInt8>) -> Bool {
    let start = textStart(in: body)
    return NativeText.matchesAny(headers, in: body, at: start)
      || body.firstOffset(of: " invoked oom-killer: ") != nil
      || body.firstOffset(of: ": page allocation failure: ") != nil
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last >= 0 else { return nil }
    var first: Int?
    var index = last - 1
    // Between two lines that may be the first are those that describe the processor.
    while index >= 0, index >= (first ?? last) - (first == nil ? 48 : 8) {
      let line = lines.lines[index]
      if !line.isRecord {
        if isHeader(line.body.span) { first = index }
        if isEnd(line.body.span) { break }
      }
      index -= 1
    }
    guard let first else { return nil }
    let count = (first...last).count { $0 == first || !lines.lines[$0].isRecord }
    return TraceBeginning(first: first, grammar: KernelGrammar(headLines: count))
  }

  private static func isEnd(_ body: Span<UInt8>) -> Bool {
    body.matches("---[ end ", at: textStart(in: body)) || isFrame(body)
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    if headLines > 0 {
      headLines -= 1
      guard !hasError, !Self.error(in: body).type.isEmpty else { return .accepted }
      hasError = true
      return .raised
    }
    return judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: Self.textStart(in: body))
    if body.matches("---[ end ", at: start) {
      state = .over
      return .accepted
    }
    if state == .calls {
      if Self.isFrame(body) {
        isWhole = true
        return .frame
      }
      if body.matches("<", at: start) { return .accepted }
      if body.matches("===", at: start) || body.matches("[<", at: start) { return .accepted }
      state = .tail
    }
    if state == .tail {
      if NativeText.matchesAny(Self.tail, in: body, at: start) { return .held }
      if Self.isFrame(body) { return .frame }
      if body.matches("</", at: start) { return .accepted }
      // An Oops ends with a line of its own, whatever registers stand before it.
      return body.isBlank(from: start) || Self.isHeader(body) ? .rejected : .held
    }
    return .rejected
  }

  private static let tail: [StaticString] = [
    "Modules linked in:", "Code: ", "RIP: ", "RSP: ", "CR2: ", "Kernel Offset: ", "Dumping ftrace",
  ]

  var isOver: Bool { state == .over }
  var lacksEnd: Bool { !isWhole }

  /// `? name+0x12/0x20 [module]`, with an address before it in old kernels.
  static func isFrame(_ body: Span<UInt8>) -> Bool { name(in: body) != nil }

  private static func name(in body: Span<UInt8>) -> Range<Int>? {
    var start = body.skippingBlanks(from: textStart(in: body))
    if body.matches("[<", at: start) {
      let end = NativeText.skippingHex(body, from: start + 2)
      guard body.matches(">]", at: end) else { return nil }
      start = body.skippingBlanks(from: end + 2)
    }
    if body.matches("? ", at: start) { start = body.skippingBlanks(from: start + 2) }
    var end = start
    while end < body.count,
      body[end].isWord || body[end] == UInt8(ascii: ".") || body[end] == UInt8(ascii: ":")
    {
      end += 1
    }
    guard end > start, let offset = NativeText.offsetEnd(in: body, at: end) else { return nil }
    return body.isBlank(from: offset) || body.matches(" ", at: offset) ? start..<end : nil
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard let name = name(in: line) else { return nil }
    let end = line.trimmedEnd
    guard end > name.upperBound, line[end - 1] == UInt8(ascii: "]"),
      let open = NativeText.lastOffset(of: UInt8(ascii: "["), in: line, before: end),
      open > name.upperBound
    else { return FrameParts(file: end..<end, function: name) }
    return FrameParts(file: (open + 1)..<(end - 1), function: name)
  }

  /// What a bug is, up to where and when it was: `BUG: kernel NULL pointer dereference`, `BUG: KASAN:
  /// slab-out-of-bounds`, `BUG: soft lockup` behind the watchdog's name.
  private static func bugKind(in line: Span<UInt8>, from start: Int) -> Range<Int>? {
    var start = start
    for prefix: StaticString in ["watchdog: BUG: ", "NMI watchdog: BUG: "]
    where line.matches(prefix, at: start) {
      start += prefix.utf8CodeUnitCount - 5
    }
    guard
      NativeText.matchesAny(["BUG: ", "Unable to handle kernel "], in: line, at: start)
    else { return nil }
    var index = line.matches("BUG: ", at: start) ? start + 5 : start
    for tool: StaticString in ["KASAN: ", "KMSAN: ", "KCSAN: ", "KFENCE: ", "KFENCE:"]
    where line.matches(tool, at: index) {
      index += tool.utf8CodeUnitCount
      break
    }
    let kind = index
    let ends: [StaticString] = [" at ", " in ", " for address", " - ", " on CPU"]
    while index < line.count, line[index] != UInt8(ascii: ","), line[index] != UInt8(ascii: ":"),
      line[index] != UInt8(ascii: "!"), !NativeText.matchesAny(ends, in: line, at: index)
    {
      index += 1
    }
    while index > kind, line[index - 1] <= UInt8(ascii: " ") { index -= 1 }
    return index > kind ? start..<index : nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = NativeText.lineEnd(in: text)
    let line = text.extracting(0..<lineEnd)
    let start = textStart(in: line)
    if line.matches("------------[ cut here ]", at: start) { return (0..<0, 0) }
    guard isHeader(line) else { return (0..<0, 0) }
    if let bug = bugKind(in: line, from: start) {
      let message = line.skippingBlanks(from: bug.upperBound)
      return (
        bug,
        line.matches(",", at: message) || line.matches(":", at: message)
          ? min(message + 2, lineEnd) : message
      )
    }
    for header in headers where line.matches(header, at: start) {
      var end = start + header.utf8CodeUnitCount
      let message = line.skippingBlanks(from: end)
      while end > start, !line[end - 1].isWord { end -= 1 }
      return (start..<end, line.matches(":", at: message) ? min(message + 2, lineEnd) : message)
    }
    for kind: StaticString in ["oom-killer", "page allocation failure"] {
      if let offset = line.firstOffset(of: kind) {
        let end = offset + kind.utf8CodeUnitCount
        return (offset..<end, min(end + 2, lineEnd))
      }
    }
    return (0..<0, 0)
  }
}
