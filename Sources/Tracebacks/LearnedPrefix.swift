internal import LogReading

/// What stands before a trace's header in its line, in a form that nobody has told us: if it stands
/// before the next line, too, it is the prefix of all lines of the writer.
///
/// Prefixes of stern, twisted, celery and of loggers with patterns of their own are recognised so.
struct LearnedPrefix {
  private let bytes: [UInt8]
  /// The bytes that are digits of a time, which differ from line to line.
  private let isTime: [Bool]

  /// The longest prefix that is learned, in bytes.
  static let limit = 128

  /// Takes what stands before `end`, all blanks but one left out; nil if it is nothing, or too long.
  init?(_ text: Span<UInt8>, upTo end: Int) {
    guard end <= Self.limit else { return nil }
    var count = text.extracting(0..<end).trimmedEnd
    guard count > 0 else { return nil }
    if count < end { count += 1 }
    let head = text.extracting(0..<count)
    bytes = head.withUnsafeBufferPointer { Array($0) }
    isTime = Self.times(in: head)
  }

  /// Marks the digits of every run of digits and separators that has a colon, or is a date.
  private static func times(in text: Span<UInt8>) -> [Bool] {
    var marks = [Bool](repeating: false, count: text.count)
    var start = 0
    while start < text.count {
      var end = start
      var colons = 0
      while end < text.count, text[end].isDigit || ":.,+-TZ/".utf8.contains(text[end]) {
        if text[end] == UInt8(ascii: ":") { colons += 1 }
        end += 1
      }
      let isDate =
        end - start == 10 && text[start + 4] == UInt8(ascii: "-")
        && text[start + 7] == text[start + 4]
      if colons > 0 || isDate {
        for index in start..<end where text[index].isDigit { marks[index] = true }
      }
      start = end + 1
    }
    return marks
  }

  /// The offset behind the prefix, if it stands at `start` of a line; its last blank may be missing at
  /// the line's end.
  func end(in line: Span<UInt8>, from start: Int) -> Int? {
    var length = bytes.count
    if line.count - start < length {
      guard bytes[length - 1] == UInt8(ascii: " "), line.count - start == length - 1 else {
        return nil
      }
      length -= 1
    }
    for index in 0..<length {
      let byte = line[start + index]
      guard byte == bytes[index] || (isTime[index] && byte.isDigit) else { return nil }
    }
    return start + length
  }
}
