import FailureRules
import Foundation
import LogReading
import Reporting
import RuleTooling
import StackDoctor
import Testing

@Suite("Testing rules")
struct RuleTestRunTests {
  /// Examples, a corpus and known-good logs, with assertions of all kinds that fail.
  static let run: RuleTestRun = {
    var run = RuleTestRun(RuleTestFixture.rules)
    run.runExamples()
    run.runCorpus(RuleTestFixture.logs)
    run.runKnownGood(RuleTestFixture.logs)
    return run
  }()

  @Test("Every failing assertion is named with what was expected and what happened")
  func text() throws {
    var found = ""
    RuleTestText(style: TextStyle(hasColor: false, width: 100)).write(Self.run, to: &found)
    #expect(try RuleTestFixture.golden("test.txt", for: found) == found)
  }

  @Test("Text is wrapped to the terminal and coloured")
  func narrow() throws {
    var found = ""
    RuleTestText(style: TextStyle(hasColor: true, width: 60)).write(Self.run, to: &found)
    #expect(try RuleTestFixture.golden("test-narrow-color.txt", for: found) == found)
  }

  @Test("JUnit has a case for every assertion, and the whole failure in its text")
  func junit() throws {
    var found = ""
    RuleTestJUnit().write(Self.run, to: &found)
    #expect(try RuleTestFixture.golden("test.xml", for: found) == found)
  }

  @Test("XML holds no character that it does not allow")
  func xml() {
    #expect(XMLText.escaped("a<b>&\"\u{1B}\u{FFFF}\n") == "a&lt;b&gt;&amp;&quot;␛\u{FFFD}\n")
  }

  @Test("Nothing is wrong with what was read")
  func noProblems() {
    #expect(Self.run.problems.filter { $0.kind == .failure } == [])
  }

  @Test("Rules about several records say what does not come together, and show what they ask for")
  func histories() throws {
    _ = RuleTestFixture.root
    let rules = RuleDirectory.read("\(RuleTestFixture.golden)/histories").compactMap(\.rule)
    var run = RuleTestRun(RuleSet(rules))
    run.runExamples()
    let style = TextStyle(hasColor: false, width: 100)
    var found = ""
    RuleTestText(style: style).write(run, to: &found)
    for rule in rules {
      found += "\n"
      RuleSheet(style: style).write(
        RulePage(rule, origin: .option, links: RuleLinks(among: rules)), to: &found)
    }
    #expect(try RuleTestFixture.golden("histories.txt", for: found) == found)
  }

  @Test("A run of nothing says so")
  func nothing() {
    var found = ""
    RuleTestText(style: TextStyle(hasColor: false, width: 80)).write(
      RuleTestRun(RuleSet([])), to: &found)
    #expect(found == "Nothing was tested.\n")
  }

  @Test("A run can be ended")
  func ended() {
    var run = RuleTestRun(RuleTestFixture.rules)
    run.runExamples { false }
    run.runCorpus(RuleTestFixture.logs) { false }
    #expect(run.assertionCount == 0)
  }

  @Test("A folder that is not there, or holds nothing to test, is a failure to read")
  func noFolder() {
    _ = RuleTestFixture.root
    var run = RuleTestRun(RuleTestFixture.rules)
    run.runCorpus("/no/such/folder")
    run.runCorpus(RuleTestFixture.pack)
    run.runKnownGood("/no/such/folder")
    #expect(
      run.problems.map(\.message) == [
        "no such file or directory", "holds no case: no log has a file '*.expected' beside it",
        "no such file or directory",
      ])
  }

  @Test("The rules that come with the program hold on the corpus, and are silent on healthy logs")
  func shipped() throws {
    _ = RuleTestFixture.root
    var run = RuleTestRun(.shipped)
    run.runExamples()
    run.runCorpus("corpus")
    run.runKnownGood("corpus/clean")
    #expect(run.suites.flatMap(\.failures) == [])
    let cases = run.suites.first { $0.name == "corpus" }?.assertions.map(\.name)
    #expect(try cases == Self.provokedLogs())
  }

  /// The logs of failures that were provoked: all but seeds, healthy services' logs, and labelled traces.
  private static func provokedLogs() throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: "corpus").sorted()
      .filter { !["clean", "seeds", "tracebacks"].contains($0) }
    return try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: "corpus/\(folder)")
        .filter { $0.hasSuffix(".log") }.sorted().map { "corpus/\(folder)/\($0)" }
    }
  }

  private func rule(line: String, match: String, noMatch: String) throws -> Rule {
    let yaml = """
      id: nova-hostile
      title: Hostile
      severity: low
      status: experimental
      component: nova
      signature:
        line: '\(line)'
      cause: None.
      remediation: [{ text: None. }]
      references: [https://docs.openstack.org/]
      versions: { verified: 2026-11 }
      examples:
        match: \(match)
        no-match: \(noMatch)

      """
    return try #require(RuleFile(text: yaml, file: "nova-hostile.yaml").rule)
  }

  @Test("Of a long expression, the last thousand beginnings are tried, and no more")
  func longExpression() throws {
    for (count, actual) in [
      (
        142,
        [
          "no match", "  signature.line holds up to 'hostile text [0-9]'",
          "    on line 1 the text goes on with 'z'",
          "    expected '\(String(repeating: "(?:x|y)", count: 5))(?:x|…'",
        ]
      ),
      (
        143,
        [
          "no match",
          "  signature.line: 'hostile text ' stands in the text, "
            + "but no beginning of the expression that was tried holds",
        ]
      ),
    ] {
      let line = "hostile text [0-9]" + String(repeating: "(?:x|y)", count: count)
      let rule = try rule(line: line, match: "hostile text 5z", noMatch: "quiet")
      #expect(ExampleTest(rule).suite.assertions.map(\.failure?.actual) == [actual, nil])
    }
  }

  @Test(
    "When the steps of looking are spent, no further beginning is tried", arguments: [20, 2000])
  func stepLimit(lines: Int) throws {
    let rule = try rule(
      line: "hostile text [0-9]" + String(repeating: "\\w", count: 450),
      match: "\"" + String(repeating: "hostile text 5z\\n", count: lines) + "\"", noMatch: "quiet")
    let found = ExampleTest(rule).suite.assertions.first?.failure?.actual.dropFirst().first
    #expect(
      found
        == (lines == 20
          ? "  signature.line holds up to 'hostile text [0-9]\\w'"
          : "  signature.line: 'hostile text ' stands in the text, but no beginning of the expression "
            + "that was tried holds"))
  }

  @Test("A signature in another case than the text is said to be")
  func otherCase() throws {
    let rule = try rule(line: "hostile text [0-9]", match: "Hostile text 5", noMatch: "quiet")
    #expect(
      ExampleTest(rule).suite.assertions.map(\.failure?.actual) == [
        [
          "no match",
          "  signature.line is written in another case than the text, expected the log's, or '(?i)' "
            + "before it",
        ], nil,
      ])
  }

  @Test("A pattern that gives up fails its examples")
  func hostile() throws {
    let text = "hostile text \(String(repeating: "a", count: 4000))"
    let rule = try rule(line: "hostile text (a+)+(b|c)$", match: text, noMatch: text + "d")
    let gaveUp = "line 1: the pattern backtracks too much on this text, 100000 steps"
    #expect(
      ExampleTest(rule).suite.assertions.map(\.failure?.actual) == [
        ["no match", "  \(gaveUp) (4013 bytes)"], ["\(gaveUp) (4014 bytes)"],
      ])
  }
}
