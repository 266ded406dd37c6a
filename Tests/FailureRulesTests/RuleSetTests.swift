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

  @Test(
    "What takes a rule's place takes it in what others explain, too, and none is left without heir",
    arguments: [
      (["a": ["b"], "b": ["c"]], ["a"], ["a"]), (["c": ["b"], "b": ["a"]], ["c"], ["c"]),
      (["b": ["c"], "c": ["a"], "a": ["b"]], ["a"], ["a"]),
      (["a": ["c"], "b": ["c"]], ["a", "b"], ["b", "a"]), ([:], ["a", "b", "c"], ["b", "a", "c"]),
    ] as [([String: [String]], [String], [String])])
  func successors(_ supersedes: [String: [String]], _ used: [String], _ explained: [String]) throws
  {
    let rules = try ["a", "b", "c"].map { id in
      try Self.rule("nova-\(id)", supersedes: (supersedes[id] ?? []).map { "nova-\($0)" })
    }
    let cause = try Self.rule("ops-cause", explains: ["nova-b", "nova-a", "nova-c"])
    let set = RuleSet(rules + [cause])
    #expect(set.rules.map(\.id.text) == used.map { "nova-\($0)" } + ["ops-cause"])
    #expect(set.rules.last?.explains.map(\.text) == explained.map { "nova-\($0)" })
    #expect(set.rules.count + set.superseded.count == 4)
  }

  @Test("A rule that takes the place of what it explains does not explain itself")
  func ownSymptom() throws {
    let rules = [
      try Self.rule("nova-a", explains: ["nova-b", "nova-c"], supersedes: ["nova-b"]),
      try Self.rule("nova-b"), try Self.rule("nova-c"),
    ]
    #expect(RuleSet(rules).rules.first?.explains.map(\.text) == ["nova-c"])
  }

  private static func rule(
    _ id: String, file: String = "x.yaml", explains: [String] = [], supersedes: [String] = []
  ) throws -> Rule {
    var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
    rule.id = try #require(RuleID(id))
    rule.file = file
    rule.explains = try explains.map { try #require(RuleID($0)) }
    rule.supersedes = try supersedes.map { try #require(RuleID($0)) }
    return rule
  }
}
