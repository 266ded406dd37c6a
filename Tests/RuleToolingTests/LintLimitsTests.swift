import FailureRules
import Testing

@testable import RuleTooling

@Suite("What rules lint may cost")
struct LintLimitsTests {
  private static func rule(
    _ id: String, line: String, match: String, command: String = "df -h"
  ) -> RuleFile {
    RuleFile(
      text: """
        id: \(id)
        title: It is so
        severity: low
        status: stable
        component: ops
        signature:
          line: '\(line)'
        cause: A cause.
        remediation: [{ text: Do it., command: "\(command)" }]
        references: ['https://docs.openstack.org/']
        versions: { verified: 2026-11 }
        examples:
          match: \(match)
          no-match: something else

        """, file: "\(id).yaml")
  }

  private static func messages(
    _ files: [RuleFile], _ change: (inout LintLimits) -> Void = { _ in }
  ) -> [String] {
    var limits = LintLimits()
    change(&limits)
    return RuleLint.findings(
      in: files, today: LintMonth(year: 2026, month: 11), limits: limits
    ).map { "\($0.file):\($0.line):\($0.column): \($0.message) [\($0.check.rawValue)]" }
  }

  /// The steps that the test of an expression takes.
  private static func steps(_ expression: String) -> Int {
    guard var test = BacktrackingTest(expression) else { return 0 }
    _ = test.worstGrowth(examples: [])
    return test.steps
  }

  @Test("When the steps are spent, one finding counts the expressions that were not tested")
  func steps() {
    let files = (1...3).map {
      Self.rule("ops-r\($0)", line: "number \($0) has failed", match: "number \($0) has failed")
    }
    let one = Self.steps("number 1 has failed")
    func untested(_ steps: Int, _ first: String) -> [String] {
      [
        """
        \(first) not tested for backtracking, expected 2048 bytes, 200000000 steps for one and \
        \(steps) for all at most [untested]
        """
      ]
    }
    #expect(Self.messages(files) { $0.steps = 3 * one + 1 } == [])
    #expect(
      Self.messages(files) { $0.steps = 3 * one }
        == untested(3 * one, "ops-r3.yaml:7:9: 'signature.line' was"))
    #expect(
      Self.messages(files) { $0.steps = one }
        == untested(one, "ops-r1.yaml:7:9: 'signature.line' and 2 more were"))
  }

  @Test("An expression that stands in several rules is tested once")
  func known() {
    let files = (1...3).map {
      Self.rule("ops-r\($0)", line: "one has failed (?i)", match: "one has failed")
    }
    let found = Self.messages(files) { $0.steps = Self.steps("one has failed (?i)") + 1 }
    #expect(found.allSatisfy { $0.hasSuffix("[overlap]") || $0.hasSuffix("[example]") })
  }

  @Test("An expression that is too long is named", arguments: [(2048, 0), (2049, 1)])
  func longExpression(bytes: Int, count: Int) {
    let line = "it has failed" + String(repeating: "x", count: bytes - 13)
    #expect(
      Self.messages([Self.rule("ops-long", line: line, match: line)])
        == Array(
          repeating: """
            ops-long.yaml:7:9: 'signature.line' was not tested for backtracking, expected 2048 \
            bytes, 200000000 steps for one and 1000000000 for all at most [untested]
            """, count: count))
  }

  @Test("When the trials are spent, rules are tried on their own examples only")
  func trials() {
    // Each is tried on its example; of the others' texts nothing is looked for.
    var files = (1...3).map {
      Self.rule("ops-r\($0)", line: "number \($0) has failed", match: "number \($0) has failed")
    }
    #expect(Self.messages(files) { $0.trials = 3 } == [])
    files[2] = Self.rule("ops-r3", line: "number 3 has failed", match: "number 4 has failed")
    let wrong =
      "ops-r3.yaml:13:10: 'examples.match' is not matched by the rule's signature; 'rules test' "
      + "shows how far it comes [example]"
    let untested = "tried on the other rules, expected 8192 bytes, and"
    #expect(Self.messages(files) { $0.trials = 3 } == [wrong])
    #expect(
      Self.messages(files) { $0.trials = 2 } == [
        wrong,
        "ops-r3.yaml:13:10: 'examples.match' was not \(untested) 2 trials for all at most [untested]",
      ])
    #expect(
      Self.messages(files) { $0.trials = 1 } == [
        "ops-r2.yaml:13:10: 'examples.match' and 1 more were not \(untested) 1 trials for all at "
          + "most [untested]", wrong,
      ])
  }

  @Test("A long example is tried on its own rule only", arguments: [(8192, 0), (8193, 1)])
  func longExample(bytes: Int, count: Int) {
    let match = "it has failed" + String(repeating: "x", count: bytes - 13)
    #expect(
      Self.messages([Self.rule("ops-long", line: "it has failed", match: match)])
        == Array(
          repeating: """
            ops-long.yaml:13:10: 'examples.match' was not tried on the other rules, expected 8192 \
            bytes, and 100000 trials for all at most [untested]
            """, count: count))
  }

  @Test("Four rules that match an example are named, more are counted", arguments: [4, 5, 6])
  func overlaps(others: Int) {
    let first = Self.rule("ops-a", line: "it has failed", match: "it has failed now, all of it")
    let more = (1...others).map {
      Self.rule("ops-r\($0)", line: "now, all of it{1,\($0)}", match: "now, all of itt")
    }
    let found = Self.messages([first] + more).filter { $0.hasPrefix("ops-a.yaml") }
    var names = (1...4).map { "'ops-r\($0)'" }
    if others > 4 { names.append("\(others - 4) more rule\(others > 5 ? "s" : "")") }
    #expect(
      found
        == names.map {
          """
          ops-a.yaml:13:10: 'examples.match' is matched by \($0) too, expected one of the two \
          rules to explain the other [overlap]
          """
        })
  }

  @Test("A shell is asked about so many commands, and those left are counted")
  func commands() {
    let files = (1...3).map {
      Self.rule(
        "ops-r\($0)", line: "number \($0) has failed", match: "number \($0) has failed",
        command: "ls | wc -l x\($0)")
    }
    #expect(Self.messages(files) { $0.commands = 3 } == [])
    #expect(
      Self.messages(files) { $0.commands = 1 } == [
        """
        ops-r2.yaml:9:40: 'remediation[0].command' and 1 more were not shown to /bin/sh, expected \
        1 commands with special characters at most [untested]
        """
      ])
  }

  @Test("A hundred names get a guess, the others none")
  func guesses() {
    var guesses = SpellingGuesses(among: ["nova-a", "glance-b"])
    for _ in 1...SpellingGuesses.limit { #expect(guesses.closest(to: "nova-b") == "nova-a") }
    #expect(guesses.closest(to: "nova-b") == nil)
  }
}
