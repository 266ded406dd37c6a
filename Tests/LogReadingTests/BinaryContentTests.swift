import LogReading
import Testing

struct BinaryContentTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var expected: String?

    init(_ testDescription: String, _ bytes: [UInt8], _ expected: String?) {
      self.testDescription = testDescription
      self.bytes = bytes
      self.expected = expected
    }

    init(_ testDescription: String, _ text: String, _ expected: String?) {
      self.init(testDescription, Array(text.utf8), expected)
    }
  }

  @Test(
    "A file's first bytes name what it is",
    arguments: [
      Case("RAR", "Rar!\u{1A}\u{7}", "a RAR archive"),
      Case("ELF", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "a program"),
      Case("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG picture"),
      Case("SQLite", "SQLite format 3\0", "an SQLite database"),
      Case("UTF-32, little end first", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32 text"),
      Case("UTF-32, big end first", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "UTF-32 text"),
      Case("control characters", (0..<200).map { UInt8($0 % 32) }, "binary data"),
      Case("some control characters", "some text \u{1}\u{2}", "binary data"),
    ])
  func binary(_ example: Case) { check(example) }

  @Test(
    "A log is text whatever has happened to it",
    arguments: [
      Case("nothing", "", nil),
      Case("a line", "2026-11-21 12:39:25.649 7723 INFO nova [-] x\n", nil),
      Case("a hole of NUL bytes", [UInt8](repeating: 0, count: 9000) + Array("text\n".utf8), nil),
      Case("NUL bytes only", [UInt8](repeating: 0, count: 100), nil),
      Case("colours", "\u{1B}[00;32mINFO\u{1B}[01;35m nova\u{1B}[00m\r\n", nil),
      Case("tabs, form feeds and backspaces", "\t\u{C}\u{8}\r\n", nil),
      Case("UTF-8", "größer 日本語\n", nil),
      Case("UTF-8 with a mark", "\u{FEFF}text\n", nil),
      Case("Latin-1", [0x67, 0x72, 0xF6, 0xDF, 0x65, 0x0A], nil),
      Case("a control character in a hundred", String(repeating: "x", count: 99) + "\u{1}", nil),
      Case("control characters after the sample", Self.late, nil),
      Case("the beginning of a magic", [0x50, 0x4B], nil),
    ])
  func text(_ example: Case) { check(example) }

  private static let late =
    [UInt8](repeating: 0x61, count: 8 << 10) + [UInt8](repeating: 1, count: 8 << 10)

  private func check(_ example: Case) {
    #expect(BinaryContent.kind(of: example.bytes.span) == example.expected)
  }
}
