/// The times in prefixes.
extension RecordPrefix {
  /// The end of `yyyy-mm-dd hh:mm:ss` with an optional fraction and zone; a `T` may stand between.
  static func timestamp(_ line: Span<UInt8>, from start: Int) -> Int? {
    guard start + 19 <= line.count, line.has(.date, at: start), line[start + 8].isDigit,
      line[start + 9].isDigit,
      line[start + 10] == UInt8(ascii: " ") || line[start + 10] == UInt8(ascii: "T"),
      var end = clock(line, from: start + 11)
    else { return nil }
    guard end < line.count else { return end }
    switch line[end] {
    case UInt8(ascii: "Z"): end += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard end + 5 <= line.count, line[end + 1].isDigit else { break }
      end += 5
      if end < line.count, line[end - 2] == UInt8(ascii: ":") { end += 1 }
    default: break
    }
    return end
  }

  /// The end of `hh:mm:ss`, with a fraction where there is one.
  static func clock(_ line: Span<UInt8>, from start: Int) -> Int? {
    guard line.has(.clock, at: start) else { return nil }
    var end = start + 8
    // Two fractions stand where logging's default time format meets oslo.log's milliseconds.
    while end + 1 < line.count,
      line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ","), line[end + 1].isDigit
    {
      end = line.skippingDigits(from: end + 2)
    }
    return end
  }
}

/// Eight bytes in which each is either a digit, or one certain character.
private struct DigitShape {
  /// The characters, and `0` for a digit; the first byte in the lowest eight bits.
  var characters: UInt64
  /// What is added to the difference so that it reaches 0x80 if it is no digit's, or not 0.
  var limits: UInt64

  /// `0000-00-`, with which dates begin.
  static let date = DigitShape(
    characters: 0x2D30_302D_3030_3030, limits: 0x7F76_767F_7676_7676)
  /// `00:00:00`, a time of day.
  static let clock = DigitShape(
    characters: 0x3030_3A30_303A_3030, limits: 0x7676_7F76_767F_7676)
}

extension Span where Element == UInt8 {
  /// Whether the eight bytes at `offset` have a shape.
  fileprivate func has(_ shape: DigitShape, at offset: Int) -> Bool {
    guard offset >= 0, offset + 8 <= count else { return false }
    let word = withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    let difference = UInt64(littleEndian: word) ^ shape.characters
    // A byte of 0x80 or more may carry into the next, but is itself none.
    return ((difference &+ shape.limits) | difference) & 0x8080_8080_8080_8080 == 0
  }
}
