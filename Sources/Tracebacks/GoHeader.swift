internal import LogReading

/// The lines by which Go's traces begin.
enum GoHeader {
  /// Where `goroutine 7 [running]:` stands in a line that it ends.
  static func goroutineOffset(in body: Span<UInt8>) -> Int? {
    let end = body.trimmedEnd
    guard body.matches(":", at: end - 1), let start = body.firstOffset(of: "goroutine ") else {
      return nil
    }
    let before = start > 0 ? body[start - 1] : UInt8(ascii: " ")
    guard before == UInt8(ascii: " ") || before == UInt8(ascii: "\t") else { return nil }
    let digits = body.skippingDigits(from: start + 10)
    guard digits > start + 10, body.matches(" ", at: digits),
      let open = body.firstOffset(of: UInt8(ascii: "["), from: digits),
      body.firstOffset(of: UInt8(ascii: "]"), from: open) != nil
    else { return nil }
    // Since Go 1.23 addresses stand between the number and the state.
    return open == digits + 1 || body.matches("gp=0x", at: digits + 1) ? start : nil
  }

  static func isRaceHeader(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return body.matches("WARNING: DATA RACE", at: start) && body.isBlank(from: start + 18)
  }

  /// The index of the first line of the header above a goroutine; nil if there is none.
  static func headerIndex(in lines: PrecedingLines) -> Int? {
    let last = lines.lines.count - 1
    var index = last - 1
    var mayFollowFatal = true
    while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if !line.isRecord {
        if isHeader(body) {
          let isPanic = body.matches("panic: ", at: 0)
          return isPanic || mayFollowFatal ? introduction(before: index, in: lines) : nil
        }
        if !GoText.mayFollowFatalError(body) { mayFollowFatal = false }
        if goroutineOffset(in: body) != nil || GoText.beginsRecord(body) { break }
      }
      index -= 1
    }
    // A log's own line above the goroutine says that there was a panic.
    index = last - 1
    while index >= 0, index > last - 4 {
      let line = lines.lines[index]
      if !line.body.span.isBlank() {
        return NativeText.offset(of: "panic", in: line.body.span) != nil ? index : nil
      }
      index -= 1
    }
    return nil
  }

  /// A line that begins a report of the runtime.
  static func isHeader(_ body: Span<UInt8>) -> Bool {
    if NativeText.matchesAny(["panic: ", "fatal error: "], in: body, at: 0) { return true }
    guard let signal = NativeText.signalName(in: body, at: 0) else { return false }
    return body.matches(": ", at: signal.upperBound)
  }

  /// The first of the lines that the runtime prints before `fatal error`.
  private static func introduction(before header: Int, in lines: PrecedingLines) -> Int {
    var first = header
    for index in stride(from: header - 1, through: max(0, header - 8), by: -1) {
      let line = lines.lines[index]
      if line.isRecord { continue }
      let isIntroduction = NativeText.matchesAny(
        ["runtime: ", "unexpected fault address ", "runtime:"], in: line.body.span, at: 0)
      guard isIntroduction else { break }
      first = index
    }
    return first
  }
}
