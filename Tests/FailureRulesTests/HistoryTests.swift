import FailureRules
import Testing

struct HistoryTests {
  private static let line = "line: 'No valid host was found for (?<instance>\\w+)'"
  private static let first = "{ \(line) }"
  private static let second = "{ line: 'the request has failed' }"

  /// A case whose signature is this, on line 7 from column 3 on.
  private static func signature(
    _ testDescription: String, _ text: String, _ expected: [String]
  ) -> ProblemCase {
    ProblemCase(testDescription, [(line, text)], expected)
  }

  private static func times(_ text: String, _ expected: [String]) -> ProblemCase {
    signature("times: \(text)", "\(line)\n  times: \(text)", expected)
  }

  @Test(
    "Problems with thresholds",
    arguments: [
      times("{ at-least: 2 }", []), times("{ at-least: 1000, within: 24h }", []),
      times("{ at-least: 2, lines: 1000000 }", []),
      times(
        "{ at-least: 1 }",
        ["8:22: 'signature.times.at-least' is '1', expected a number from 2 to 1000"]),
      times(
        "{ at-least: 1001 }",
        ["8:22: 'signature.times.at-least' is '1001', expected a number from 2 to 1000"]),
      times("{ within: 60s }", ["8:10: the key 'signature.times.at-least' is missing"]),
      times(
        "{ at-least: 5, within: 60 }",
        [
          "8:33: 'signature.times.within' is '60', expected a time from 1s to 24h such as '60s', '5m' or '1h'"
        ]),
      times(
        "{ at-least: 5, within: 25h }",
        [
          "8:33: 'signature.times.within' is '25h', expected a time from 1s to 24h such as '60s', '5m' or '1h'"
        ]),
      times(
        "{ at-least: 5, within: 9223372036854775807h }",
        [
          "8:33: 'signature.times.within' is '9223372036854775807h', expected a time from 1s to 24h such as '60s', '5m' or '1h'"
        ]),
      times(
        "{ at-least: 5, lines: 0 }",
        ["8:32: 'signature.times.lines' is '0', expected a number from 1 to 1000000"]),
      times(
        "{ at-least: 1, lines: 0 }\n  scope: { level: [] }",
        [
          "9:19: 'signature.scope.level' is empty",
          "8:22: 'signature.times.at-least' is '1', expected a number from 2 to 1000",
          "8:32: 'signature.times.lines' is '0', expected a number from 1 to 1000000",
        ]),
      times(
        "{ at-least: 5, within: 60s, lines: 3 }",
        ["8:45: 'signature.times' has both of within, lines, expected one"]),
      times(
        "{ atleast: 5 }",
        [
          "8:12: unknown key 'signature.times.atleast' (did you mean 'at-least'?), expected at-least, within, lines"
        ]),
      signature(
        "inside another condition", "any: [{ \(line), times: { at-least: 2 } }]",
        ["7:72: 'signature.any[0].times' may stand directly under 'signature' only"]),
      signature(
        "beside a sequence",
        "sequence: { steps: [\(first), \(second)] }\n  times: { at-least: 2 }",
        ["8:10: 'signature.times' cannot stand beside 'sequence'"]),
    ])
  func thresholds(_ example: ProblemCase) throws { try example.check() }

