internal import LogReading

/// The traces of Perl that module Carp writes (`longmess`, as `confess` and `cluck` print it).
///
/// A trace is recognised by its first call; the message is the line above.
struct PerlGrammar: TraceGrammar {
  private static let call: StaticString = " called at "
  /// What stands at the end of a call: arguments, a block or a text that is evaluated, a required file.
  static let signs: [StaticString] = [
    ") called at ", "} called at ", "' called at ", ".pm called at ", ".pl called at ",
  ]
  static let reach = 16

  private enum State {
    /// Before the message.
    case start
    case message
    case calls
    /// After the report that a file could not be compiled, which may have calls of its own.
    case aborted
  }

  private var state = State.start
  private(set) var lacksHead = false
  private(set) var isWhole = false

  static func isSign(_ body: Span<UInt8>) -> Bool { isFrame(body) }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let last = lines.lines.count - 1
    guard last > 0 else {
      return lines.reachesStart
        ? TraceBeginning(first: 0, grammar: PerlGrammar(lacksHead: true)) : nil
    }
    let own = lines.lines.indices.filter { !lines.lines[$0].isRecord }
    var first = last - 1
    let above = lines.lines[first]
    if above.isRecord {
      guard placeOffset(in: above.body.span) == nil else {
        return TraceBeginning(first: first, grammar: PerlGrammar())
      }
      guard own.count > 1 else { return nil }
      first = own[own.count - 2]
    }
    let line = lines.lines[first]
    let body = line.body.span
    guard let place = placeOffset(in: body) else {
      let isHeadless = lines.reachesStart && own.allSatisfy { lines.lines[$0].holds(isFrame) }
      return isHeadless && own[0] == 0
        ? TraceBeginning(first: 0, grammar: PerlGrammar(lacksHead: true)) : nil
    }
    // The message ends with a line feed: the place has a line of its own.
    if body.isBlank(from: 0) || place == 0 { first -= 1 }
    // A message whose last line is indented begins above.
    while first > 0, lines.lines[first].begins(with: " "), !lines.lines[first].isRecord,
      !lines.lines[first - 1].isBlank, !lines.lines[first - 1].holds(isFrame)
    {
      first -= 1
    }
    // The arguments of the first call are often the message.
    while first > 0, !lines.lines[first - 1].isRecord,
      isArgument(lines.lines[first - 1].body, of: lines.lines[last].body)
    {
      first -= 1
    }
    return first < 0 ? nil : TraceBeginning(first: first, grammar: PerlGrammar())
  }

  /// Whether a line stands in the arguments of a call up to a line feed, which Carp writes as `\x{a}`.
  private static func isArgument(_ line: [UInt8], of call: [UInt8]) -> Bool {
    guard !line.isEmpty else { return false }
    let quoted = line + Array("\\x{a}".utf8)
    return call.indices.contains { call[$0...].starts(with: quoted) }
  }

  private init(lacksHead: Bool = false) {
    self.lacksHead = lacksHead
    if lacksHead { state = .calls }
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    if Self.isFrame(body) {
      state = .calls
      isWhole = true
      return .frame
    }
    switch state {
    case .start:
      state = .message
      return .raised
    case .message: return .message
    case .calls:
      if body.matches("\t...propagated at ", at: 0) || body.matches("\t...caught at ", at: 0) {
        return .accepted
      }
      guard
        body.matches("BEGIN failed--compilation aborted at ", at: 0)
          || body.matches("Compilation failed in require at ", at: 0)
      else { return .rejected }
      state = .aborted
      return .accepted
    case .aborted: return Self.placeOffset(in: body) == 0 ? .accepted : .rejected
    }
  }

  /// Where ` at file line 7.` begins that a line ends with; 0 if the line is nothing else.
  private static func placeOffset(in body: Span<UInt8>) -> Int? {
    let end = body.trimmedEnd
    var index = end - 1
    let limit = max(0, end - 1024)
    // The last ` line 7` that has an ` at ` before it: a file handle's may follow.
    while index >= limit {
      if body.matches(" line ", at: index), case let digits = body.skippingDigits(from: index + 6),
        digits > index + 6,
        digits == end || body[digits] == UInt8(ascii: ".") || body[digits] == UInt8(ascii: ",")
      {
        var start = index - 1
        while start >= limit {
          if body.matches(" at ", at: start) { return body.isBlank(from: 0) ? nil : start }
          start -= 1
        }
        return nil
      }
      index -= 1
    }
    return nil
  }

  /// `	Package::function(arguments) called at file line 7`.
  static func isFrame(_ body: Span<UInt8>) -> Bool { frame(in: body) != nil }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let body = text.extracting(0..<(text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count))
    let start = body.skippingBlanks(from: 0)
    guard start > 0, start < body.count else { return nil }
    // The arguments may have the words, too.
    var called: Int?
    var index = start
    while let blank = body.firstOffset(of: UInt8(ascii: " "), from: index) {
      if body.matches(call, at: blank) { called = blank }
      index = blank + 1
    }
    guard let called else { return nil }
    var name = start
    while name < called,
      body[name].isWord || body[name] == UInt8(ascii: ":") || body[name] == UInt8(ascii: "'")
    {
      name += 1
    }
    let isCall =
      (name > start && body.matches("(", at: name) && body[called - 1] == UInt8(ascii: ")"))
      || body.matches("eval {...}", at: start) || body.matches("eval '", at: start)
      || body.matches("require ", at: start) || (name == called && name > start)
    guard isCall else { return nil }
    let file = called + 11
    var line: Int?
    index = file
    while let blank = body.firstOffset(of: UInt8(ascii: " "), from: index), line == nil {
      if body.matches(" line ", at: blank), body.skippingDigits(from: blank + 6) > blank + 6 {
        line = blank
      }
      index = blank + 1
    }
    guard let line, line > file else { return nil }
    let end = body.skippingDigits(from: line + 6)
    guard body.isBlank(from: end) || body.matches(",", at: end) || body.matches(".", at: end) else {
      return nil
    }
    let function = name > start && body.matches("(", at: name) ? start..<name : start..<called
    return FrameParts(file: file..<line, line: body.number(at: line + 6), function: function)
  }

  /// Perl's errors are texts: they have no type.
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) { (0..<0, 0) }
}
