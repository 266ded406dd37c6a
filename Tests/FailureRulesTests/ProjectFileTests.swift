import FailureRules
import Testing

@Suite("A project's file")
struct ProjectFileTests {
  @Test("What it says is read")
  func reading() throws {
    let text = """
      paths: [/var/log/nova, /var/log/glance]
      include: "*.log*"
      exclude: [archive/, "*.pcap"]
      fail-on: medium
      rules: ops/rules
      disabled:
        - { rule: nova-no-valid-host, reason: the tests provoke it }
      ignores:
        - rule: nova-no-valid-host
          path: ci/
          reason: they provoke it, too
          expires: 2028-02-29
        - fingerprint: 00c0FFee00c0ffee
          reason: known to all

      """
    let (project, problems) = ProjectFile.decode(text, file: ".stackdoctor.yaml")
    var expected = ProjectFile()
    expected.paths = ["/var/log/nova", "/var/log/glance"]
    expected.include = ["*.log*"]
    expected.exclude = ["archive/", "*.pcap"]
    expected.failOn = .medium
    expected.rules = ["ops/rules"]
    expected.disabled = [
      ProjectFile.DisabledRule(
        rule: try #require(RuleID("nova-no-valid-host")), reason: "the tests provoke it", line: 7,
        column: 13)
    ]
    expected.ignores = [
      ProjectIgnore(
        .rule(try #require(RuleID("nova-no-valid-host"))), path: "ci/",
        reason: "they provoke it, too", expires: CalendarDay(year: 2028, month: 2, day: 29),
        line: 9, column: 11),
      ProjectIgnore(
        .fingerprint("00c0ffee00c0ffee"), reason: "known to all", line: 13, column: 18),
    ]
    #expect(project == expected)
    #expect(problems == [])
  }

  @Test(
    "Everything that is wrong with it is said",
    arguments: [
      ("- a\n", ["1:1: the file is a list, expected a mapping"]),
      (
        "path: [a]\nfail-on: hihg\n",
        [
          """
          1:1: unknown key 'path' (did you mean 'paths'?), expected paths, include, exclude, fail-on, \
          rules, disabled, ignores
          """,
          """
          2:10: 'fail-on' is 'hihg', expected one of never, info, low, medium, high, critical \
          (did you mean 'high'?)
          """,
        ]
      ),
      (
        "disabled:\n  - { rule: nova-no-valid-host }\n",
        ["2:5: the key 'disabled[0].reason' is missing"]
      ),
      (
        "disabled:\n  - { rule: Nova, reason: x }\n",
        ["2:13: 'disabled[0].rule' is 'Nova', expected a rule's id"]
      ),
      (
        "disabled: [nova-no-valid-host]\n",
        ["1:12: 'disabled[0]' is a text, expected a mapping"]
      ),
      (
        """
        ignores:
          - { rule: nova-no-valid-host }
          - { rule: Nova, reason: x, path: '' }
          - { fingerprint: 123, reason: x, expires: 2026-02-29 }
          - { rule: nova-no-valid-host, fingerprint: 00c0ffee00c0ffee, reason: x }
          - { reason: x }
          - { rul: nova-no-valid-host, reason: x }
          - { rule: nova-no-valid-host, reason: x, expires: tomorrow }

        """,
        [
          "2:5: the key 'ignores[0].reason' is missing",
          """
          3:13: 'ignores[1].rule' is 'Nova', expected lower-case words joined by hyphens, component first
          """,
          "3:36: 'ignores[1].path' is empty",
          "4:20: 'ignores[2].fingerprint' is '123', expected 16 hexadecimal digits",
          "4:45: 'ignores[2].expires' is '2026-02-29', expected a day as in 2026-11-21",
          "5:46: 'ignores[3]' has both 'rule' and 'fingerprint', expected one",
          "6:5: 'ignores[4]' has neither 'rule' nor 'fingerprint', expected one",
          """
          7:7: unknown key 'ignores[5].rul' (did you mean 'rule'?), expected rule, fingerprint, path, \
          reason, expires
          """,
          "8:53: 'ignores[6].expires' is 'tomorrow', expected a day as in 2026-11-21",
        ]
      ),
    ])
  func problems(_ text: String, _ expected: [String]) {
    let problems = ProjectFile.decode(text, file: "p").problems
    #expect(problems.map(\.description) == expected.map { "p:" + $0 })
  }

  @Test("One that is empty, or not there, says nothing", arguments: ["", "\n", "# later\n\n"])
  func empty(_ text: String) {
    let (project, problems) = ProjectFile.decode(text, file: "p")
    var expected = ProjectFile()
    expected.file = "p"
    #expect(project == expected)
    #expect(problems == [])
  }

  @Test("One that is named and not there is a mistake")
  func missing() {
    #expect(
      ProjectFile.read("/no/such/file").problems.map(\.description)
        == ["/no/such/file:1:1: cannot be read: no such file or directory"])
  }

  @Test("Paths are those of its directory, but for standard input and what is absolute")
  func directory() {
    var project = ProjectFile.decode(
      "paths: [logs, /var/log, '-']\nrules: [ops, /etc/ops]\nexclude: [old/]\n", file: "../p.yaml"
    ).project.fromItsDirectory
    #expect(project.paths == ["../logs", "/var/log", "-"])
    #expect(project.rules == ["../ops", "/etc/ops"])
    #expect(project.exclude == ["old/"])
    project = ProjectFile.decode("paths: [logs]\n", file: "p.yaml").project.fromItsDirectory
    #expect(project.paths == ["logs"])
  }

  @Test("An entry holds through its last day, and without one for good")
  func expiry() throws {
    let days = try ["2026-11-21", "2026-11-22", "2027-01-01"].map { try #require(CalendarDay($0)) }
    let entry = ProjectIgnore(
      .fingerprint("00c0ffee00c0ffee"), reason: "x", expires: days[0], line: 1, column: 1)
    #expect(days.map(entry.hasExpired) == [false, true, true])
    var always = entry
    always.expires = nil
    #expect(!always.hasExpired(on: days[2]))
  }

  @Test(
    "A day is four, two and two digits that a calendar has",
    arguments: [
      ("2026-11-21", true), ("2024-02-29", true), ("2026-02-29", false), ("1900-02-29", false),
      ("2000-02-29", true), ("2026-04-31", false), ("2026-12-31", true), ("2026-00-01", false),
      ("2026-13-01", false), ("2026-01-00", false), ("26-01-01", false), ("2026-1-1", false),
      ("2026-11-21 ", false), ("+026-11-21", false), ("", false),
    ])
  func day(_ text: String, _ isDay: Bool) {
    #expect(CalendarDay(text)?.description == (isDay ? text : nil))
  }
}
