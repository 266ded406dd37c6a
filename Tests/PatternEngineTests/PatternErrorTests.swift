import PatternEngine
import Testing

struct PatternErrorTests {
  struct Case: CustomTestStringConvertible {
    var expression: String
    var expected: String
    var testDescription: String { expression }

    init(_ expression: String, _ expected: String) {
      self.expression = expression
      self.expected = expected
    }
  }

  @Test(
    "An expression that does not compile is an error with its place",
    arguments: [
      Case("a(b", "missing closing parenthesis at offset 3"),
      Case("a)b", "unmatched closing parenthesis at offset 1"),
      Case("x[a-", "missing terminating ] for character class at offset 4"),
      Case("a|*b", "quantifier does not follow a repeatable item at offset 2"),
      Case(#"a\"#, #"\ at end of pattern at offset 2"#),
      Case(#"a\C"#, #"using \C is disabled by the application at offset 3"#),
      Case("(?<name>a", "missing closing parenthesis at offset 9"),
      Case("é(", "missing closing parenthesis at offset 3"),
    ])
  func invalid(_ example: Case) {
    let error = #expect(throws: PatternError.self) { _ = try Pattern(example.expression).captures }
    #expect(error?.description == example.expected)
  }

  @Test("A catastrophic pattern gives up instead of finding nothing")
  func backtracking() throws {
    #expect(throws: PatternError.limitReached(.backtracking)) {
      try search("^(?:a+)+$", in: String(repeating: "a", count: 40) + "!")
    }
  }

  @Test("After a text that was too much, the next one is searched as usual")
  func recovery() throws {
    let pattern = try Pattern("^(a+)+$")
    let scratch = try newScratch()
    let bad = Array((String(repeating: "a", count: 40) + "!").utf8)
    #expect(throws: PatternError.limitReached(.backtracking)) {
      try pattern.firstMatch(in: bad.span, using: scratch)
    }
    let good = Array("aaa".utf8)
    let isFound = try pattern.firstMatch(in: good.span, using: scratch)
    #expect(isFound)
    #expect(scratch.range(ofGroup: 0) == 0..<3)
  }

  @Test("A repeated alternation goes through a record of the largest size")
  func longText() throws {
    let text = String(repeating: "ab", count: 4096)
    #expect(try search("^(?:(a)|b)+$", in: text)?.range == 0..<8192)
  }

  @Test("A match that needs more than the machine stack gives up")
  func memory() {
    #expect(throws: PatternError.limitReached(.memory)) {
      try search("^(?:(a)|b)+$", in: String(repeating: "ab", count: 200_000))
    }
  }

  @Test(
    "Errors are described in a clause",
    arguments: [
      (PatternError.invalid(message: "missing )", offset: 3), "missing ) at offset 3"),
      (.limitReached(.backtracking), "the pattern backtracks too much on this text, 100000 steps"),
      (.limitReached(.memory), "the pattern needs too much memory on this text"),
      (.engine(code: -44), "the pattern engine failed with code -44"),
    ])
  func descriptions(error: PatternError, text: String) {
    #expect(error.description == text)
  }
}
