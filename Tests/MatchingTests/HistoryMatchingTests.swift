import FailureRules
import LogReading
import Matching
import Testing

@Suite("Rules that speak of several records")
struct HistoryMatchingTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var signature: String
    var text: String
    var expected: [String]

    init(_ description: String, _ signature: String, _ text: String, _ expected: [String]) {
      testDescription = description
      self.signature = signature
      self.text = text
      self.expected = expected
    }
  }

  @Test("What is known by where", arguments: thresholds + sequences + absences)
  func matches(_ example: Case) {
    let rules = [rule("nova-history", example.signature)]
    #expect(report(on: example.text, rules: rules) == example.expected)
    // Where chunks end changes nothing.
    let ends = example.text.utf8.enumerated().filter { $0.element == UInt8(ascii: "\n") }
      .map { $0.offset + 1 }
    #expect(
      report(on: example.text, rules: rules, chunkEnds: ends + [example.text.utf8.count])
        == example.expected)
  }

  /// A record of INFO: a second of the minute, a process, a request and a message.
  static func info(_ second: Int, _ pid: Int, _ request: String, _ words: String) -> String {
    "2026-11-21 10:00:\(second < 10 ? "0" : "")\(second).000 \(pid) INFO nova [\(request)] \(words)"
  }

  private static func refusal(_ second: Int, by host: String) -> String {
    info(second, 7, "-", "Connection refused by \(host)")
  }

  static func lines(_ lines: String...) -> String { lines.joined(separator: "\n") }

  private static let refused = "line: 'Connection refused by (?<host>\\w+)'"

  static let thresholds: [Case] = [
    Case(
      "not often enough", "{ \(refused), times: { at-least: 3 } }",
      lines(
        refusal(1, by: "db"), refusal(2, by: "db")),
      []),
    Case(
      "from the nth on, for each set of captures", "{ \(refused), times: { at-least: 2 } }",
      lines(
        refusal(1, by: "db"), refusal(2, by: "mq"),
        refusal(3, by: "db"), refusal(4, by: "db")),
      ["nova-history at 3 host=db", "nova-history at 4 host=db"]),
    Case(
      "within a time, at its edge", "{ \(refused), times: { at-least: 2, within: 10s } }",
      lines(
        refusal(1, by: "db"), refusal(12, by: "db"),
        refusal(22, by: "db")),
      ["nova-history at 3 host=db"]),
    Case(
      "without a time, in no stretch of time",
      "{ \(refused), times: { at-least: 2, within: 10s } }",
      lines("Connection refused by db", "Connection refused by db"), []),
    Case(
      "within some lines, at their edge", "{ \(refused), times: { at-least: 2, lines: 2 } }",
      lines(
        refusal(1, by: "db"), "", "", "",
        refusal(1, by: "db"), "",
        refusal(1, by: "db")),
      ["nova-history at 7 host=db"]),
    Case(
      "lines without prefixes count one by one", "{ \(refused), times: { at-least: 3 } }",
      lines("Connection refused by db", "Connection refused by db", "Connection refused by db"),
      ["nova-history at 3 host=db"]),
    Case(
      "tracebacks", "{ traceback: { raises: KeyError }, times: { at-least: 2 } }",
      lines(
        "Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "KeyError: 1", "",
        "Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "KeyError: 1"),
      ["traceback at 1 unexplained", "nova-history at 7", "traceback at 5"]),
    Case(
      "only records that the scope speaks of",
      "{ \(refused), scope: { level: ERROR }, times: { at-least: 2 } }",
      lines(
        refusal(1, by: "db"), refusal(2, by: "db")),
      []),
  ]

  private static let steps =
    "steps: [{ line: 'Starting instance (?<name>\\w+)' }, { line: 'Claim (?<what>failed)' }]"

  static let sequences: [Case] = [
    Case(
      "in order, with the captures of both", "{ sequence: { \(steps) } }",
      lines(info(1, 7, "-", "Starting instance a"), info(2, 8, "-", "Claim failed")),
      ["nova-history at 1-2 name=a what=failed"]),
    Case(
      "not in order", "{ sequence: { \(steps) } }",
      lines(info(1, 7, "-", "Claim failed"), info(2, 7, "-", "Starting instance a")), []),
    Case(
      "in lines without prefixes", "{ sequence: { \(steps) } }",
      lines("Claim failed", "Starting instance a", "so so", "Claim failed"),
      ["nova-history at 2-4 name=a what=failed"]),
    Case(
      "by request", "{ sequence: { \(steps), by: request-id } }",
      lines(
        info(1, 7, "req-1 - -", "Starting instance a"),
        info(1, 7, "req-2 - -", "Starting instance b"),
        info(2, 7, "-", "Claim failed"), info(2, 7, "req-2 - -", "Claim failed"),
        info(2, 7, "req-1 - -", "Claim failed")),
      ["nova-history at 2-4 name=b what=failed", "nova-history at 1-5 name=a what=failed"]),
    Case(
      "by process", "{ sequence: { \(steps), by: pid } }",
      lines(
        info(1, 7, "-", "Starting instance a"), info(2, 8, "-", "Claim failed"),
        info(2, 7, "-", "Claim failed")),
      ["nova-history at 1-3 name=a what=failed"]),
    Case(
      "within a time", "{ sequence: { \(steps), within: 5s } }",
      lines(
        info(1, 7, "-", "Starting instance a"), info(7, 7, "-", "Claim failed"),
        info(8, 7, "-", "Starting instance b"), info(13, 7, "-", "Claim failed")),
      ["nova-history at 3-4 name=b what=failed"]),
    Case(
      "within some lines", "{ sequence: { \(steps), lines: 1 } }",
      lines(
        info(1, 7, "-", "Starting instance a"), "", info(1, 7, "-", "Claim failed"),
        info(1, 7, "-", "Starting instance b"), info(1, 7, "-", "Claim failed")),
      ["nova-history at 4-5 name=b what=failed"]),
    Case(
      "the nearest first step counts", "{ sequence: { \(steps) } }",
      lines(
        info(1, 7, "-", "Starting instance a"), info(1, 7, "-", "Starting instance b"),
        info(1, 7, "-", "Claim failed"), info(1, 7, "-", "Claim failed")),
      ["nova-history at 2-3 name=b what=failed"]),
    Case(
      "a later first step does not undo what has held",
      "{ sequence: { steps: [{ line: first-step }, { line: second-step }, { line: third-step }] } }",
      lines(
        info(1, 7, "-", "first-step"), info(1, 7, "-", "second-step"),
        info(1, 7, "-", "first-step"), info(1, 7, "-", "third-step")),
      ["nova-history at 1-4"]),
    Case(
      "one record is one step", "{ sequence: { steps: [{ line: the-step }, { line: the-step }] } }",
      lines(info(1, 7, "-", "the-step and the-step"), info(2, 7, "-", "the-step")),
      ["nova-history at 1-2"]),
    Case(
      "a record and then a traceback",
      "{ sequence: { steps: [{ line: Starting instance }, { traceback: { raises: KeyError } }] } }",
      lines(
        info(1, 7, "-", "Starting instance a"), info(1, 7, "-", "so so"),
        "Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "KeyError: 1"),
      ["nova-history at 1-5", "traceback at 3"]),
  ]

  @Test("At most 64 histories of a rule are open, and the oldest is given up")
  func bound() {
    let signature = "{ absence: { \(Self.unfinished), by: pid } }"
    for (count, first) in [(64, 1), (65, 2), (200, 137)] {
      let text = (1...count).map { Self.info(1, $0, "-", "stack.sh log a\($0)") }
      #expect(
        report(on: text.joined(separator: "\n"), rules: [rule("nova-history", signature)])
          == (first...count).map { "nova-history at \($0) name=a\($0)" })
    }
  }

  @Test("At most 64 sets of captures are counted, and the one not seen for longest is given up")
  func countedBound() {
    let signature = "{ \(Self.refused), times: { at-least: 2 } }"
    let hosts = Array(1...64) + [1, 65, 2, 1]
    let text = hosts.map { Self.refusal(1, by: "h\($0)") }
    #expect(
      report(on: text.joined(separator: "\n"), rules: [rule("nova-history", signature)])
        == ["nova-history at 65 host=h1", "nova-history at 68 host=h1"])
  }

  @Test("A threshold as high as may be is reached at its last record, and on those that follow")
  func highThreshold() {
    let signature = "{ \(Self.refused), times: { at-least: 1000, within: 24h } }"
    let text = (0..<1002).map { Self.refusal($0 % 60, by: "db") }
    #expect(
      report(on: text.joined(separator: "\n"), rules: [rule("nova-history", signature)])
        == (1000...1002).map { "nova-history at \($0) host=db" })
  }

  @Test("What does not follow is known of a source only that was read to its end")
  func interrupted() {
    let rules = CompiledRules(
      RuleSet(
        [
          rule("nova-history", "{ absence: { \(Self.unfinished) } }"),
          rule("nova-lines", "{ absence: { \(Self.unfinished), lines: 1 } }"),
          rule("nova-times", "{ absence: { \(Self.unfinished), within: 1s } }"),
        ].compactMap { $0 }))
    for (isWhole, expected) in [
      (true, ["nova-history", "nova-lines", "nova-times"]), (false, ["nova-lines", "nova-times"]),
    ] {
      var matches: [String] = []
      var matcher = LogMatcher(rules) { event in
        if case .match(let match) = event { matches.append(rules.set[match.rule].id.text) }
      }
      matcher.begin(source: 0)
      let text = "\n\(Self.info(1, 7, "-", "stack.sh log a"))\n\(Self.info(9, 7, "-", "so so"))\n"
      let bytes = Array(text.utf8)
      matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
      matcher.end(isWhole: isWhole)
      #expect(matches == expected)
    }
  }

  @Test("A source's histories end with it")
  func sources() {
    let rules = CompiledRules(
      RuleSet(
        [rule("nova-history", "{ sequence: { \(Self.steps) } }")].compactMap { $0 }))
    var matches = 0
    var matcher = LogMatcher(rules) { event in
      if case .match = event { matches += 1 }
    }
    for (source, text) in ["\nStarting instance a\n", "\nClaim failed\n"].enumerated() {
      matcher.begin(source: source)
      let bytes = Array(text.utf8)
      matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
      matcher.end()
    }
    #expect(matches == 0)
  }

  @Test(
    "Times are read as logs write them",
    arguments: [
      ("2026-11-21 10:00:01.500", "2026-11-21 10:00:00.000", 1500),
      ("2026-11-21T10:00:00Z", "2026-11-21 09:59:59,999", 1),
      ("2026-03-01 00:00:00", "2026-02-28 00:00:00", 86_400_000),
      ("2024-03-01 00:00:00", "2024-02-28 00:00:00", 2 * 86_400_000),
      ("2027-01-01 00:00:00", "2026-12-31 23:59:59", 1000),
      ("Nov  1 00:00:00", "Oct 31 23:59:59.250", 750),
      ("Thu Nov 21 10:00:00.123456 2026", "2026-11-21 10:00:00", 123),
      ("21/Nov/2026:10:00:00", "2026-11-21 09:00:00", 3_600_000),
      ("5000.001371", "4999.5", 501), ("2026-11-21 10:00:00,000.250", "2026-11-21 10:00:00", 250),
    ])
  func times(_ later: String, _ earlier: String, _ expected: Int) throws {
    let difference =
      try #require(EventTime.milliseconds(later)) - #require(EventTime.milliseconds(earlier))
    #expect(difference == expected)
  }

  @Test(
    "What is no time is none",
    arguments: ["", "x", "10:00:00", "2026-13-01 10:00:00", "99999999999999999999", "::::::::"])
  func noTimes(_ text: String) {
    #expect(EventTime.milliseconds(text) == nil)
  }
}
