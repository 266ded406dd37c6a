internal import LogReading

/// The message of a Python error, as far as it tells which lines are still of it.
struct PythonMessage {
  /// Brackets and quotes that the message has opened and not closed.
  private var openBrackets = 0
  private var openQuote: UInt8?
  /// The message is unittest's comparison of two values.
  private var isComparison = false
  /// The message is the representation of a string, which has one line.
  private(set) var isRepresentation = false
  /// Line feeds in the strings of the statement that raised the error: so many more lines its message
  /// may have.
  private var writtenLineFeeds = 0
  /// The trace's lines of source, as far as they are kept.
  private var source: [UInt8] = []

  /// What is kept of the source, in bytes.
  private static let sourceLimit = 4096
  /// A line of the message that is shorter may stand in the source by chance.
  private static let quotedLength = 6

  /// Whether the statement that raised the error writes more lines than have been read.
  var expectsLines: Bool { writtenLineFeeds > 0 }

  /// Whether a bracket or a quote is open.
  var isOpen: Bool { openBrackets > 0 || openQuote != nil }

  /// Takes the line with the error's type.
  mutating func begin(with text: Span<UInt8>) {
    isComparison =
      text.matches("AssertionError: ", at: 0)
      && (text.firstOffset(of: " != ") != nil || text.firstOffset(of: " differ") != nil)
    isRepresentation = text.matches("KeyError: '", at: 0) || text.matches("KeyError: \"", at: 0)
    (openBrackets, openQuote) = (0, nil)
    add(text)
  }

  /// Takes note that another call, and its statement, follow.
  mutating func beginCall() {
    writtenLineFeeds = 0
    (openBrackets, openQuote) = (0, nil)
  }

  /// Takes a line of source.
  mutating func addSource(_ text: Span<UInt8>) {
    for index in 0..<max(0, text.count - 1) where text.matches("\\n", at: index) {
      writtenLineFeeds += 1
    }
    guard source.count + text.count < Self.sourceLimit else { return }
    text.withUnsafeBufferPointer { source.append(contentsOf: $0) }
    source.append(UInt8(ascii: "\n"))
  }

  /// Whether a line stands in a string of the source, behind `\n` or `\0`, of which a shell may have
  /// taken the slash.
  private func isQuoted(_ text: Span<UInt8>) -> Bool {
    let length = text.trimmedEnd
    guard length >= Self.quotedLength, length < source.count else { return false }
    // A name alone may stand anywhere.
    guard (0..<length).contains(where: { !text[$0].isWord }) else { return false }
    for start in 1...(source.count - length) where source[start] == text[0] {
      guard "n0".utf8.contains(source[start - 1]) else { continue }
      if (1..<length).allSatisfy({ source[start + $0] == text[$0] }) { return true }
    }
    return false
  }

  /// Whether a line goes on with the message although no prefix says so: the message has an open
  /// bracket or quote, or it is one of the fields that oslo.concurrency, oslo.rootwrap and SQLAlchemy
  /// print on lines of their own, or it stands in the source.
  mutating func continues(with text: Span<UInt8>) -> Bool {
    if isOpen { return true }
    if writtenLineFeeds > 0 {
      writtenLineFeeds -= 1
      return true
    }
    if comparesMore(with: text) { return true }
    return Self.isField(text) || isQuoted(text)
  }

  /// Whether a line is of a comparison's difference, whatever stands between.
  func comparesMore(with text: Span<UInt8>) -> Bool {
    isComparison
      && (text.matches("- ", at: 0) || text.matches("+ ", at: 0) || text.matches("? ", at: 0))
  }

  /// Whether a line is one that goes on with a message of a known kind.
  static func isField(_ text: Span<UInt8>) -> Bool {
    messageFields.contains { text.matches($0, at: 0) }
  }

  private static let messageFields: [StaticString] = [
    "Command: ", "Exit code: ", "Stdout: ", "Stderr: ", "Description: ", "Reason: ", "stderr:",
    "b'", "b\"", "[SQL: ", "[parameters: ", "(Background on this error at", "['Traceback",
    "[u'Traceback", "Searched in:", "If you are using a module and expect the file to exist",
  ]

  /// Follows brackets and quotes through the message; a line feed inside closes nothing, because
  /// terminals and slides wrap lines.
  mutating func add(_ text: Span<UInt8>) {
    var previous = UInt8(ascii: " ")
    for index in 0..<min(text.count, 4096) {
      let byte = text[index]
      if let quote = openQuote {
        if byte == quote, previous != UInt8(ascii: "\\") { openQuote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        // An apostrophe inside a word opens nothing.
        if !previous.isWord || previous == UInt8(ascii: "u") || previous == UInt8(ascii: "b") {
          openQuote = byte
        }
      } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
      {
        openBrackets += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      {
        openBrackets = max(0, openBrackets - 1)
      }
      previous = byte
    }
    // A quote is closed on its own line or wrapped once; an apostrophe must not swallow the log.
    if openBrackets == 0 { openQuote = nil }
  }
}
