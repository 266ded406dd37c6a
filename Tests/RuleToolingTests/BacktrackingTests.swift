import Testing

@testable import RuleTooling

@Suite("Whether an expression's steps grow faster than its text")
struct BacktrackingTests {
  struct Case: CustomTestStringConvertible {
    var expression: String
    var repeated: String?
    var examples: [String] = []
    var testDescription: String { expression }
  }

  @Test(
    "Expressions",
    arguments: [
      Case(expression: "(a+)+$", repeated: "a"),
      Case(expression: #"failed here: (?<b>(\w+\s?)*)\."#, repeated: "a"),
      Case(expression: #"some text \d+\d+\d+x"#, repeated: "0"),
      Case(expression: "other text [a-z_]+[0-9_]+[_A-F]+x", repeated: "_"),
      // The last loop cannot give back anything: each step of the first is one step.
      Case(expression: #"some text \d+\d+x"#),
      Case(expression: "a message (.*)*x", repeated: "a"),
      Case(expression: "^(.*?,){11}P", repeated: ","),
      Case(expression: "(?:x|(?:ab|a|b)+)+;", repeated: "a"),
      Case(expression: "(a|a)*b", repeated: "a"),
      Case(expression: "(?i)error: ([a-z]+)*!", repeated: "a"),
      // Read off nowhere, found in the example.
      Case(expression: #"(x)\1: (b+)+$"#, repeated: "b", examples: ["say xx: bbb"]),
      Case(expression: #"linear (?:[a-z]+,)+x"#),
      Case(expression: #"No valid host was found for (?<instance>\w+)"#),
      Case(expression: #"Unable\s+to\s+create\s+(?<directory>/[^\s'"]{0,300}[^\s'"/.,:;])"#),
      Case(expression: "(?>a+)+$"),
      Case(expression: "(a++)+$"),
      Case(expression: "plain"),
      Case(expression: ""),
    ])
  func expressions(_ example: Case) {
    let growth = BacktrackingTest(example.expression)?.worstGrowth(examples: example.examples)
    #expect(growth?.repeated == example.repeated)
  }

  @Test("The steps are told up to a scan's limit")
  func steps() {
    let growth = BacktrackingTest("(a+)+$")?.worstGrowth(examples: [])
    #expect(growth?.steps.map(\.bytes) == [4, 8, 16])
    #expect(growth?.steps.last?.steps == 100_001)
  }

  @Test(
    "A sample is a text that the expression matches",
    arguments: [
      ("(a+)+$", [("a", [1, 1])]),
      (#"\bx(?:ab|[^a]{2,}|(?=q)\.)y?"#, [("xaby", []), ("x00y", [3]), ("x.y", [])]),
      (#"[]a]\d{3}(?<n>[[:digit:]])"#, [("a0000", [])]), ("(?i)\\/a*b{,2}", [("/ab", [2, 3])]),
      (#"(x)\1"#, []), ("(*UTF)a", []), ("[a", []), ("(a", []),
    ] as [(String, [(String, [Int])])])
  func samples(expression: String, expected: [(String, [Int])]) {
    let samples = SampleText.variants(of: expression)
    #expect(samples.map { String(decoding: $0.bytes, as: UTF8.self) } == expected.map(\.0))
    #expect(samples.map(\.loops) == expected.map(\.1))
  }
}
