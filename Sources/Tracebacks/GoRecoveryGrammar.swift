internal import LogReading

/// The traces that gin prints when a handler has panicked (recovery.go): the request, the error, and
/// each call's place before its name.
struct GoRecoveryGrammar: TraceGrammar {
  static let signs: [StaticString] = ["panic recovered:"]
  static let reach = 1

  private enum State {
    case start
    /// In the request and the error.
    case message
    /// After a call's place: its name must follow.
    case place
    case name
  }

  private var state = State.start
  private var heldLines = 0
  private(set) var isWhole = false

  /// Lines of a request and an error.
  private static let heldLineLimit = 48

  static func isSign(_ body: Span<UInt8>) -> Bool {
    guard let offset = body.firstOffset(of: "panic recovered:") else { return false }
    return body.isBlank(from: offset + 16) && body.firstOffset(of: "[Recovery]") != nil
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    TraceBeginning(first: max(0, lines.lines.count - 1), grammar: GoRecoveryGrammar())
  }

  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict {
    switch state {
    case .start:
      state = .message
      return .raised
    case .message, .name:
      if Self.isFrame(body) {
        state = .place
        return .frame
      }
      heldLines += 1
      guard state == .message, heldLines <= Self.heldLineLimit else { return .rejected }
      return .heldMessage
    case .place:
      let start = body.skippingBlanks(from: 0)
      guard start > 0, body.firstOffset(of: ": ") != nil else { return .rejected }
      state = .name
      isWhole = true
      return .accepted
    }
  }

  var lacksEnd: Bool { !isWhole }

  static func isFrame(_ body: Span<UInt8>) -> Bool { placeEnd(in: body) != nil }

  /// The end of the place in `/path/file.go:7 (0x4a2b40)`.
  private static func placeEnd(in body: Span<UInt8>) -> Int? {
    let end = body.trimmedEnd
    guard end > 0, body[end - 1] == UInt8(ascii: ")"),
      let open = NativeText.lastOffset(of: UInt8(ascii: "("), in: body, before: end), open > 1,
      NativeText.addressEnd(in: body, at: open + 1) == end - 1, body.matches(" ", at: open - 1),
      NativeText.place(in: body, from: 0, to: open - 1) != nil
    else { return nil }
    return open - 1
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = NativeText.lineEnd(in: text)
    let line = text.extracting(0..<lineEnd)
    guard let end = placeEnd(in: line),
      let place = NativeText.place(in: line, from: 0, to: end)
    else { return nil }
    let start = text.skippingBlanks(from: min(lineEnd + 1, text.count))
    var name = start
    while name < text.count, text[name] != UInt8(ascii: "\n"), !text.matches(": ", at: name) {
      name += 1
    }
    return FrameParts(file: place.file, line: place.line, function: start..<name)
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    guard isSign(text.extracting(0..<NativeText.lineEnd(in: text))),
      let offset = text.firstOffset(of: "panic recovered:")
    else { return (0..<0, 0) }
    return (offset..<(offset + 5), min(NativeText.lineEnd(in: text) + 1, text.count))
  }
}
