internal import LogReading

/// Takes the lines of Elixir's traces apart.
enum ElixirText {
  // MARK: errors

  /// Where a line has `** (Type) `, or `** (exit) ` and its like; a word and a blank may stand before.
  static func header(in body: Span<UInt8>) -> Int? {
    var start = 0
    while let star = body.firstOffset(of: UInt8(ascii: "*"), from: start) {
      if body.matches("** (", at: star), star == 0 || body[star - 1] <= UInt8(ascii: " "),
        typeEnd(in: body, from: star + 4) != nil
      {
        return isEscaped(body, at: star) ? nil : star
      }
      start = star + 1
    }
    return nil
  }

  /// Whether the line holds several lines of a text, escaped.
  private static func isEscaped(_ body: Span<UInt8>, at header: Int) -> Bool {
    body.firstOffset(of: "#012") != nil || body.extracting(0..<header).firstOffset(of: "\\n") != nil
  }

  /// Whether nothing but blanks stands before a header.
  static func isIndented(_ body: Span<UInt8>, at header: Int) -> Bool {
    header > 0 && body.skippingBlanks(from: 0) == header
  }

  /// The words that stand for a type where none was raised.
  private static let kinds: [StaticString] = ["throw)", "exit)", "stop)", "EXIT)"]

  /// The end of the type in the parentheses that open before `start`.
  private static func typeEnd(in body: Span<UInt8>, from start: Int) -> Int? {
    for kind in kinds where body.matches(kind, at: start) {
      return start + kind.utf8CodeUnitCount - 1
    }
    if body.matches("EXIT from #PID<", at: start) {
      return body.firstOffset(of: UInt8(ascii: ")"), from: start)
    }
    var end = start
    var isFirst = true
    var isNative = false
    while end < body.count, body[end] != UInt8(ascii: ")") {
      if isFirst {
        // A module that is no error's: Mix ends its tasks so.
        if body.matches(":", at: end), end == start {
          isNative = true
        } else if !isNative, body[end] < UInt8(ascii: "A") || body[end] > UInt8(ascii: "Z") {
          return nil
        }
      } else if !body[end].isWord, body[end] != UInt8(ascii: ".") {
        return nil
      }
      isFirst = body[end] == UInt8(ascii: ".")
      end += 1
    }
    guard end > start, end < body.count, !body.matches("Mix)", at: start),
      body.matches(" ", at: end + 1) || body.isBlank(from: end + 1)
    else { return nil }
    return end
  }

  /// Whether the header names what was raised, rather than announce what is under it.
  static func isRaised(_ body: Span<UInt8>, at header: Int) -> Bool {
    guard let end = typeEnd(in: body, from: header + 4) else { return false }
    if !isKind(body, at: header + 4) { return true }
    return !body.matches("an exception was raised:", at: end + 2)
  }

  private static func isKind(_ body: Span<UInt8>, at start: Int) -> Bool {
    kinds.contains { body.matches($0, at: start) } || body.matches("EXIT from ", at: start)
  }

  /// `** (exit) exited in: …`, under which the reason stands.
  static func isExited(_ body: Span<UInt8>, at header: Int) -> Bool {
    guard let end = typeEnd(in: body, from: header + 4) else { return false }
    return isKind(body, at: header + 4) && body.matches("exited in: ", at: end + 2)
  }

  /// `** (EXIT) …`, the reason of such an exit.
  static func isReason(_ body: Span<UInt8>, at header: Int) -> Bool {
    body.matches("EXIT)", at: header + 4)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    guard let header = header(in: line), let end = typeEnd(in: line, from: header + 4) else {
      return (0..<0, 0)
    }
    let start = header + 4
    let message = min(end + 2, text.count)
    // `EXIT from #PID<…>` names a process, too.
    return line.matches("EXIT ", at: start)
      ? (start..<(start + 4), message) : (start..<end, message)
  }

  // MARK: lines on the process

  private static let fields: [StaticString] = [
    "Last message", "State:", "State ", "Client ", "Function:", "Args:", "Queue:", "Postponed:",
    "Callback mode:", "Pid:", "Start Call:", "Start Module:", "Start Function:", "Restart:",
    "Shutdown:", "Type:", "Initial Call:", "Ancestors:", "Message Queue Length:", "Messages:",
    "Links:", "Dictionary:", "Trapping Exits:", "Status:", "Heap Size:", "Stack Size:",
    "Reductions:", "Neighbours:", "Registered Name:", "Number of Children:", "Process Label:",
    "Data:", "Label:", "Current Call:", "#PID<",
  ]

