internal import LogReading

/// Python's tracebacks as rich draws them (rich/traceback.py): each error's calls in a box, the error
/// under it, all of it wrapped at the terminal's width and maybe indented by a log handler.
struct RichGrammar: TraceGrammar {
  /// The end of the header: colours may stand in its middle.
  static let signs: [StaticString] = ["(most recent call last)"]
  static let reach = 16
  static let reachesOverRecords = false

  private enum State {
    case start
    case box
    /// Under a box.
    case error
    case message
    case connector
  }

  private var state = State.start
  private var indentation = 0
  /// The columns of the box, and of the last line under it.
  private var width = 0
  private var lastWidth = 0
  private(set) var isWhole = false
  let lastIsPrimary = true
  private var heldLines = 0

  /// Blank lines in a row.
  private static let heldLineLimit = 2

  static func isSign(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return isCorner(body, at: start) && body.firstOffset(of: PythonGrammar.header) != nil
  }

  /// The corner of a box, round, square or of ASCII characters.
  private static func isCorner(_ body: Span<UInt8>, at start: Int) -> Bool {
    ["╭─", "┌─", "+--"].contains { body.matches($0, at: start) }
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    let sign = lines.lines[lines.lines.count - 1]
    guard isSign(sign.body.span) else { return nil }
    return TraceBeginning(first: lines.lines.count - 1, grammar: RichGrammar())
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    judge(body).counted(in: &heldLines, limit: Self.heldLineLimit)
  }

  private mutating func judge(_ body: Span<UInt8>) -> LineVerdict {
    let start = body.skippingBlanks(from: 0)
    if body.isBlank() { return state == .box ? .rejected : .held }
    if Self.isSign(body) {
      guard state == .start || state == .connector else { return .rejected }
      state = .box
      indentation = start
      width = Self.columns(body)
      return .accepted
    }
    guard start >= indentation else { return .rejected }
    let text = body.extracting(start..<body.count)
    switch state {
    case .start: return .rejected
    case .box:
      if ["╰─", "└─", "+--"].contains(where: { text.matches($0, at: 0) }) {
        state = .error
        return .accepted
      }
      guard ["│", "|"].contains(where: { text.matches($0, at: 0) }) else { return .rejected }
      return Self.isFrame(body) ? .frame : .accepted
    case .error:
      state = .message
      isWhole = true
      lastWidth = Self.columns(body)
      return .raised
    case .message:
      if PythonConnector.begins(text.extracting(0..<text.trimmedEnd)) {
        state = .connector
        return .accepted
      }
      // Within a handler's column nothing else stands; otherwise only what did not fit.
      guard heldLines == 0, indentation > 0 || lastWidth + 1 + Self.firstWord(text) > width else {
        return .rejected
      }
      lastWidth = Self.columns(body)
      return .message
    case .connector:
      return PythonConnector.ends(with: text.extracting(0..<text.trimmedEnd))
        ? .accepted : .rejected
    }
  }

  /// The columns that a line takes up to its last character, all being one wide.
  private static func columns(_ line: Span<UInt8>) -> Int {
    var count = 0
    for index in 0..<line.trimmedEnd where line[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The length of a line's first word.
  private static func firstWord(_ line: Span<UInt8>) -> Int {
    var index = 0
    while index < line.count, line[index] > UInt8(ascii: " ") { index += 1 }
    return index
  }

  /// Whether a line is like `│ /srv/app.py:10 in main   │`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    guard let parts = frame(in: body) else { return false }
    return parts.line > 0
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    var start = text.skippingBlanks(from: 0)
    if text.matches("│", at: start) {
      start += 3
    } else if text.matches("|", at: start) {
      start += 1
    } else {
      return nil
    }
    start = text.skippingBlanks(from: start)
    var index = start
    while index < lineEnd, text[index] > UInt8(ascii: " ") { index += 1 }
    var colon = index
    while colon > start, text[colon - 1].isDigit { colon -= 1 }
    guard colon > start + 1, colon < index, text[colon - 1] == UInt8(ascii: ":"),
      text.matches(" in ", at: index)
    else { return nil }
    var end = index + 4
    while end < lineEnd, text[end] > UInt8(ascii: " ") { end += 1 }
    return FrameParts(
      file: start..<(colon - 1), line: text.number(at: colon), function: (index + 4)..<end)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    PythonText.error(in: text)
  }
}
