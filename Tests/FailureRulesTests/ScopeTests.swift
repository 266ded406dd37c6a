import FailureRules
import Testing

struct ScopeTests {
  private static let line = "line: 'No valid host was found for (?<instance>\\w+)'"

  @Test(
    "Problems with a scope",
    arguments: [
      ProblemCase(
        "a misspelt key", [("signature:", "scope: { servce: nova }\nsignature:")],
        [
          "6:10: unknown key 'scope.servce' (did you mean 'service'?), expected service, logger, level, source"
        ]),
      ProblemCase(
        "nothing", [(line, line + "\n  scope: {}")],
        ["8:10: 'signature.scope' has none of service, logger, level, source"]),
      ProblemCase(
        "a misspelt level", [(line, line + "\n  scope: { level: [ERROR, WARN] }")],
        [
          "8:27: 'signature.scope.level[1]' is 'WARN', expected one of TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL"
        ]),
      ProblemCase(
        "a mapping for a glob", [(line, line + "\n  scope: { source: { a: b } }")],
        ["8:20: 'signature.scope.source' is a mapping, expected a list"]),
      ProblemCase(
        "a long glob",
        [(line, line + "\n  scope: { logger: \(String(repeating: "x", count: 257)) }")],
        ["8:20: 'signature.scope.logger' has 257 bytes, expected 256 at most"]),
      ProblemCase(
        "a glob as long as may be",
        [(line, line + "\n  scope: { logger: \(String(repeating: "x", count: 256)) }")], []),
      ProblemCase(
        "only what must not hold, scoped",
        [(line, "all: [{ not: { line: abcdefgh }, scope: { level: INFO } }]")],
        ["7:8: 'signature.all' only says what must not hold"]),
    ])
  func problems(_ example: ProblemCase) throws { try example.check() }

  @Test("Scopes of the rule and of its conditions, aliases, superseded rules and modules are read")
  func everything() throws {
    let text = try SampleRule.text(replacing: [
      (
        Self.line,
        """
        any:
            - line: 'No valid host was found for (?<instance>\\w+)'
              scope: { level: [ERROR, CRITICAL], source: '*/nova-*.log' }
            - traceback: { message: '(?<instance>.)', frames: [{ module: nova.scheduler.manager }] }
        """
      ),
      ("signature:", "scope: { service: [nova, 'nova-*'], logger: nova.* }\nsignature:"),
      ("references:", "aliases: [nova-no-host]\nsupersedes: [nova-old-host]\nreferences:"),
    ])
    let file = RuleFile(text: text, file: SampleRule.file)
    #expect(file.problems == [])
    let rule = try #require(file.rule)
    let pattern = PatternSource(
      expression: #"No valid host was found for (?<instance>\w+)"#, captureNames: ["instance"])
    #expect(
      rule.condition
        == .scoped(
          RuleScope(services: [Glob("nova"), Glob("nova-*")], loggers: [Glob("nova.*")]),
          .any([
            .scoped(
              RuleScope(levels: [.error, .critical], sources: [Glob("*/nova-*.log")]),
              .signature(
                .line(
                  LineSignature(pattern: pattern, literals: ["No valid host was found for "])))),
            .signature(
              .traceback(
                TracebackSignature(
                  message: PatternSource(expression: "(?<instance>.)", captureNames: ["instance"]),
                  frames: [FrameSignature(module: "nova.scheduler.manager")]))),
          ])))
    #expect(rule.aliases == [try #require(RuleID("nova-no-host"))])
    #expect(rule.supersedes == [try #require(RuleID("nova-old-host"))])
    #expect(RulePack.unpack(RulePack.pack(rule)) == rule)
  }

  @Test(
    "A glob stands for a whole text",
    arguments: [
      ("nova", "nova", true), ("nova", "nova.compute", false), ("nova*", "nova", true),
      ("*", "", true), ("", "", true), ("", "a", false), ("n?va", "nova", true),
      ("n?va", "nva", false), ("*.log", "a.log.log", true), ("a*b*c", "axxbxxbc", true),
      ("a*b*c", "axxbxxb", false), ("**a", "ba", true), ("?", "", false),
    ])
  func globs(_ glob: String, _ text: String, _ matches: Bool) {
    #expect(Glob(glob).matches(text) == matches)
  }

  @Test(
    "A glob stands for as many components of a path as it has",
    arguments: [
      ("nova-*.log", "/var/log/nova/nova-api.log", true),
      ("nova/*.log", "/var/log/nova/nova-api.log", true),
      ("nova/*.log", "/var/log/cinder/nova-api.log", false),
      ("/var/*", "/var/log/a", false), ("/var/log/*", "/var/log/a", true),
      ("(standard input)", "(standard input)", true),
    ])
  func paths(_ glob: String, _ path: String, _ matches: Bool) {
    #expect(Glob(glob).matchesEnd(ofPath: path) == matches)
  }

  @Test("A glob of many stars ends")
  func hostile() {
    let glob = Glob(String(repeating: "*a", count: Glob.sizeLimit / 2))
    #expect(!glob.matches(String(repeating: "a", count: 4096) + "b"))
  }

  @Test("A set holds the rules in force, by the names of today")
  func set() throws {
    func rule(_ id: String, _ change: (inout Rule) -> Void = { _ in }) throws -> Rule {
      var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
      rule.id = try #require(RuleID(id))
      rule.file = "\(id).yaml"
      rule.explains = []
      change(&rule)
      return rule
    }
    let old = try #require(RuleID("a-old"))
    let rules = [
      try rule("a-one") { $0.aliases = [old] },
      try rule("a-two") {
        $0.explains = [old]
        $0.supersedes = [RuleID("a-three")].compactMap { $0 }
      },
      try rule("a-three"),
      try rule("b-one") { $0.supersedes = [RuleID("b-two")].compactMap { $0 } },
      try rule("b-two") { $0.supersedes = [RuleID("b-one")].compactMap { $0 } },
    ]
    let set = RuleSet(rules)
    #expect(set.rules.map(\.id.text) == ["a-one", "a-two", "b-one"])
    #expect(set.rules[1].explains.map(\.text) == ["a-one"])
    #expect(set.rules.named(old)?.id.text == "a-one")
    #expect(RuleSet.problems(among: rules) == [])
    let wrong = [
      try rule("a-one") { $0.aliases = [RuleID("a-two")].compactMap { $0 } },
      try rule("a-two") { $0.supersedes = [RuleID("a-two"), RuleID("a-thee")].compactMap { $0 } },
      try rule("a-three"),
    ]
    #expect(
      RuleSet.problems(among: wrong).map(\.description) == [
        "a-one.yaml:1:1: 'aliases' names 'a-two', which is already the name of a-two.yaml",
        "a-two.yaml:1:1: 'supersedes' names 'a-thee', which is no rule (did you mean 'a-three'?)",
        "a-two.yaml:1:1: 'supersedes' names the rule itself",
      ])
  }
}
