import FailureRules
import LogReading
import Matching
import Testing
import Tracebacks

/// A rule of the given signature, in YAML's flow style.
func rule(_ id: String, _ signature: String) -> Rule? {
  let component = id.split(separator: "-").first ?? ""
  return RuleFile(
    text: """
      id: \(id)
      title: Something is wrong
      severity: high
      status: stable
      component: \(component)
      signature: \(signature)
      cause: It broke.
      remediation: [{ text: Repair it. }]
      references: [https://example.org/]
      versions: { verified: 2026-11 }
      examples: { match: a, no-match: b }
      """, file: "rules/\(component)/\(id).yaml"
  ).rule
}

/// What a matcher reports, in words.
func report(
  on text: String, rules: [Rule?], chunkEnds: [Int]? = nil, pausesAt pauses: Set<Int> = [],
  source: String? = nil, window: TimeWindow? = nil, modified: Int? = nil
) -> [String] {
  let compiled = CompiledRules(RuleSet(rules.compactMap { $0 }))
  var lines: [String] = []
  var matcher = LogMatcher(compiled) { event in
    switch event {
    case .match(let match):
      let captures = match.captures.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let place =
        match.evidence.position.line == match.evidence.endLine
        ? "\(match.evidence.endLine)" : "\(match.evidence.position.line)-\(match.evidence.endLine)"
      lines.append(
        ([compiled.set[match.rule].id.text, "at", place] + captures).joined(separator: " "))
    case .traceback(let traceback, let isExplained):
      lines.append(
        "traceback at \(traceback.position.line)\(isExplained ? "" : " unexplained")")
    case .errorRecord(let isExplained): lines.append("error\(isExplained ? "" : " unexplained")")
    case .error: break
    case .fault(let fault): lines.append("fault at \(fault.position.line): \(fault.message)")
    case .undated(let position): lines.append("undated \(position.line)")
    case .cutLine(let position): lines.append("cut line \(position.line)")
    }
  }
  matcher.window = window
  matcher.modified = modified
  matcher.begin(source: 0, name: source)
  // A line feed stands before the first line, as a reader lends it.
  let bytes = [UInt8(ascii: "\n")] + Array(text.utf8)
  var start = 1
  for end in (chunkEnds ?? [text.utf8.count]) {
    matcher.take(
      bytes.span.extracting(0..<(end + 1)),
      LogChunk(fresh: start..<(end + 1), byteOffset: start - 1))
    if pauses.contains(end) { matcher.pause() }
    start = end + 1
  }
  matcher.end()
  return lines
}

