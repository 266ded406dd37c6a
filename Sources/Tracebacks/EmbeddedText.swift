internal import LogReading

/// A text of several lines that stands escaped inside one: in a JSON string or a list of them, in the
/// representation of a Python string or list, or behind syslog's octal escapes.
struct EmbeddedText {
  /// The text's lines.
  private(set) var lines: [[UInt8]] = [[]]
  /// Where it ends in the line.
  private(set) var end = 0

  /// Fewer lines than this are unescaped.
  private static let lineLimit = 4096

  /// How far from a sign an escaped line feed is looked for, in bytes.
  private static let feedDistance = 16 << 10

  /// Finds the text with the first sign of a language at or behind `start`; nil if there is none.
  init?(of language: Language, in line: Span<UInt8>, from start: Int, bodyOffset: Int) {
    let rest = line.extracting(min(start, line.count)..<line.count)
    guard let offset = language.signOffset(in: rest) else { return nil }
    let sign = start + offset
    if let text = EmbeddedText(elasticErrorOf: line, sign: sign) {
      self = text
      end = line.count
      return
    }
    // A key is a sign only before calls that were taken apart.
    let header = language == .python ? rest.firstOffset(of: PythonGrammar.header) : nil
    guard
      let text = EmbeddedText(
        line, sign: start + (header ?? offset), bodyOffset: max(start, bodyOffset))
    else { return nil }
    self = text
    end = max(end, sign + 1)
  }

  /// Unescapes the string, or the list of strings, around the sign of a trace; nil if no line feed is
  /// escaped in it.
  ///
  /// - Parameters:
  ///   - line: the physical line.
  ///   - sign: where the sign stands in it.
  ///   - bodyOffset: where the line's prefix ends.
  init?(_ line: Span<UInt8>, sign: Int, bodyOffset: Int) {
    let quote = sign > 0 ? line[sign - 1] : 0
    let isQuoted =
      (quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"))
      && LineFeed.opensString(line, at: sign - 1)
    let isList = isQuoted && Self.beginsList(line, before: sign - 1)
    guard let feed = Self.lineFeed(near: sign, in: line) ?? (isList ? .elements : nil) else {
      return nil
    }
    if isQuoted {
      unescape(line, from: sign, feed, isList: isList, end: quote)
    } else if let start = feed.stringStart(before: sign, in: line) {
      unescape(line, from: start, feed, isList: false, end: line[start - 1])
    } else {
      unescape(line, from: bodyOffset, feed, isList: false, end: UInt8(ascii: "\""))
    }
  }

  /// Puts a Python error together that ecs-logging has taken apart (ecs_logging/_stdlib.py): calls in
  /// `stack_trace`, type and message beside them; nil if the sign is not the key of such calls.
  init?(elasticErrorOf line: Span<UInt8>, sign: Int) {
    guard line.matches("\"stack_trace\":", at: sign),
      let error = line.firstOffset(of: "\"error\":{"),
      case let start = error + 8,
      let calls = JSONCarrier.string("stack_trace", in: line, from: start),
      PythonGrammar.isFrame(calls.span),
      let type = JSONCarrier.string("type", in: line, from: start)
    else { return nil }
    let message = JSONCarrier.string("message", in: line, from: start) ?? []
    let text =
      Array("\(PythonGrammar.header):\n".utf8) + calls + [UInt8(ascii: "\n")] + type
      + Array(": ".utf8) + message
    lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: Self.lineLimit).map { Array($0) }
  }

  /// The escaped line feed after a sign or, if none is, before it.
  private static func lineFeed(near sign: Int, in line: Span<UInt8>) -> LineFeed? {
    // Only in a JSON string does a quote end the text.
    var isPastQuote = false
    for index in sign..<min(line.count, sign + feedDistance) {
      if line.matches("#012", at: index) { return .octal }
      if isPastQuote { continue }
      if let slashes = slashes(beforeFeedAt: index, in: line) { return .escaped(slashes: slashes) }
      if line[index] == UInt8(ascii: "\""), line[max(0, index - 1)] != UInt8(ascii: "\\") {
        isPastQuote = true
      }
    }
    for index in stride(from: sign, to: max(0, sign - feedDistance), by: -1) {
      if line.matches("#012", at: index) { return .octal }
      if let slashes = slashes(beforeFeedAt: index, in: line) { return .escaped(slashes: slashes) }
    }
    return nil
  }