  @Test(
    "Problems with sequences and absences",
    arguments: [
      signature("a sequence", "sequence: { steps: [\(first), \(second)], by: pid }", []),
      signature(
        "one step", "sequence: { steps: [\(first)] }",
        ["7:22: 'signature.sequence.steps' has 1, expected from 2 to 8"]),
      signature(
        "nine steps",
        "sequence: { steps: [\(first)\(String(repeating: ", " + second, count: 8))] }",
        ["7:22: 'signature.sequence.steps' has 9, expected from 2 to 8"]),
      signature(
        "all that is wrong is told",
        "sequence: { steps: [\(first), { line: 'a(' }], by: host, within: 1d }",
        [
          "7:89: 'signature.sequence.steps[1].line' is not a PCRE2 expression: missing closing parenthesis at offset 2",
          "7:102: 'signature.sequence.by' is 'host', expected one of request-id, pid, source",
          "7:116: 'signature.sequence.within' is '1d', expected a time from 1s to 24h such as '60s', '5m' or '1h'",
        ]),
      signature(
        "no steps", "sequence: { by: pid }",
        ["7:13: the key 'signature.sequence.steps' is missing"]),
      signature(
        "an unknown key to tell apart by",
        "sequence: { steps: [\(first), \(second)], by: request }",
        [
          "7:122: 'signature.sequence.by' is 'request', expected one of request-id, pid, source"
        ]),
      signature(
        "a step that is wrong", "sequence: { steps: [\(first), { line: 'a(' }] }",
        [
          "7:89: 'signature.sequence.steps[1].line' is not a PCRE2 expression: missing closing parenthesis at offset 2"
        ]),
      signature(
        "a step without fixed text", "sequence: { steps: [\(first), { line: '\\d+' }] }",
        [
          "7:3: 'signature' needs 7 bytes of fixed text in a row in each alternative; one has none"
        ]),
      signature(
        "a sequence in a sequence",
        "sequence: { steps: [\(first), { sequence: { steps: [] } }] }",
        [
          "7:93: 'signature.sequence.steps[1].sequence' may stand directly under 'signature' only"
        ]),
      signature(
        "an absence", "absence: { start: \(first), end: \(second), by: request-id, lines: 9 }", []),
      signature(
        "an absence without its end", "absence: { start: \(first) }",
        ["7:12: the key 'signature.absence.end' is missing"]),
      signature(
        "an absence within a time", "absence: { start: \(first), end: \(second), within: 60s }", []),
      signature(
        "an absence within a time that is none",
        "absence: { start: \(first), end: \(second), within: 60 }",
        [
          "7:128: 'signature.absence.within' is '60', expected a time from 1s to 24h such as '60s', '5m' or '1h'"
        ]),
      signature(
        "an absence within a time and lines",
        "absence: { start: \(first), end: \(second), within: 60s, lines: 9 }",
        ["7:140: 'signature.absence' has both of within, lines, expected one"]),
      signature(
        "an absence with an unknown key",
        "absence: { start: \(first), end: \(second), until: 60s }",
        [
          "7:120: unknown key 'signature.absence.until', expected start, end, by, within, lines"
        ]),
      signature(
        "a value of what does not come",
        "absence: { start: \(second), end: \(first) }",
        ["2:8: 'title'", "10:11: 'remediation[0].text'", "11:14: 'remediation[0].command'"].map {
          "\($0) names '{instance}', which is no capture of the signature, expected none"
        }),
    ])
  func histories(_ example: ProblemCase) throws { try example.check() }

  @Test("A scope of the rule is one of each condition, and all comes back from the pack")
  func reading() throws {
    let condition = { (expression: String, literal: String, names: [String]) in
      Condition.signature(
        .line(
          LineSignature(
            pattern: PatternSource(expression: expression, captureNames: names),
            literals: [literal])))
    }
    let scope = RuleScope(services: [Glob("nova")])
    let first = Condition.scoped(
      scope,
      condition(
        #"No valid host was found for (?<instance>\w+)"#, "No valid host was found for ",
        ["instance"]))
    let second = Condition.scoped(
      scope, condition("the request has failed", "the request has failed", []))
    let cases: [(String, Condition)] = [
      (
        "\(Self.line)\n  times: { at-least: 3, within: 5m }",
        .times(Threshold(count: 3, within: .seconds(300)), first)
      ),
      ("\(Self.line)\n  times: { at-least: 3 }", .times(Threshold(count: 3), first)),
      (
        "sequence: { steps: [\(Self.first), \(Self.second)], by: request-id, lines: 7 }",
        .sequence(
          SequenceSignature(steps: [first, second], key: .requestID, within: .lines(7)))
      ),
      (
        "absence: { start: \(Self.first), end: \(Self.second), by: pid, lines: 7 }",
        .absence(
          AbsenceSignature(start: first, end: second, key: .pid, within: .lines(7)))
      ),
      (
        "absence: { start: \(Self.first), end: \(Self.second), within: 2h }",
        .absence(AbsenceSignature(start: first, end: second, within: .seconds(7200)))
      ),
      (
        "absence: { start: \(Self.first), end: \(Self.second) }",
        .absence(AbsenceSignature(start: first, end: second))
      ),
    ]
    for (signature, expected) in cases {
      let text = try SampleRule.text(replacing: [
        (Self.line, signature), ("signature:", "scope: { service: nova }\nsignature:"),
      ])
      let file = RuleFile(text: text, file: SampleRule.file)
      #expect(file.problems == [])
      let rule = try #require(file.rule)
      #expect(rule.condition == expected)
      #expect(RulePack.unpack(RulePack.pack(rule)) == rule)
    }
  }
}
