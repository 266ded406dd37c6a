import FailureRules
import Testing

/// What a scan looks for before it tries a condition.
struct ConditionTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var condition: Condition
    var literals: [String]?
    var types: Set<String>

    init(
      _ testDescription: String, _ condition: Condition, literals: [String]?, types: Set<String>
    ) {
      self.testDescription = testDescription
      self.condition = condition
      self.literals = literals
      self.types = types
    }
  }

  @Test(
    "Literals of lines and types of tracebacks",
    arguments: [
      Case("a line", line("b", "a"), literals: ["b", "a"], types: []),
      Case("a line without a literal", line(), literals: [], types: []),
      Case("a traceback", raises("E", "F"), literals: nil, types: ["E", "F"]),
      Case("a traceback of any type", raises(), literals: nil, types: [""]),
      Case("not", .not(line("a")), literals: [], types: []),
      Case(
        "any of lines takes all", .any([line("b", "a"), line("a", "c")]),
        literals: ["a", "b", "c"], types: []),
      Case(
        "any of lines, one without a literal, looks at everything", .any([line("a"), line()]),
        literals: [], types: []),
      Case(
        "any of a line and a traceback", .any([line("a"), raises("E")]), literals: ["a"],
        types: ["E"]),
      Case(
        "any of tracebacks", .any([raises("E"), raises("F")]), literals: nil, types: ["E", "F"]),
      Case(
        "all of lines takes the one with the longest", .all([line("abc"), line("abcdef", "abcd")]),
        literals: ["abcdef", "abcd"], types: []),
      Case(
        "all passes over what must not hold", .all([.not(line("abcdef")), line("abc")]),
        literals: ["abc"], types: []),
      Case(
        "all of a line and a traceback looks at tracebacks", .all([line("abc"), raises("E")]),
        literals: nil, types: ["E"]),
      Case(
        "all of tracebacks takes the one with a type", .all([raises(), raises("E")]), literals: nil,
        types: ["E"]),
    ])
  func whatIsLookedFor(_ example: Case) {
    #expect(example.condition.scanLiterals == example.literals)
    #expect(example.condition.tracebackTypes == example.types)
  }

  private static func line(_ literals: String...) -> Condition {
    .signature(
      .line(
        LineSignature(
          pattern: PatternSource(expression: "x", captureNames: []), literals: literals)))
  }

  private static func raises(_ types: String...) -> Condition {
    .signature(.traceback(TracebackSignature(types: types)))
  }
}
