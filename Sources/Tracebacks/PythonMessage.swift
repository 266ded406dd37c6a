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
  /// The message is pydantic's list of errors: each has its field on a line of its own, and indented
  /// lines below.
  private var isValidation = false
  /// The message shows a statement of SQL, which may have blank lines.
  private var isStatement = false
  /// The lines after line feeds in the strings of the statement that raised the error: so many more the
  /// message may have; true for those with nothing on them.
  private var writtenLines: [Bool] = []
  /// The trace's lines of source, as far as they are kept.
  private var source: [UInt8] = []

  /// More line feeds in one statement are not counted.
  private static let writtenLineLimit = 256
  /// What is kept of the source, in bytes.
  private static let sourceLimit = 4096
  /// A line of the message that is shorter may stand in the source by chance.
  private static let quotedLength = 6

  /// Whether the statement that raised the error writes more lines than have been read.
  var expectsLines: Bool { writtenLines.contains(false) }

  /// Whether a statement of SQL goes on, across blank lines if need be.
  var isInsideStatement: Bool { isStatement && isOpen }

  /// Whether a bracket or a quote is open.
  var isOpen: Bool { openBrackets > 0 || openQuote != nil }

  /// Takes the line with the error's type.
  mutating func begin(with text: Span<UInt8>) {
    isComparison =
      text.matches("AssertionError: ", at: 0)
      && (text.firstOffset(of: " != ") != nil || text.firstOffset(of: " differ") != nil)
    isRepresentation = text.matches("KeyError: '", at: 0) || text.matches("KeyError: \"", at: 0)
    isValidation =
      text.firstOffset(of: " validation error for ") != nil
      || text.firstOffset(of: " validation errors for ") != nil
    isStatement = false
    (openBrackets, openQuote) = (0, nil)
    add(text)
  }

  /// Takes note that another call, and its statement, follow.
  mutating func beginCall() {
    writtenLines.removeAll(keepingCapacity: true)
    (openBrackets, openQuote) = (0, nil)
  }

  /// Takes a line of source.
  mutating func addSource(_ text: Span<UInt8>) {
    for index in 0..<max(0, text.count - 1) where text.matches("\\n", at: index) {
      guard writtenLines.count < Self.writtenLineLimit else { break }
      let next = text.skippingBlanks(from: index + 2)
      writtenLines.append(
        text.matches("\\n", at: next) || text.matches("')", at: next)
          || text.matches("\")", at: next))
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

  /// Takes note that a line of the message has been read.
  ///
  /// - Returns: whether the source writes such a line there. Blank ones may have been dropped on the way.
  mutating func takeWritten(isBlank: Bool) -> Bool {
    guard let next = isBlank ? writtenLines.indices.first : writtenLines.firstIndex(of: false),
      writtenLines[next] == isBlank
    else { return false }
    writtenLines.removeSubrange(...next)
    return true
  }

  /// Judges a line of which no prefix says that it is of the message.
  ///
  /// - Parameters:
  ///   - text: the line.
  ///   - isIndented: whether it is indented more than the error.
  ///   - isPastGap: whether lines that may not be of the message stand before it.
  /// - Returns: whether the line goes on with the message: that has an open bracket or quote, or the
  ///   line is one of the fields that oslo.concurrency, oslo.rootwrap and SQLAlchemy print on lines of
  ///   their own, or it stands in the source.
  mutating func continues(with text: Span<UInt8>, isIndented: Bool, isPastGap: Bool) -> Bool {
    if takeWritten(isBlank: false) || comparesMore(with: text) || Self.isParagraph(text) {
      return true
    }
    if isPastGap { return isValidation && isIndented }
    return isIndented || isOpen || Self.isField(text) || isQuoted(text)
  }

  /// Whether a line is of a comparison's difference, whatever stands between.
  func comparesMore(with text: Span<UInt8>) -> Bool {
    isComparison
      && (text.matches("- ", at: 0) || text.matches("+ ", at: 0) || text.matches("? ", at: 0))
  }

  /// Whether a line is one that goes on with a message of a known kind.
  static func isField(_ text: Span<UInt8>) -> Bool {
    isParagraph(text) || messageFields.contains { text.matches($0, at: 0) }
  }

  /// Whether a line begins a part of a known kind of message before which blank lines may stand:
  /// SQLAlchemy's, jsonschema's.
  private static func isParagraph(_ text: Span<UInt8>) -> Bool {
    paragraphs.contains { text.matches($0, at: 0) }
  }

  private static let paragraphs: [StaticString] = [
    "[SQL: ", "[parameters: ", "(Background on this error at", "Failed validating ", "On instance",
  ]

  private static let messageFields: [StaticString] = [
    "Command: ", "Exit code: ", "Stdout: ", "Stderr: ", "Description: ", "Reason: ", "stderr:",
    "b'", "b\"", "['Traceback", "[u'Traceback", "Searched in:",
    "If you are using a module and expect the file to exist",
  ]

  /// Follows brackets and quotes through the message; a line feed inside closes nothing, because
  /// terminals and slides wrap lines.
  mutating func add(_ text: Span<UInt8>) {
    if Self.isParagraph(text) {
      isStatement = text.matches("[SQL: ", at: 0)
      (openBrackets, openQuote) = (0, nil)
    }
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