  /// `Last message: …`, `State: …` and what else is said of a process that has ended.
  static func isField(_ body: Span<UInt8>, at start: Int) -> Bool {
    fields.contains { body.matches($0, at: start) }
  }

  /// How many brackets a line opens and does not close, those in strings left out.
  static func brackets(in body: Span<UInt8>) -> Int {
    var count = 0
    var isInside = false
    for index in 0..<body.count {
      switch body[index] {
      case UInt8(ascii: "\"") where index == 0 || body[index - 1] != UInt8(ascii: "\\"):
        isInside.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("): if !isInside { count += 1 }
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"): if !isInside { count -= 1 }
      default: break
      }
    }
    return count
  }

  // MARK: calls

  /// `(stdlib 4.2) gen.erl:256: :gen.do_call/4`, `cart.exs:8: Shop.Cart.handle_call/3`.
  static func hasFile(_ body: Span<UInt8>) -> Bool { place(in: body) != nil }

  /// Where an indented call names its file, with the file's line and what follows.
  private static func place(
    in body: Span<UInt8>
  ) -> (file: Range<Int>, line: Int, function: Int)? {
    let start = applicationEnd(in: body)
    guard let start else { return nil }
    var end = start
    while end < body.count, body[end] > UInt8(ascii: " "), body[end] != UInt8(ascii: ":") {
      end += 1
    }
    guard end > start, isSource(body, start..<end) else { return nil }
    let digits = body.skippingDigits(from: end + 1)
    guard digits > end + 1, body.matches(": ", at: digits), digits + 2 < body.count else {
      return nil
    }
    return (start..<end, body.number(at: end + 1), digits + 2)
  }

  private static func isSource(_ body: Span<UInt8>, _ file: Range<Int>) -> Bool {
    for suffix: StaticString in [".ex", ".exs", ".erl", ".eex", ".heex", ".leex", ".yrl", ".xrl"]
    where body.matches(suffix, at: file.upperBound - suffix.utf8CodeUnitCount) {
      return true
    }
    for name: StaticString in ["nofile", "iex"] where file.count == name.utf8CodeUnitCount {
      if body.matches(name, at: file.lowerBound) { return true }
    }
    return false
  }

  /// The end of the blanks before a call and of `(stdlib 4.2) `; nil for a line that has no blanks.
  private static func applicationEnd(in body: Span<UInt8>) -> Int? {
    let start = body.skippingBlanks(from: 0)
    guard start >= 4, start < body.count else { return nil }
    guard body[start] == UInt8(ascii: "(") else { return start }
    guard let close = body.firstOffset(of: UInt8(ascii: ")"), from: start), close - start < 80,
      body.matches(" ", at: close + 1), start + 1 < close, body[start + 1].isLetter
    else { return nil }
    return close + 2
  }

  /// A call, also one without a file: `:erlang.div(10, 0)`, `Nomod.fun(1)`.
  static func isCall(_ body: Span<UInt8>) -> Bool {
    if hasFile(body) { return true }
    guard let start = applicationEnd(in: body), start < body.count else { return false }
    var end = start
    if body[end] == UInt8(ascii: ":") { end += 1 }
    guard end < body.count, body[end].isLetter,
      end > start || body[end] & 0x20 == 0
    else { return false }
    var dots = 0
    while end < body.count,
      body[end].isWord || body[end] == UInt8(ascii: ".") || body[end] == UInt8(ascii: "?")
        || body[end] == UInt8(ascii: "!")
    {
      if body[end] == UInt8(ascii: ".") { dots += 1 }
      end += 1
    }
    guard dots > 0 else { return false }
    let last = body.trimmedEnd
    if body.matches("(", at: end) { return body[last - 1] == UInt8(ascii: ")") }
    return body.matches("/", at: end) && body.skippingDigits(from: end + 1) == last
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    let end = line.trimmedEnd
    if let (file, number, function) = place(in: line) {
      return FrameParts(file: file, line: number, function: function..<max(function, end))
    }
    guard let start = applicationEnd(in: line) else { return nil }
    return FrameParts(file: start..<start, function: start..<max(start, end))
  }
}
