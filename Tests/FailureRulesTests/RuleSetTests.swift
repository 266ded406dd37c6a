import FailureRules
import Testing

struct RuleSetTests {
  @Test("A set holds the first rule of each id, in order of id")
  func firstOfEach() throws {
    let rules = [
      try Self.rule("nova-b", file: "1"), try Self.rule("nova-a", file: "2"),
      try Self.rule("nova-b", file: "3"), try Self.rule("glance-z", file: "4"),
    ]
    #expect(RuleSet(rules).rules == [rules[3], rules[1], rules[0]])
    #expect(RuleSet([]).rules == [])
  }

  @Test("Rules that fit together have no problem between them")
  func noProblems() throws {
    let rules = [
      try Self.rule("nova-a", explains: ["nova-b", "nova-c"]),
      try Self.rule("nova-b", explains: ["nova-c"]), try Self.rule("nova-c"),
    ]
    #expect(RuleSet.problems(among: rules) == [])
    #expect(RuleSet.problems(among: []) == [])
  }

  @Test("An id that stands twice and a symptom that is no rule are problems")
  func problems() throws {
    let rules = [
      try Self.rule("nova-build-failed", file: "a.yaml", explains: ["nova-bild-failed"]),
      try Self.rule("nova-build-failed", file: "b.yaml"),
      try Self.rule("glance-x", file: "c.yaml", explains: ["sudo-password-required"]),
      try Self.rule("nova-build-failed", file: "d.yaml"),
    ]
    #expect(
      RuleSet.problems(among: rules).map(\.description) == [
        "b.yaml:1:1: the id 'nova-build-failed' is already that of a.yaml",
        "d.yaml:1:1: the id 'nova-build-failed' is already that of b.yaml",
        "a.yaml:1:1: 'explains' names 'nova-bild-failed', which is no rule (did you mean 'nova-build-failed'?)",
        "c.yaml:1:1: 'explains' names 'sudo-password-required', which is no rule",
      ])
  }

  private static func rule(
    _ id: String, file: String = "x.yaml", explains: [String] = []
  ) throws -> Rule {
    var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
    rule.id = try #require(RuleID(id))
    rule.file = file
    rule.explains = try explains.map { try #require(RuleID($0)) }
    return rule
  }
}
