import PatternEngine
import Testing

struct PatternMatchingTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var expression: String
    var text: [UInt8]
    var start = 0
    var expected: Range<Int>?

    init(
      _ testDescription: String, _ expression: String, _ text: String, from start: Int = 0,
      _ expected: Range<Int>?
    ) {
      self.init(testDescription, expression, bytes: Array(text.utf8), from: start, expected)
    }

    init(
      _ testDescription: String, _ expression: String, bytes: [UInt8], from start: Int = 0,
      _ expected: Range<Int>?
    ) {
      self.testDescription = testDescription
      self.expression = expression
      self.text = bytes
      self.start = start
      self.expected = expected
    }
  }

  @Test(
    "Lines and their ends",
    arguments: [
      Case("the first match is found", "b+", "abbcbb", 1..<3),
      Case("letter case counts", "error", "ERROR", nil),
      Case("an option takes letter case away", "(?i)error", "an ERROR", 3..<8),
      Case("^ and $ hold at a line in the middle", "^b$", "a\nb\nc", 2..<3),
      Case("$ holds before the last line feed", "b$", "b\n", 0..<1),
      Case("$ does not hold before a carriage return", "b$", "b\r\n", nil),
      Case(#"\A holds at the beginning of the text only"#, #"\Ab"#, "a\nb", nil),
      Case("the dot crosses no line feed", "a.c", "a\nc", nil),
      Case("the dot takes a carriage return", "a.c", "a\rc", 0..<3),
      Case("the dot stops at the line's end", "a.*", "xab\ncd", 1..<3),
      Case("an option lets the dot cross lines", "(?s)a.c", "a\nc", 0..<3),
      Case("white space crosses lines", #"a\s+b"#, "a\n  b", 0..<5),
    ])
  func lines(_ example: Case) throws { try check(example) }

  @Test(
    "Bytes and characters",
    arguments: [
      Case("a dot takes one byte of a character", "^..$", "é", 0..<2),
      Case("a word is ASCII", #"\w"#, "é", nil),
      Case("a character in the expression makes dots take characters", "^.$|ß", "é", 0..<2),
      Case("a property makes dots take characters", #"^.\p{Lu}$"#, "éÉ", 0..<4),
      Case("a negated property, too", #"^.\P{Lu}$"#, "éx", 0..<3),
      Case("a grapheme, too", #"^\X$"#, "e\u{301}", 0..<3),
      Case("a backslash before a p is no property", #"\\p."#, #"\pé"#, 0..<3),
      Case("a character matches itself", "größe", "die größe", 4..<11),
      Case("a digit is ASCII even then", #"\d|é"#, "٣", nil),
      Case("a byte that is no UTF-8 is any byte", "a.b", bytes: [0x61, 0xFF, 0x62], 0..<3),
      Case("but no character", "a.b|é", bytes: [0x61, 0xFF, 0x62], nil),
      Case(
        "characters are found after bytes that are no UTF-8", "é", bytes: [0xFF, 0xC3, 0xC3, 0xA9],
        2..<4),
      Case("and before them", "é", bytes: [0xC3, 0xA9, 0xE2, 0x82], 0..<2),
      Case("a NUL is a byte like others", #"a\x00b"#, bytes: [0x61, 0, 0x62], 0..<3),
    ])
  func characters(_ example: Case) throws { try check(example) }

  @Test(
    "Empty texts and later starts",
    arguments: [
      Case("an empty text has an empty line", "^$", "", 0..<0),
      Case("an empty text has no letter", "a", "", nil),
      Case("nothing is enough for nothing", "a*", "", 0..<0),
      Case("the search begins at the start", "b", "bab", from: 1, 2..<3),
      Case("what stands before the start is no line's end", "^b", "ab", from: 1, nil),
      Case("a lookbehind sees what stands before the start", "(?<=a)b", "ab", from: 1, 1..<2),
      Case("the start may be the end", "a", "a", from: 1, nil),
      Case("and an empty match stand there", "$", "a", from: 1, 1..<1),
    ])
  func edges(_ example: Case) throws { try check(example) }

  private func check(_ example: Case) throws {
    let found = try search(example.expression, in: example.text, from: example.start)
    #expect(found?.range == example.expected)
  }

  @Test("One pattern and one scratch serve many texts")
  func reuse() throws {
    let pattern = try Pattern(#"(?<key>\w+)=(?<value>\w*)"#)
    let scratch = try newScratch()
    var ranges: [Range<Int>?] = []
    for text in ["a=1", "nothing", " long_name=", "b=22"] {
      let bytes = Array(text.utf8)
      let isFound = try pattern.firstMatch(in: bytes.span, using: scratch)
      ranges.append(isFound ? scratch.range(ofGroup: 2) : nil)
    }
    #expect(ranges == [2..<3, nil, 11..<11, 2..<4])
  }
}
