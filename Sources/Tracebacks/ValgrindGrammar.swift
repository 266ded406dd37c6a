internal import LogReading

/// The errors that valgrind's tools report (coregrind/m_errormgr.c, memcheck/mc_errors.c), each a
/// block of lines that begin with `==7== `.
///
/// A block is recognised by its first call, and begins after the empty line above it.
struct ValgrindGrammar: TraceGrammar {
  static let signs: [StaticString] = []
  static let isMarkedByCalls = true
  static let reach = 8

  private enum State {
    case start
    case block
    case gap
  }

  private var state = State.start
  private let process: Int
  private(set) var isWhole = false

  private init(process: Int) { self.process = process }

  static func isSign(_ body: Span<UInt8>) -> Bool {
    guard let (start, _) = text(in: body) else { return false }
    return body.matches("at 0x", at: body.skippingBlanks(from: start))
  }

  /// Where the text behind `==7==` begins, and the number; a time may stand before it.
  private static func text(in body: Span<UInt8>) -> (start: Int, process: Int)? {
    let start = body.skippingBlanks(from: 0)
    guard body.matches("==", at: start) else { return nil }
    var index = body.skippingDigits(from: start + 2)
    if body.matches(":", at: index) {
      while index < body.count,
        body[index].isDigit || body[index] == UInt8(ascii: ":")
          || body[index] == UInt8(ascii: ".")
      {
        index += 1
      }
      index = body.skippingDigits(from: body.skippingBlanks(from: index))
    }
    guard index > start + 2, body.matches("==", at: index) else { return nil }
    var digits = index
    while digits > 0, body[digits - 1].isDigit { digits -= 1 }
    return (index + 2, body.number(at: digits))
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard let sign = lines.lines.last, let (_, process) = text(in: sign.body.span) else {
      return nil
    }
    var first = last
    for index in (0..<last).reversed() where !lines.lines[index].isRecord {
      let line = lines.lines[index]
      let body = line.body.span
      guard let (start, number) = text(in: body), number == process, !body.isBlank(from: start),
        !isCall(body, at: start)
      else { break }
      first = index
    }
    guard first < last else { return nil }
    let header = lines.lines[first]
    guard let (start, _) = text(in: header.body.span),
      // helgrind announces threads before it reports errors.
      !header.body.span.matches("Thread #", at: header.body.span.skippingBlanks(from: start))
    else { return nil }
    return TraceBeginning(first: first, grammar: ValgrindGrammar(process: process))
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    guard let (start, number) = Self.text(in: body), number == process else { return .rejected }
    if state == .start {
      // The thread is named first if it is not the main one.
      if Self.isThread(body, at: start) { return .accepted }
      state = .block
      return .raised
    }
    if body.isBlank(from: start) {
      guard state == .block else { return .rejected }
      state = .gap
      return .held
    }
    if state == .gap {
      // helgrind's second half.
      guard
        NativeText.matchesAny(
          ["This conflicts with", "Required order was", "followed by a later", "Address 0x"],
          in: body, at: body.skippingBlanks(from: start))
      else { return .rejected }
      state = .block
      return .accepted
    }
    guard Self.isCall(body, at: start) else { return .accepted }
    isWhole = true
    return .frame
  }

  /// `Thread 2:`, `Thread 2 worker:`.
  private static func isThread(_ body: Span<UInt8>, at start: Int) -> Bool {
    let index = body.skippingBlanks(from: start)
    let end = body.trimmedEnd
    guard body.matches("Thread ", at: index), end > index else { return false }
    return body.skippingDigits(from: index + 7) > index + 7 && body[end - 1] == UInt8(ascii: ":")
  }

  private static func isCall(_ body: Span<UInt8>, at start: Int) -> Bool {
    let index = body.skippingBlanks(from: start)
    return index > start && (body.matches("at 0x", at: index) || body.matches("by 0x", at: index))
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    guard let (start, _) = text(in: body) else { return false }
    return isCall(body, at: start)
  }

  /// `at 0x1091EE: volume_size (vol.c:7)`, `(in /usr/lib/x.so)`.
  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard let (start, _) = Self.text(in: line), isCall(line, at: start),
      let address = NativeText.addressEnd(in: line, at: line.skippingBlanks(from: start) + 3),
      line.matches(": ", at: address)
    else { return nil }
    let function = address + 2
    let end = line.trimmedEnd
    guard end > function, line[end - 1] == UInt8(ascii: ")"),
      let open = NativeText.lastOffset(of: UInt8(ascii: "("), in: line, before: end),
      open > function
    else { return FrameParts(file: end..<end, function: min(function, end)..<end) }
    let parts = function..<(open - 1)
    if line.matches("in ", at: open + 1) {
      return FrameParts(file: (open + 4)..<(end - 1), function: parts)
    }
    guard let place = NativeText.place(in: line, from: open + 1, to: end - 1) else {
      return FrameParts(file: end..<end, function: function..<end)
    }
    return FrameParts(file: place.file, line: place.line, function: parts)
  }

  /// `definitely lost` in `20 (8 direct, 12 indirect) bytes in 1 blocks are definitely lost in loss
  /// record 3 of 5`.
  private static func leakKind(in line: Span<UInt8>, from start: Int) -> Range<Int>? {
    guard line[start].isDigit else { return nil }
    for kind: StaticString in [
      " definitely lost", " indirectly lost", " possibly lost", " still reachable",
    ] {
      guard let offset = line.firstOffset(of: kind) else { continue }
      return (offset + 1)..<(offset + kind.utf8CodeUnitCount)
    }
    return nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let line = text.extracting(0..<NativeText.lineEnd(in: text))
    guard let (offset, _) = Self.text(in: line) else { return (0..<0, 0) }
    let start = line.skippingBlanks(from: offset)
    var end = line.trimmedEnd
    guard start < end else { return (0..<0, 0) }
    if let kind = leakKind(in: line, from: start) { return (kind, start) }
    if line.matches("Process terminating with ", at: start),
      let open = line.firstOffset(of: UInt8(ascii: "("), from: start),
      let signal = NativeText.signalName(in: line, at: open + 1)
    {
      return (signal, start)
    }
    for mark: StaticString in [" in loss record ", " at 0x"] {
      if let cut = line.firstOffset(of: mark), cut > start { end = min(end, cut) }
    }
    return (start..<end, line.skippingBlanks(from: end))
  }
}
