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
          rules, disabled
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
    ])
  func problems(_ text: String, _ expected: [String]) {
    let problems = ProjectFile.decode(text, file: "p").problems
    #expect(problems.map(\.description) == expected.map { "p:" + $0 })
  }

  @Test("One that is empty, or not there, says nothing", arguments: ["", "\n", "# later\n\n"])
  func empty(_ text: String) {
    let (project, problems) = ProjectFile.decode(text, file: "p")
    #expect(project == ProjectFile())
    #expect(problems == [])
    #expect(ProjectFile.read("/no/such/file").project == ProjectFile())
  }
}
