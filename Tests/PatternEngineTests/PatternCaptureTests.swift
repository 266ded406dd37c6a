import PatternEngine
import Testing

struct PatternCaptureTests {
  struct NameCase: CustomTestStringConvertible {
    var expression: String
    var expected: [String]
    var testDescription: String { expression }

    init(_ expression: String, _ expected: [String]) {
      self.expression = expression
      self.expected = expected
    }
  }

  @Test(
    "Captures are named in order of appearance, with all groups of a name",
    arguments: [
      NameCase("abc", []),
      NameCase("(a)(?:b)", []),
      NameCase("(?<zone>a)(?<area>b)", ["zone [1]", "area [2]"]),
      NameCase("(x)(?<name>y)", ["name [2]"]),
      NameCase("(?<outer>a(?<inner>b))", ["outer [1]", "inner [2]"]),
      NameCase("(?P<first>a)(?'second'b)", ["first [1]", "second [2]"]),
      NameCase("(?<name>a)|(?<other>b)|(?<name>c)", ["name [1, 3]", "other [2]"]),
      NameCase("(?|(?<name>a)|(?<name>b))", ["name [1]"]),
    ])
  func names(_ example: NameCase) throws {
    let captures = try Pattern(example.expression).captures.map { "\($0.name) \($0.groups)" }
    #expect(captures == example.expected)
  }

  @Test("A pattern with more groups than are kept matches and gives the first ones")
  func manyGroups() throws {
    let pattern = try Pattern(String(repeating: "(a)", count: 80))
    let scratch = try newScratch()
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 80)
    let isFound = try pattern.firstMatch(in: bytes.span, using: scratch)
    #expect(isFound)
    let found = [0, 1, 63, 64, 80].map { scratch.range(ofGroup: $0) }
    #expect(found == [0..<80, 0..<1, 62..<63, nil, nil])
  }
}
