import FailureRules
import Testing

@Suite("Rule files and captures that are out of the ordinary")
struct HostileRuleTests {
  @Test(
    "A quote with a mark on it is a quote to the shell",
    arguments: [
      ("'\u{301}", "''\\''\u{301}'"), ("'\u{301}; id; #", "''\\''\u{301}; id; #'"),
      ("a'\u{200D}$(id)", "'a'\\''\u{200D}$(id)'"), ("'\u{FE0F}`id`", "''\\''\u{FE0F}`id`'"),
    ])
  func quoting(text: String, expected: String) {
    #expect(Array(ShellWord.quoted(text).utf8) == Array(expected.utf8))
  }

  @Test("A quote with a mark on it opens quotes")
  func quotesOfACommand() throws {
    try ProblemCase(
      "", [("show {instance}", "show '\u{301}{instance}'")],
      [
        "11:14: 'remediation[0].command' has '{instance}' inside quotes; it becomes a quoted word by itself"
      ]
    ).check()
  }

  @Test("Columns count characters")
  func columns() throws {
    try ProblemCase(
      "", [("{ verified: 2026-11 }", "{ introduced: 'é', verified: 2026-11, x: y }")],
      ["15:49: unknown key 'versions.x', expected introduced, fixed-in, verified"]
    ).check()
  }

  @Test("A control character has its place")
  func controlCharacter() {
    let file = RuleFile(text: "id: a\ntitle: b\n\ncause: a\u{7}b\n", file: "x.yaml")
    #expect(
      file.problems.first?.description
        == "x.yaml:4:9: not valid YAML: control characters are not allowed")
  }

  @Test("Anchors and tags have no place in a rule file")
  func anchorsAndTags() throws {
    let text = try SampleRule.text(replacing: [("severity: high", "severity: &a !b high")])
    let file = RuleFile(text: text, file: SampleRule.file)
    #expect(
      file.problems.map(\.message) == [
        "an anchor ('&name'); write the value out", "a tag ('!name'); all values are texts",
      ])
  }

  @Test("Of a file a hundred mistakes are told, and that there are more")
  func manyMistakes() {
    for (count, told) in [(89, 100), (90, 101), (5000, 101)] {
      let text = (0..<count).map { "unknown-\($0): 1\n" }.joined()
      let problems = RuleFile(text: text, file: "x.yaml").problems
      let missing = problems.count { $0.message.hasSuffix(" is missing") }
      #expect(problems.count == told)
      #expect(problems.last?.message.hasPrefix("more is wrong than these 100") == (told > 100))
      if count == 89 { #expect(missing == 11) }
    }
    let anchors = "a: [" + String(repeating: "&a b, ", count: 5000) + "c]\n"
    #expect(RuleFile(text: anchors, file: "x.yaml").problems.count == 101)
  }

  @Test("A long value is told up to a thousand characters, and not taken for a misspelt word")
  func longValue() throws {
    for (count, isGuess) in [(Spelling.lengthLimit, true), (Spelling.lengthLimit + 1, false)] {
      let word = String(repeating: "x", count: count)
      #expect((Spelling.closest(to: word, among: [word + "y"]) != nil) == isGuess)
    }
    let text = try SampleRule.text(replacing: [
      ("severity: high", "severity: \(String(repeating: "x", count: 900_000))")
    ])
    let problem = try #require(RuleFile(text: text, file: SampleRule.file).problems.first)
    #expect(
      problem.message
        == "'severity' is '" + String(repeating: "x", count: 985) + "…")
  }

  @Test("A packed rule with something behind it is none")
  func trailing() throws {
    #expect(RulePack.unpack(RulePack.pack(try RuleFileReadingTests.expected) + "x") == nil)
  }
}
