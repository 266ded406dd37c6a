import PatternEngine
import Testing

struct LiteralScannerTests {
  /// Literal sets by the length of their shortest member: each length samples the text differently.
  static let shortestLengths = [4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 20]

  @Test(
    "Every occurrence is found once, wherever the range begins and ends",
    arguments: shortestLengths)
  func alignments(shortest: Int) {
    var random = SeededGenerator(seed: UInt64(shortest))
    // Three letters only, so that literals overlap and share their parts.
    let literals = (0..<12).map { index in
      Self.text(length: shortest + (index == 0 ? 0 : index % 5), using: &random)
    }
    let scanner = LiteralScanner(literals: literals)
    for alignment in 0..<64 {
      var text = Self.text(length: 260, using: &random)
      for _ in 0..<10 {
        Self.plant(
          literals.randomElement(using: &random) ?? [], in: &text,
          at: .random(in: 0..<240, using: &random),
          using: &random)
      }
      let range = alignment..<(text.count - Int.random(in: 0..<20, using: &random))
      // At both ends: just inside, and reaching out.
      let first = literals[alignment % literals.count]
      let last = literals[(alignment + 5) % literals.count]
      Self.plant(first, in: &text, at: max(0, alignment - alignment % 3), using: &random)
      Self.plant(last, in: &text, at: range.upperBound - last.count + alignment % 2, using: &random)
      #expect(
        Self.scan(scanner, text, in: range) == Self.naive(literals, text, in: range),
        "range \(range)")
    }
  }

  @Test(
    "Many literals are found beside one another, and the same ones by windows tuned to the text",
    arguments: [300, 1000, 1500])
  func many(count: Int) {
    var random = SeededGenerator(seed: 1000)
    let literals = (0..<count).map { Self.text(length: 12 + $0 % 9, using: &random) }
    var text: [UInt8] = []
    for index in stride(from: 0, to: count, by: 7) {
      text += literals[index] + Self.text(length: index % 11, using: &random)
    }
    let expected = Self.naive(literals, text, in: 0..<text.count)
    #expect(expected.count > count / 7)
    let found = Self.scan(LiteralScanner(literals: literals), text, in: 0..<text.count)
    #expect(found == expected)
    let general = LiteralWindows(of: literals)
    let tuned = LiteralWindows(of: literals, in: text.span)
    #expect(tuned != general)
    let scanner = LiteralScanner(literals: literals, windows: tuned)
    #expect(Self.scan(scanner, text, in: 0..<text.count) == expected)
  }

  @Test("Windows take more literals, unless one is too short for them")
  func moreWindows() {
    let literals = ["no valid host", "unable to connect"].map { Array($0.utf8) }
    let more = Array("permission denied".utf8)
    var windows = LiteralWindows(of: literals)
    let fits = windows.append([more])
    #expect(fits)
    #expect(windows == LiteralWindows(of: literals + [more]))
    let isTooShort = !windows.append([Array("Permission".utf8)])
    #expect(isTooShort)
    #expect(windows.starts.count == 3)
  }

  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var literals: [String]
    var text: String
    var expected: [LiteralOccurrence]

    init(
      _ testDescription: String, _ literals: [String], _ text: String, _ expected: [(Int32, Int32)]
    ) {
      self.testDescription = testDescription
      self.literals = literals
      self.text = text
      self.expected = expected.map { LiteralOccurrence(offset: $0.0, literal: $0.1) }
    }
  }

  @Test(
    "What an occurrence is",
    arguments: [
      Case("no literal, no occurrence", [], "anything at all", []),
      Case("an empty text holds none", ["abcd"], "", []),
      Case("a text shorter than the literal holds none", ["abcdefgh"], "abcdefg", []),
      Case("the text may be the literal", ["abcd"], "abcd", [(0, 0)]),
      Case("letter case does not count in the text", ["StoreAdd"], "sTOREaDD", [(0, 0)]),
      Case("occurrences of one literal overlap", ["aaaa"], "aaaaaa", [(0, 0), (1, 0), (2, 0)]),
      Case(
        "long ones overlap, too", ["xyxyxyxyxyxy"], "xyxyxyxyxyxyxyxy", [(0, 0), (2, 0), (4, 0)]),
      Case("one literal inside another", ["traceback", "back"], "a traceback", [(2, 0), (7, 1)]),
      Case("a literal given twice is found twice", ["abcd", "ABCD"], "-abcd", [(1, 0), (1, 1)]),
      Case(
        "short and long literals in order of place", ["tail", "a much longer literal", "head"],
        "head: a much longer literal; tail", [(0, 2), (6, 1), (29, 0)]),
      Case("bytes beyond ASCII are compared", ["größe"], "grüße größe", [(8, 0)]),
      Case("so does bit 5 of theirs not count", ["größe"], "grÖße", [(0, 0)]),
      Case("brackets and braces are not told apart", ["a[bc]"], "a{bc}", [(0, 0)]),
    ])
  func occurrences(_ example: Case) {
    let scanner = LiteralScanner(literals: example.literals.map { Array($0.utf8) })
    let text = Array(example.text.utf8)
    #expect(Self.scan(scanner, text, in: 0..<text.count) == example.expected)
  }

  @Test("What was found before stays in front")
  func appending() {
    let scanner = LiteralScanner(literals: [Array("abcd".utf8)])
    let before = LiteralOccurrence(offset: 100, literal: 7)
    var found = [before]
    let text = Array("abcd abcd".utf8)
    scanner.scan(text.span, in: 0..<text.count, into: &found)
    #expect(
      found == [
        before, LiteralOccurrence(offset: 0, literal: 0), LiteralOccurrence(offset: 5, literal: 0),
      ])
  }

  // MARK: the naive way

  private static func scan(
    _ scanner: LiteralScanner, _ text: [UInt8], in range: Range<Int>
  ) -> [LiteralOccurrence] {
    var found: [LiteralOccurrence] = []
    scanner.scan(text.span, in: range, into: &found)
    // Literals at one place come in any order; the places do not.
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.offset <= $1.offset })
    return found.sorted { ($0.offset, $0.literal) < ($1.offset, $1.literal) }
  }

  private static func naive(
    _ literals: [[UInt8]], _ text: [UInt8], in range: Range<Int>
  ) -> [LiteralOccurrence] {
    let lowered = text.map(lowercased)
    let needles = literals.map { $0.map(lowercased) }
    var found: [LiteralOccurrence] = []
    for start in range {
      for (index, needle) in needles.enumerated()
      where start + needle.count <= range.upperBound
        && lowered[start] == needle[0]
        && lowered[start..<(start + needle.count)].elementsEqual(needle)
      {
        found.append(LiteralOccurrence(offset: Int32(start), literal: Int32(index)))
      }
    }
    return found
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte + 32 : byte
  }

  private static func text(length: Int, using random: inout SeededGenerator) -> [UInt8] {
    (0..<length).map { _ in "ab ".utf8.randomElement(using: &random) ?? 0 }
  }

  /// Writes a literal over a text, in some letter case.
  private static func plant(
    _ literal: [UInt8], in text: inout [UInt8], at start: Int, using random: inout SeededGenerator
  ) {
    for (index, byte) in literal.enumerated() where start + index < text.count {
      let isUpper = byte != UInt8(ascii: " ") && Bool.random(using: &random)
      text[start + index] = isUpper ? byte & ~0x20 : byte
    }
  }
}