@Suite("Matching rules against logs")
struct LogMatcherTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var rules: [Rule?]
    var text: String
    var expected: [String]

    init(_ description: String, rules: [Rule?], _ text: String, _ expected: [String]) {
      testDescription = description
      self.rules = rules
      self.text = text
      self.expected = expected
    }
  }

  @Test("A rule matches the record or the traceback that it describes", arguments: cases)
  func matches(_ example: Case) {
    #expect(report(on: example.text, rules: example.rules) == example.expected)
  }

  @Test("Where chunks end changes nothing", arguments: cases)
  func chunks(_ example: Case) {
    let whole = report(on: example.text, rules: example.rules)
    let lineEnds = example.text.utf8.enumerated().filter { $0.element == UInt8(ascii: "\n") }
      .map { $0.offset + 1 }
    let ends =
      lineEnds.last == example.text.utf8.count ? lineEnds : lineEnds + [example.text.utf8.count]
    #expect(report(on: example.text, rules: example.rules, chunkEnds: ends) == whole)
    for end in ends {
      let two = Array(Set([end, example.text.utf8.count])).sorted()
      #expect(report(on: example.text, rules: example.rules, chunkEnds: two) == whole)
    }
  }

  static let cases: [Case] = [
    Case(
      "a line, with a capture",
      rules: [rule("disk-full", "{ line: 'No space left on device: (?<path>\\S+)' }")],
      """
      2026-11-21 10:00:00.001 7 INFO nova [-] fine
      2026-11-21 10:00:00.001 7 ERROR nova [-] No space left on device: /var
      2026-11-21 10:00:00.001 7 INFO nova [-] fine
      """, ["disk-full at 2 path=/var", "error"]),
    Case(
      "a message that a terminal has wrapped",
      rules: [
        rule("glance-store", "{ line: 'Adding\\s+images\\s+to\\s+store\\s+is\\s+disabled' }")
      ],
      """
      [req-1 20f2 - default default] Error in store configuration. Adding images to
      store is disabled.
      """, ["glance-store at 1-2"]),
    Case(
      "the literal is in the second line of the record",
      rules: [rule("wrapped-record", "{ line: 'first\\s+and\\s+then\\s+second\\s+words' }")],
      """
      2026-11-21 10:00:00.001 7 INFO nova [-] first and
      then second words
      """, ["wrapped-record at 1-2"]),
    Case(
      "a pattern does not reach into the next record",
      rules: [rule("two-records", "{ line: 'the-first-part[\\s\\S]*the-second-part' }")],
      """
      2026-11-21 10:00:00.001 7 INFO nova [-] the-first-part
      2026-11-21 10:00:00.001 7 INFO nova [-] the-second-part
      """, []),
    Case(
      "neighbouring lines without prefixes are matched one by one",
      rules: [rule("no-distribution", "{ line: 'No matching distribution for (?<name>\\S+)' }")],
      """
      ERROR: No matching distribution for nova
      ERROR: No matching distribution for glance
      done
      ERROR: No matching distribution for cinder
      """,
      [
        "no-distribution at 1 name=nova", "no-distribution at 2 name=glance",
        "no-distribution at 4 name=cinder",
      ]),
    Case(
      "all and not speak of one record",
      rules: [
        rule(
          "sudo-password",
          "{ all: [ { line: 'a password is required' }, { not: { line: 'terminal' } } ] }")
      ],
      """
      2026-11-21 10:00:00.001 7 INFO nova [-] sudo: a password is required
      2026-11-21 10:00:00.001 7 INFO nova [-] terminal: a password is required
      """, ["sudo-password at 1"]),
    Case(
      "a type raised in a traceback, by its last component",
      rules: [rule("store-add", "{ traceback: { raises: StoreAddDisabled } }")],
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      glance_store.exceptions.StoreAddDisabled: no
      """, ["store-add at 4", "traceback at 1"]),
    Case(
      "a type is not another type that ends alike",
      rules: [rule("store-add", "{ traceback: { raises: Disabled } }")],
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      glance_store.exceptions.StoreAddDisabled: no
      """, ["traceback at 1 unexplained"]),
    Case(
      "frames and the message of the error behind a prefix on every line",
      rules: [
        rule(
          "state-dir",
          """
          { traceback: { raises: [OSError, PermissionError], message: "denied: '(?<path>[^']+)'", \
          frames: [ { function: ensure_tree, file: oslo_utils/fileutils.py } ] } }
          """)
      ],
      """
      2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova   File "/lib/oslo_utils/fileutils.py", line 40, in ensure_tree
      2026-11-21 10:00:00.001 7 ERROR nova     os.makedirs(path, mode)
      2026-11-21 10:00:00.001 7 ERROR nova OSError: [Errno 13] Permission denied: '/keys'
      """, ["state-dir at 4 path=/keys", "traceback at 1"]),
    Case(
      "root and final tell the errors of a chain apart",
      rules: [
        rule("chain-root", "{ traceback: { raises: KeyError, position: root } }"),
        rule("chain-final", "{ traceback: { raises: KeyError, position: final } }"),
      ],
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
      KeyError: 1

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "a.py", line 2, in g
      ValueError: 2
      """, ["chain-root at 3", "traceback at 1"]),
    Case(
      "the record before a traceback is explained with it",
      rules: [rule("known-error", "{ traceback: { raises: KeyError } }")],
      """
      2026-11-21 10:00:00.001 7 ERROR nova [req-1 - - - - -] it failed: KeyError: 1
      2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 7 ERROR nova KeyError: 1
      2026-11-21 10:00:00.002 7 ERROR nova [req-1 - - - - -] something else
      """, ["known-error at 4", "traceback at 2", "error", "error unexplained"]),
    Case(
      "a record of another process before a header is no context, and is tried by itself",
      rules: [rule("disk-full", "{ line: 'No space left on device' }")],
      """
      2026-11-21 10:00:00.001 1 WARNING nova [-] No space left on device
      2026-11-21 10:00:00.001 2 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 2 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 2 ERROR nova KeyError: 1
      """, ["disk-full at 1", "traceback at 2 unexplained"]),
    Case(
      "a record before the header of a chained error is not lost",
      rules: [rule("disk-full", "{ line: 'No space left on device' }")],
      """
      2026-11-21 10:00:00.001 2 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 2 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 2 ERROR nova KeyError: 1
      2026-11-21 10:00:00.001 2 ERROR nova\u{20}
      2026-11-21 10:00:00.001 2 ERROR nova During handling of the above exception, another exception occurred:
      2026-11-21 10:00:00.001 2 ERROR nova\u{20}
      2026-11-21 10:00:00.001 3 ERROR nova [-] No space left on device
      2026-11-21 10:00:00.001 2 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 2 ERROR nova   File "a.py", line 2, in g
      2026-11-21 10:00:00.001 2 ERROR nova ValueError: 2
      """, ["disk-full at 7", "error", "traceback at 1 unexplained"]),
    Case(
      "a line signature sees the lines of a traceback without their prefixes",
      rules: [rule("two-lines", "{ line: 'Command: sudo (?<command>.*)\\nExit code: 1' }")],
      """
      2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 7 ERROR nova ProcessExecutionError: Unexpected error
      2026-11-21 10:00:00.001 7 ERROR nova Command: sudo ip link
      2026-11-21 10:00:00.001 7 ERROR nova Exit code: 1
      """, ["two-lines at 4-5 command=ip link", "traceback at 1"]),
    Case(
      "a header quoted in a sentence begins nothing",
      rules: [rule("known-error", "{ traceback: { raises: KeyError } }")],
      """
      it said 'Traceback (most recent call last):' and no more
        File "a.py", line 1, in f
      KeyError: 1
      """, []),
    Case(
      "a traceback escaped inside one line",
      rules: [rule("known-error", "{ traceback: { raises: KeyError, message: '(?<key>\\w+)' } }")],
      #"""
      {"message": "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: one"}
      ['Traceback (most recent call last):\n', '  File "a.py", line 1, in f\n', 'KeyError: two\n'].
      Nov 21 10:00:00 host app[7]: Traceback (most recent call last):#012  File "a.py", line 1, in f#012KeyError: three
      {"log":"Traceback (most recent call last):\n","stream":"stderr"}
      """#,
      [
        "known-error at 1 key=one", "traceback at 1", "known-error at 2 key=two", "traceback at 2",
        "known-error at 3 key=three", "traceback at 3",
      ]),
    Case(
      "a traceback that docker has wrapped line by line",
      rules: [rule("known-error", "{ traceback: { raises: KeyError, message: '(?<key>\\w+)' } }")],
      #"""
      {"log":"Traceback (most recent call last):\n","stream":"stderr","time":"2026-11-21T10:00:00Z"}
      {"log":"GET / 200\n","stream":"stdout","time":"2026-11-21T10:00:00Z"}
      {"log":"  File \"a.py\", line 1, in f\n","stream":"stderr","time":"2026-11-21T10:00:00Z"}
      {"log":"KeyError: one\n","stream":"stderr","time":"2026-11-21T10:00:00Z"}
      """#, ["known-error at 4 key=one", "traceback at 1"]),
    Case(
      "colours do not hide a traceback",
      rules: [rule("known-error", "{ traceback: { raises: KeyError } }")],
      """
      \u{1B}[1;35mTraceback (most recent call last):\u{1B}[0m
        File \u{1B}[35m"a.py"\u{1B}[0m, line 1, in f
      \u{1B}[1;35mKeyError\u{1B}[0m: \u{1B}[35m1\u{1B}[0m
      """, ["known-error at 3", "traceback at 1"]),
  ]

  @Test(
    "A record above the header of a traceback that is missing is a record",
    arguments: [
      "",
      "2026-11-21 10:00:00.002 2 INFO nova [-] well\n2026-11-21 10:00:00.003 1 ERROR nova [-] x\n",
    ])
  func headerAlone(rest: String) {
    let text = """
      2026-11-21 10:00:00.001 1 ERROR nova [-] No space left: 7
      2026-11-21 10:00:00.001 1 ERROR nova Traceback (most recent call last):

      """
    let found = report(
      on: text + rest, rules: [rule("disk-full", "{ line: 'No space left: (?<number>\\d+)' }")])
    #expect(found.filter { $0.hasPrefix("disk") } == ["disk-full at 1 number=7"])
    #expect(found.filter { $0 == "error" } == ["error"])
  }

  @Test("Of many neighbouring lines without prefixes none is lost where a record's text is full")
  func neighbours() {
    let lines = (1...200).map { String(repeating: "y", count: 150) + " No space left: \($0)\n" }
    let expected = (1...200).map { "disk-full at \($0) number=\($0)" }
    #expect(
      report(
        on: lines.joined(),
        rules: [rule("disk-full", "{ line: 'No space left: (?<number>\\d+)' }")]) == expected)
  }

  @Test("Under a record's traceback, what other programs print is not all message")
  func printedLines() {
    let text = """
      2026-11-21 10:00:00.001 1 WARNING nova [-] boom
      Traceback (most recent call last):
        File "a.py", line 1, in f
      KeyError: 1

      """
    let printed = String(repeating: "printed\n", count: 100)
    #expect(
      report(
        on: text + printed + "No space left: 1\n",
        rules: [rule("disk-full", "{ line: 'No space left: (?<number>\\d+)' }")])
        == ["traceback at 2 unexplained", "disk-full at 105 number=1"])
  }

  @Test(
    "After a prefixed traceback, a few lines without a prefix are its wrapped last line, no more")
  func unprefixedAfterPrefixed() {
    let text = """
      2026-11-21 10:00:00.001 1 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 1 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 1 ERROR nova KeyError: 1

      """
    let printed = String(repeating: "printed\n", count: 100)
    #expect(
      report(
        on: text + printed + "No space left: 1\n",
        rules: [rule("disk-full", "{ line: 'No space left: (?<number>\\d+)' }")])
        == ["traceback at 1 unexplained", "disk-full at 104 number=1"])
  }

  @Test("A pause reports what is complete, and nothing twice")
  func pause() {
    let text = "2026-11-21 10:00:00.001 7 ERROR nova [-] No space left on device\nnext\n"
    let rules = [rule("disk-full", "{ line: 'No space left on device' }")]
    let firstEnd = text.utf8.count - 5
    #expect(
      report(
        on: text, rules: rules, chunkEnds: [firstEnd, text.utf8.count], pausesAt: [firstEnd])
        == ["disk-full at 1", "error"])
  }

  @Test("A literal far into a long line is found, and only the text around it is searched")
  func longLine() {
    let filler = String(repeating: "x", count: 100_000)
    let text = "\(filler) No space left on device: /var \(filler) No space left on device: /tmp\n"
    #expect(
      report(
        on: text, rules: [rule("disk-full", "{ line: 'No space left on device: (?<path>\\S+)' }")])
        == ["disk-full at 1 path=/var", "disk-full at 1 path=/tmp"])
  }

  @Test("A pattern that backtracks without end is named once, and other rules go on")
  func runawayPattern() {
    let line = "No space left on device \(String(repeating: "a", count: 4000))!\n"
    let rules = [
      rule("bad-pattern", "{ line: 'space left on device (a+)+$' }"),
      rule("disk-full", "{ line: 'No space left on device' }"),
    ]
    #expect(
      report(on: line + line, rules: rules) == [
        "fault at 1: the pattern backtracks too much on this text, 100000 steps (8051 bytes)",
        "disk-full at 1", "disk-full at 2",
      ])
  }
}