  /// How many slashes stand before an `n` at an offset; nil if there is no such.
  private static func slashes(beforeFeedAt index: Int, in line: Span<UInt8>) -> Int? {
    guard line[index] == UInt8(ascii: "n") else { return nil }
    var start = index
    while start > 0, line[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return start < index ? index - start : nil
  }

  private mutating func unescape(
    _ line: Span<UInt8>, from start: Int, _ feed: LineFeed, isList: Bool, end: UInt8
  ) {
    var index = start
    // Each string of a list has the quotes that suit it.
    var quote = end
    func nextElement(_ index: Int) -> Int? {
      isList ? Self.nextElement(line, after: index, quote: quote) : nil
    }
    while index < line.count, lines.count < Self.lineLimit {
      if let next = feed.end(in: line, at: index) {
        lines.append([])
        index = next
        if let element = nextElement(next) {
          index = element
          quote = line[element - 1]
        }
      } else if case .octal = feed {
        let isTab = line.matches("#011", at: index)
        append(isTab ? UInt8(ascii: "\t") : line[index])
        index += isTab ? 4 : 1
      } else if line[index] == UInt8(ascii: "\\"), index + 1 < line.count {
        // Any number of slashes before a character is one level of escapes or more.
        let first = index
        while index + 1 < line.count, line[index] == UInt8(ascii: "\\") { index += 1 }
        if line[index] == quote, feed.isOutside(slashes: index - first) { break }
        if feed.isSlash(slashes: index - first) {
          append(UInt8(ascii: "\\"))
          continue
        }
        index = appendEscape(line, at: index)
      } else if let next = nextElement(index) {
        lines.append([])
        index = next
        quote = line[next - 1]
      } else if line[index] == quote {
        break
      } else {
        append(line[index])
        index += 1
      }
    }
    self.end = index
  }

  private mutating func append(_ byte: UInt8) {
    lines[lines.count - 1].append(byte)
  }

  /// Adds what an escape stands for, its slashes taken off (RFC 8259, section 7), and returns where it
  /// ends; characters beyond ASCII become question marks.
  private mutating func appendEscape(_ line: Span<UInt8>, at index: Int) -> Int {
    switch line[index] {
    case UInt8(ascii: "t"): append(UInt8(ascii: "\t"))
    case UInt8(ascii: "r"): append(UInt8(ascii: "\r"))
    case UInt8(ascii: "u") where index + 4 < line.count:
      let code = UInt16(line.text((index + 1)..<(index + 5)), radix: 16)
      append(code.flatMap { $0 < 0x80 ? UInt8($0) : nil } ?? UInt8(ascii: "?"))
      return index + 5
    default: append(line[index])
    }
    return index + 1
  }

  private enum LineFeed {
    case octal
    case escaped(slashes: Int)
    /// Only the strings of a list are lines.
    case elements

    /// Where the escape ends, if it stands at `index`.
    func end(in line: Span<UInt8>, at index: Int) -> Int? {
      switch self {
      case .octal: return line.matches("#012", at: index) ? index + 4 : nil
      case .escaped(let slashes):
        for offset in 0..<slashes where !line.matches("\\", at: index + offset) { return nil }
        return line.matches("n", at: index + slashes) ? index + slashes + 1 : nil
      case .elements: return nil
      }
    }

    /// Whether a quote behind so many slashes is one of the string itself.
    func isOutside(slashes: Int) -> Bool {
      guard case .escaped(let limit) = self else { return false }
      return slashes < limit
    }

    /// Whether so many slashes stand for one of the text's own, and begin no escape.
    func isSlash(slashes: Int) -> Bool {
      guard case .escaped(let limit) = self else { return false }
      return slashes == limit * 2
    }

    /// Where the string begins that holds an offset; nil if it has no quotes.
    ///
    /// The quotes of a string have fewer slashes before them than its line feeds have.
    func stringStart(before offset: Int, in line: Span<UInt8>) -> Int? {
      guard case .escaped(let limit) = self else { return nil }
      // An apostrophe may stand in a string of JSON, but no quotes without slashes.
      for quote in [UInt8(ascii: "\""), UInt8(ascii: "'")] {
        for index in stride(from: offset - 1, to: 0, by: -1) where line[index] == quote {
          var start = index
          while start > 0, line[start - 1] == UInt8(ascii: "\\") { start -= 1 }
          guard index - start < limit else { continue }
          if Self.opensString(line, at: start) { return index + 1 }
          // One that opens nothing shows that no apostrophes are around the string.
          if quote == UInt8(ascii: "'") { return nil }
        }
      }
      return nil
    }

    /// Whether a quote at `index` begins a value rather than a word of a sentence.
    static func opensString(_ line: Span<UInt8>, at index: Int) -> Bool {
      guard index > 0 else { return true }
      var before = line[index - 1]
      if before == UInt8(ascii: " "), index > 1 { before = line[index - 2] }
      return "=:([,bu".utf8.contains(before)
    }
  }

  /// Whether the quote at `index` opens the first string of a list, `["` or `[u'`.
  private static func beginsList(_ line: Span<UInt8>, before index: Int) -> Bool {
    var index = index
    if index > 0, line[index - 1] == UInt8(ascii: "u") { index -= 1 }
    return index > 0 && line[index - 1] == UInt8(ascii: "[")
  }

  /// The start of the next string of a list, if the end of one stands at `index`: `', '`, `", "`,
  /// `', u'`.
  private static func nextElement(
    _ line: Span<UInt8>, after index: Int, quote: UInt8
  ) -> Int? {
    guard index < line.count, line[index] == quote, line.matches(",", at: index + 1) else {
      return nil
    }
    var next = line.skippingBlanks(from: index + 2)
    if line.matches("u", at: next) { next += 1 }
    guard next < line.count, line[next] == UInt8(ascii: "'") || line[next] == UInt8(ascii: "\"")
    else { return nil }
    return next + 1
  }
}
