internal import LogReading

/// A traceback that stands escaped inside one line: in a JSON string or a list of them, in the
/// representation of a Python string, or behind syslog's octal escapes.
enum EmbeddedText {
  /// The most lines that are unescaped.
  private static let lineLimit = 4096

  /// The traceback's lines, from its header on.
  ///
  /// - Parameters:
  ///   - line: the physical line.
  ///   - start: where the header begins.
  ///   - end: where it ends, its colon included.
  /// - Returns: nil if no escaped line feed follows the header.
  static func lines(of line: Span<UInt8>, from start: Int, headerEnd end: Int) -> [[UInt8]]? {
    let lineFeed: LineFeed
    if line.matches("#012", at: end) {
      lineFeed = .octal
    } else {
      // `\n`, and `\\n` where such a text was escaped once more.
      var slashes = 0
      while line.matches("\\", at: end + slashes) { slashes += 1 }
      guard slashes > 0, line.matches("n", at: end + slashes) else { return nil }
      lineFeed = .escaped(slashes: slashes)
    }
    var lines: [[UInt8]] = [[]]
    var index = start
    while index < line.count, lines.count < lineLimit {
      if let next = lineFeed.end(in: line, at: index) {
        lines.append([])
        index = nextElement(in: line, after: next) ?? next
      } else if case .octal = lineFeed {
        let isTab = line.matches("#011", at: index)
        lines[lines.count - 1].append(isTab ? UInt8(ascii: "\t") : line[index])
        index += isTab ? 4 : 1
      } else if line[index] == UInt8(ascii: "\\"), index + 1 < line.count {
        // Any number of slashes before a character is one level of escapes or more.
        while index + 1 < line.count, line[index] == UInt8(ascii: "\\") { index += 1 }
        lines[lines.count - 1].append(
          line[index] == UInt8(ascii: "t") ? UInt8(ascii: "\t") : line[index])
        index += 1
      } else if line[index] == UInt8(ascii: "\"") {
        // The end of the JSON string.
        break
      } else {
        lines[lines.count - 1].append(line[index])
        index += 1
      }
    }
    return lines
  }

  private enum LineFeed {
    case octal
    case escaped(slashes: Int)

    /// Where the escape ends, if it stands at `index`.
    func end(in line: Span<UInt8>, at index: Int) -> Int? {
      switch self {
      case .octal: return line.matches("#012", at: index) ? index + 4 : nil
      case .escaped(let slashes):
        for offset in 0..<slashes where !line.matches("\\", at: index + offset) { return nil }
        return line.matches("n", at: index + slashes) ? index + slashes + 1 : nil
      }
    }
  }

  /// The start of the next string in a list of strings, one for each line: `', '`, `", "`, `', u'`.
  private static func nextElement(in line: Span<UInt8>, after index: Int) -> Int? {
    guard index < line.count,
      line[index] == UInt8(ascii: "'") || line[index] == UInt8(ascii: "\"")
    else { return nil }
    var next = index + 1
    guard line.matches(",", at: next) else { return nil }
    next = line.skippingBlanks(from: next + 1)
    if line.matches("u", at: next) { next += 1 }
    guard next < line.count, line[next] == UInt8(ascii: "'") || line[next] == UInt8(ascii: "\"")
    else { return nil }
    return next + 1
  }
}
