internal import LogReading

/// What the traces of compiled languages have in common in their texts.
enum NativeText {
  /// The end of the line that holds an offset.
  static func lineEnd(in text: Span<UInt8>, from start: Int = 0) -> Int {
    text.firstOffset(of: UInt8(ascii: "\n"), from: start) ?? text.count
  }

  /// Whether one of some texts stands at an offset.
  static func matchesAny(_ texts: [StaticString], in text: Span<UInt8>, at offset: Int) -> Bool {
    for candidate in texts where text.matches(candidate, at: offset) { return true }
    return false
  }

  /// The offset after the hexadecimal digits that begin at `start`.
  static func skippingHex(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, isHex(text[index]) { index += 1 }
    return index
  }

  /// The offset after `0x` and its digits at `start`; nil if none stand there.
  static func addressEnd(in text: Span<UInt8>, at start: Int) -> Int? {
    guard text.matches("0x", at: start) else { return nil }
    let end = skippingHex(text, from: start + 2)
    return end > start + 2 ? end : nil
  }

  /// A hexadecimal digit.
  static func isHex(_ byte: UInt8) -> Bool {
    byte.isDigit || ((byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "f"))
  }

  /// The offset of a word in small letters, however the text writes it; looks at the first 1024 bytes.
  static func offset(of word: StaticString, in text: Span<UInt8>) -> Int? {
    let length = word.utf8CodeUnitCount
    let last = min(text.count, 1024) - length
    guard length > 0, last >= 0 else { return nil }
    for start in 0...last where text[start] | 0x20 == word.utf8Start[0] {
      var count = 1
      while count < length, text[start + count] | 0x20 == word.utf8Start[count] | 0x20 {
        count += 1
      }
      if count == length { return start }
    }
    return nil
  }

  /// The offset of the last `byte` before `end`; nil if there is none.
  static func lastOffset(of byte: UInt8, in text: Span<UInt8>, before end: Int) -> Int? {
    var index = min(end, text.count)
    while index > 0 {
      index -= 1
      if text[index] == byte { return index }
    }
    return nil
  }

  /// The path and the line number in `path:7` or `path:7:21` that ends at `end`; nil if it is none.
  static func place(
    in text: Span<UInt8>, from start: Int, to end: Int
  ) -> (file: Range<Int>, line: Int)? {
    guard let colon = numberStart(in: text, from: start, to: end) else { return nil }
    if let first = numberStart(in: text, from: start, to: colon) {
      return (start..<first, text.number(at: first + 1))
    }
    return (start..<colon, text.number(at: colon + 1))
  }

  /// The colon of a number that ends at `end`, with something before it.
  private static func numberStart(in text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = min(end, text.count)
    while index > start, text[index - 1].isDigit { index -= 1 }
    guard index < end, index > start + 1, text[index - 1] == UInt8(ascii: ":") else { return nil }
    return index - 1
  }

  /// The name of a signal at `start`, such as `SIGSEGV`; nil if none stands there.
  static func signalName(in text: Span<UInt8>, at start: Int) -> Range<Int>? {
    guard text.matches("SIG", at: start) else { return nil }
    var end = start + 3
    while end < text.count, text[end] >= UInt8(ascii: "A"), text[end] <= UInt8(ascii: "Z") {
      end += 1
    }
    return end > start + 4 ? start..<end : nil
  }

  /// The offset after `+0x12/0x20` at `start`; nil if none stands there.
  static func offsetEnd(in text: Span<UInt8>, at start: Int) -> Int? {
    guard text.matches("+", at: start), let end = addressEnd(in: text, at: start + 1),
      text.matches("/", at: end)
    else { return nil }
    return addressEnd(in: text, at: end + 1)
  }
}
