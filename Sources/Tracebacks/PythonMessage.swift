internal import LogReading

/// The message of a Python error, as far as it tells which lines are still of it.
struct PythonMessage {
  /// Brackets and quotes that the message has opened and not closed.
  private var openBrackets = 0
  private var openQuote: UInt8?
  /// The message is unittest's comparison of two values.
  private var isComparison = false
  /// Line feeds in the strings of the statement that raised the error: so many more lines its message
  /// may have.
  private var writtenLineFeeds = 0

  /// Whether a bracket or a quote is open.
  var isOpen: Bool { openBrackets > 0 || openQuote != nil }

  /// Takes the line with the error's type.
  mutating func begin(with text: Span<UInt8>) {
    isComparison =
      text.matches("AssertionError: ", at: 0)
      && (text.firstOffset(of: " != ") != nil || text.firstOffset(of: " differ") != nil)
    (openBrackets, openQuote) = (0, nil)
    add(text)
  }

  /// Counts the line feeds that a line of source writes.
  mutating func countLineFeeds(inSource text: Span<UInt8>) {
    for index in 0..<max(0, text.count - 1) where text.matches("\\n", at: index) {
      writtenLineFeeds += 1
    }
  }

  /// Whether a line goes on with the message although no prefix says so: the message has an open
  /// bracket or quote, or it is one of the fields that oslo.concurrency, oslo.rootwrap and SQLAlchemy
  /// print on lines of their own.
  mutating func continues(with text: Span<UInt8>) -> Bool {
    if isOpen { return true }
    if writtenLineFeeds > 0 {
      writtenLineFeeds -= 1
      return true
    }
    if comparesMore(with: text) { return true }
    return Self.isField(text)
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
