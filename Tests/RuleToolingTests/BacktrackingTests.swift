import Testing

@testable import RuleTooling

@Suite("Whether an expression's steps grow faster than its text")
struct BacktrackingTests {
  struct Case: CustomTestStringConvertible {
    var expression: String
    var repeated: String?
    var examples: [String] = []
    var isSearch = false
    var testDescription: String { expression }
  }

  private static func growth(
    of expression: String, examples: [String] = []
  ) -> BacktrackingTest.Growth? {
    guard var test = BacktrackingTest(expression) else { return nil }
    return test.worstGrowth(examples: examples)
  }

  @Test(
    "Expressions",
    arguments: [
      Case(expression: "(a+)+$", repeated: "a"),
      Case(expression: #"failed here: (?<b>(\w+\s?)*)\."#, repeated: "a"),
      Case(expression: #"some text \d+\d+\d+x"#, repeated: "0"),
      Case(expression: "other text [a-z_]+[0-9_]+[_A-F]+x", repeated: "_"),
      Case(expression: #"(.*)\s+(.*)\s+end"#, repeated: " "),
      Case(expression: ".*.*x", repeated: "a"),
      // Each attempt is within the limit, all together are not.
      Case(expression: #"\d+\d+x"#, repeated: "0", isSearch: true),
      Case(expression: #"(?<!-)\d+\d+ failed now"#, repeated: "0", isSearch: true),
      Case(expression: "(?<!-)[0-9]{0,200}[0-9]{0,200}x", repeated: "0", isSearch: true),
      Case(expression: "(?<!-)[0-9]{0,100}[0-9]{0,100}x"),
      // As many steps as the square of the text.
      Case(expression: #"\s+$"#),
      Case(expression: #"(\S+) failed$"#),
      Case(expression: #"(\S+)\s+failed"#),
      Case(expression: #"(?<!-)\d+x"#),
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
    let growth = Self.growth(of: example.expression, examples: example.examples)
    #expect(growth?.repeated == example.repeated)
    #expect(growth?.isSearch ?? false == example.isSearch)
  }

  @Test("The steps are told up to a scan's limit")
  func steps() {
    let growth = Self.growth(of: "(a+)+$")
    #expect(growth?.steps.map(\.bytes) == [4, 8, 16])
    #expect(growth?.steps.last?.steps == 100_001)
  }

  @Test("A test may take as many steps as its limit says, and then nothing is known")
  func limit() {
    func cost(limit: Int) -> (steps: Int, isSpent: Bool)? {
      guard var test = BacktrackingTest("some text (a+)b", limit: limit) else { return nil }
      guard test.worstGrowth(examples: []) == nil else { return nil }
      return (test.steps, test.isSpent)
    }
    let steps = cost(limit: .max)?.steps ?? 0
    #expect(steps > 0)
    #expect(cost(limit: steps + 1)?.isSpent == false)
    #expect(cost(limit: steps)?.isSpent == true)
    #expect(cost(limit: steps / 2)?.isSpent == true)
  }

  @Test("The longest expression that is tested", arguments: [(2048, true), (2049, false)])
  func size(bytes: Int, isTested: Bool) {
    let test = BacktrackingTest(String(repeating: "a", count: bytes))
    let isMade = test != nil
    #expect(isMade == isTested)
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
