import FailureRules
import PatternEngine
import Testing

@Suite("What a scan looks for before it tries rules")
struct RuleIndexTests {
  static let index = RuleIndex(rules)

  private static let rules: [Rule] = {
    func line(_ literals: String...) -> Condition {
      .signature(
        .line(
          LineSignature(
            pattern: PatternSource(expression: "x", captureNames: []), literals: literals)))
    }
    func traceback(_ types: String...) -> Condition {
      .signature(.traceback(TracebackSignature(types: types)))
    }
    let conditions: [Condition] = [
      line("No valid Host", "überall zu suchen"),
      .any([line("no valid host"), traceback("exceptions.NotFound", "OSError")]),
      traceback(),
      .absence(
        AbsenceSignature(
          start: line("stack.sh started"), end: line("stack.sh completed"), within: .seconds(60))),
      traceback("nova.exception.NotFound"),
    ]
    return conditions.compactMap { condition in
      var rule = RuleFile(text: SampleRule.text, file: SampleRule.file).rule
      rule?.condition = condition
      return rule
    }
  }()

  @Test("Each literal and each type names the rules that ask for it")
  func names() {
    let index = Self.index
    #expect(
      index.literals.map { String(decoding: $0, as: UTF8.self) } == [
        "no valid host", "überall zu suchen", "stack.sh completed", "stack.sh started",
      ])
    #expect(
      index.literals.indices.map { Array(index.rules(ofLiteral: $0)) } == [[0, 1], [0], [3], [3]])
    #expect(index.rules(ofType: "NotFound") == [1, 4])
    #expect(index.rules(ofType: "glance.common.exception.NotFound") == [1, 4])
    #expect(index.rules(ofType: "OSError") == [1])
    #expect(index.rules(ofType: "IOError") == [])
    #expect(index.rulesForAnyType == [2])
    #expect(index.hasDeadlines)
    #expect(index.windows == nil)
  }

  @Test("Without a time to wait for there is no deadline")
  func noDeadline() {
    #expect(!RuleIndex(Array(Self.rules[..<3])).hasDeadlines)
    #expect(!RuleIndex([]).hasDeadlines)
  }

  @Test("A packed index comes back as it was, with its windows")
  func packed() throws {
    let index = try #require(RuleIndex(packed: Self.index.packed))
    #expect(index.windows == LiteralWindows(of: Self.index.literals))
    #expect(index.literals == Self.index.literals)
    for number in index.literals.indices {
      #expect(index.rules(ofLiteral: number) == Self.index.rules(ofLiteral: number))
    }
    for type in ["NotFound", "OSError", "IOError"] {
      #expect(index.rules(ofType: type) == Self.index.rules(ofType: type))
    }
    #expect(index.rulesForAnyType == [2])
    #expect(index.hasDeadlines)
  }

  @Test("A text that is cut anywhere, or goes on, is no index")
  func cut() {
    let packed = Self.index.packed
    for end in packed.indices {
      #expect(RuleIndex(packed: String(packed[..<end])) == nil)
    }
    #expect(RuleIndex(packed: packed + "1;") == nil)
    #expect(RuleIndex(packed: "99999999999;") == nil)
  }
}
