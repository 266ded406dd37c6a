internal import LogReading

/// A traceback that stands escaped inside one line: in a JSON string or a list of them, in the
/// representation of a Python string or list, or behind syslog's octal escapes.
struct EmbeddedText {
  /// The traceback's lines, from its header on.
  private(set) var lines: [[UInt8]] = [[]]

  /// The most lines that are unescaped.
  private static let lineLimit = 4096

  /// Unescapes a traceback; nil if its header is followed by neither an escaped line feed nor, in a
  /// list, by the next string.
  ///
  /// - Parameters:
  ///   - line: the physical line.
  ///   - header: where the header stands in it, its colon included.
  init?(_ line: Span<UInt8>, header: Range<Int>) {
    let quote = header.lowerBound > 0 ? line[header.lowerBound - 1] : 0
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let isList = isQuoted && Self.beginsList(line, before: header.lowerBound - 1)
    let feed: LineFeed
    if line.matches("#012", at: header.upperBound) {
      feed = .octal
    } else {
      // `\n`, and `\\n` where such a text was escaped once more.
      var slashes = 0
      while line.matches("\\", at: header.upperBound + slashes) { slashes += 1 }
      if slashes > 0, line.matches("n", at: header.upperBound + slashes) {
        feed = .escaped(slashes: slashes)
      } else if isList, Self.nextElement(line, after: header.upperBound, quote: quote) != nil {
        feed = .none
      } else {
        return nil
      }
    }
    unescape(
      line, from: header.lowerBound, feed, isList: isList,
      end: isQuoted ? quote : UInt8(ascii: "\""))
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
        while index + 1 < line.count, line[index] == UInt8(ascii: "\\") { index += 1 }
        append(line[index] == UInt8(ascii: "t") ? UInt8(ascii: "\t") : line[index])
        index += 1
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
  }

  private mutating func append(_ byte: UInt8) {
    lines[lines.count - 1].append(byte)
  }

  private enum LineFeed {
    case octal
    case escaped(slashes: Int)
    /// Only the strings of a list are lines.
    case none

    /// Where the escape ends, if it stands at `index`.
    func end(in line: Span<UInt8>, at index: Int) -> Int? {
      switch self {
      case .octal: return line.matches("#012", at: index) ? index + 4 : nil
      case .escaped(let slashes):
        for offset in 0..<slashes where !line.matches("\\", at: index + offset) { return nil }
        return line.matches("n", at: index + slashes) ? index + slashes + 1 : nil
      case .none: return nil
      }
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
