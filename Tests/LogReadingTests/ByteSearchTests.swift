import LogReading
import Testing

struct ByteSearchTests {
  @Test(
    "The first byte at or after an offset is found",
    arguments: [
      (0, 1), (1, 1), (2, 4), (4, 4), (5, nil), (6, nil), (100, nil),
    ] as [(Int, Int?)])
  func firstOffset(start: Int, expected: Int?) {
    #expect(Array("axbcxd".utf8).span.firstOffset(of: UInt8(ascii: "x"), from: start) == expected)
  }

  @Test("Nothing is found in nothing")
  func firstOffsetInNothing() {
    #expect([UInt8]().span.firstOffset(of: 0) == nil)
  }

  @Test(
    "A line begins after the line feed before it, or at the limit",
    arguments: [
      (offset: 0, limit: 0, expected: 0), (offset: 2, limit: 0, expected: 0),
      (offset: 3, limit: 0, expected: 3), (offset: 5, limit: 0, expected: 3),
      (offset: 5, limit: 4, expected: 4), (offset: 5, limit: 5, expected: 5),
      (offset: 6, limit: 0, expected: 6), (offset: 7, limit: 0, expected: 7),
    ])
  func lineStart(offset: Int, limit: Int, expected: Int) {
    #expect(Array("ab\ncd\n\n".utf8).span.lineStart(before: offset, limit: limit) == expected)
  }

  @Test(
    "A text stands at an offset or does not",
    arguments: [
      ("abc", 0, true), ("bcd", 1, true), ("cd", 2, true), ("d", 3, true), ("abd", 0, false),
      ("cde", 2, false), ("a", 4, false), ("a", 5, false), ("a", -1, false),
    ] as [(StaticString, Int, Bool)])
  func matches(text: StaticString, offset: Int, expected: Bool) {
    #expect(Array("abcd".utf8).span.matches(text, at: offset) == expected)
  }

  @Test(
    "Blanks and tabs are passed over",
    arguments: [(0, 3), (1, 3), (3, 3), (4, 6), (6, 6), (9, 9)])
  func skippingBlanks(offset: Int, expected: Int) {
    #expect(Array(" \t x  ".utf8).span.skippingBlanks(from: offset) == expected)
  }

  @Test(
    "Blanks, tabs and carriage returns make a blank line",
    arguments: [
      ("", 0, true), (" \t\r", 0, true), ("x ", 0, false), ("x ", 1, true), ("x", 1, true),
      (" \n", 0, false), (" \u{B}", 0, false), ("\u{A0}", 0, false),
    ])
  func isBlank(text: String, offset: Int, expected: Bool) {
    #expect(Array(text.utf8).span.isBlank(from: offset) == expected)
  }

  @Test(
    "Bytes become text, and what is no UTF-8 a replacement character",
    arguments: [
      ([0x61, 0x62, 0x63], 1..<3, "bc"), ([0xC3, 0xA9], 0..<2, "é"),
      ([0xC3, 0xA9], 0..<1, "\u{FFFD}"), ([0x61, 0xFF, 0x62], 0..<3, "a\u{FFFD}b"),
      ([0x61], 1..<1, ""),
    ] as [([UInt8], Range<Int>, String)])
  func text(bytes: [UInt8], range: Range<Int>, expected: String) {
    #expect(bytes.span.text(range) == expected)
  }

  @Test("Digits, letters and word characters are ASCII's")
  func characters() {
    let all = UInt8.min...UInt8.max
    #expect(all.filter(\.isDigit) == Array("0123456789".utf8))
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8) + "abcdefghijklmnopqrstuvwxyz".utf8
    #expect(all.filter(\.isLetter) == letters)
    #expect(all.filter(\.isWord) == ("0123456789_".utf8 + letters).sorted())
  }
}
