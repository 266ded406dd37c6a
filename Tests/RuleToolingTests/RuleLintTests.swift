import FailureRules
import Foundation
import StackDoctor
import Testing

@testable import RuleTooling

@Suite("What rules lint finds beyond one file")
struct RuleLintTests {
  private static let today = LintMonth(year: 2026, month: 11)

  static func file(
    _ id: String, line: String = "alpha beta gamma (?<n>\\d+)", example: String? = nil,
    explains: String = "", verified: String = "2026-11"
  ) -> RuleFile {
    let text = """
      id: \(id)
      title: It is {n|x}
      severity: low
      status: stable
      component: nova
      signature:
        line: '\(line)'
      cause: A cause.
      remediation: [{ text: Do it. }]
      \(explains.isEmpty ? "" : "explains: [\(explains)]")
      references: ['https://docs.openstack.org/']
      versions: { verified: \(verified) }
      examples:
        match: \(example ?? "alpha beta gamma 1")
        no-match: something else

      """
    return RuleFile(text: text, file: "\(id).yaml")
  }

  private static func messages(
    _ files: [RuleFile], among others: [Rule] = [], today: LintMonth = today
  ) -> [String] {
    RuleLint.findings(in: files, among: others, today: today)
      .map { "\($0.file):\($0.line):\($0.column): \($0.message) [\($0.check.rawValue)]" }
  }

  @Test("A rule that is as it should be")
  func clean() {
    #expect(Self.messages([Self.file("nova-a")]) == [])
    #expect(Self.messages([]) == [])
  }

  @Test(
    "What nearly is a mistake is none, and a little more is one",
    arguments: [
      (
        "line: 'a full disk'", "line: 'ull dis\\d*k'", "line: 'ull di[rs]k'", "no-literal"
      ),
      (
        "line: 'a full disk'", "line: '(?>a+)+ full disk'", "line: '(a+)+ full disk$'",
        "backtracking"
      ),
      ("match: a full disk", "match: [a full disk]", "match: [a full disc]", "example"),
      ("no-match: an empty", "no-match: a full", "no-match: a full disk, a full", "example"),
      ("command: df", "command: \"sh -c 'df'\"", "command: \"sh -c 'df\"", "command"),
      ("verified: 2026-11", "verified: 2024-11", "verified: 2024-10", "verified"),
      ("https://docs.openstack.org/", "https://a.b", "https://ab", "reference"),
      ("a-cause", "a-cause-of-it", "TODO", "unfinished"),
    ])
  func nearMisses(part: String, right: String, wrong: String, checks: String) {
    let text = """
      id: ops-disk
      title: The disk is full
      severity: low
      status: stable
      component: ops
      signature: { line: 'a full disk' }
      cause: a-cause
      remediation: [{ text: Look., command: df }]
      references: ['https://docs.openstack.org/']
      versions: { verified: 2026-11 }
      examples:
        match: a full disk
        no-match: an empty box

      """
    func found(_ replacement: String) -> [String] {
      let file = RuleFile(text: text.replacing(part, with: replacement), file: "ops-disk.yaml")
      return RuleLint.findings(in: [file], today: Self.today).map(\.check.rawValue)
    }
    #expect(found(part) == [])
    #expect(found(right) == [])
    #expect(found(wrong).joined(separator: " ") == checks)
  }

  @Test("Two rules of one id, whether or not they can be used")
  func duplicates() {
    var broken = Self.file("nova-a", line: "(a")
    broken = RuleFile(
      text: "id: nova-a\n" + String(repeating: "#\n", count: 3), file: "other/nova-a.yaml")
    let found = Self.messages([Self.file("nova-a"), broken]).filter { !$0.contains("missing") }
    #expect(
      found == [
        "other/nova-a.yaml:1:5: 'id' is 'nova-a', which is already that of nova-a.yaml:1 [duplicate-id]"
      ])
  }

  @Test("Rules that match one record, unless one explains the other")
  func overlap() {
    let second = { (explains: String) in
      Self.file(
        "nova-b", line: "(?:beta gamma) (?<n>.*)", example: "beta gamma d", explains: explains)
    }
    #expect(
      Self.messages([Self.file("nova-a"), second("")]) == [
        "nova-a.yaml:14:10: 'examples.match' is matched by 'nova-b' too, expected one of the two rules to explain the other [overlap]"
      ])
    #expect(Self.messages([Self.file("nova-a"), second("nova-a")]) == [])
    // Over another one.
    let third = Self.file(
      "nova-c", line: "delta epsilon(?<n>)", example: "delta epsilon", explains: "nova-a")
    #expect(Self.messages([Self.file("nova-a"), second("nova-c"), third]) == [])
  }

  @Test("Rules that are not looked at count, but for those of the same id")
  func others() throws {
    let other = try #require(Self.file("nova-a").rule)
    #expect(Self.messages([Self.file("nova-a")], among: [other]) == [])
    #expect(
      Self.messages([Self.file("nova-b", explains: "nova-a")], among: [other]) == [])
    #expect(
      Self.messages([Self.file("nova-b")], among: [other]) == [
        "nova-b.yaml:14:10: 'examples.match' is matched by 'nova-a' too, expected one of the two rules to explain the other [overlap]"
      ])
  }

  @Test(
    "A rule's age counts from the month that is given", arguments: [(2028, 11, 0), (2028, 12, 1)])
  func age(year: Int, month: Int, count: Int) {
    let today = LintMonth(year: year, month: month)
    #expect(Self.messages([Self.file("nova-a")], today: today).count == count)
  }

  @Test(
    "Months",
    arguments: [
      ("2026-11", LintMonth(year: 2026, month: 11)),
      ("2026-01-31", LintMonth(year: 2026, month: 1)),
      ("2026", nil), ("2026-00", nil), ("2026-13", nil), ("26-11", nil), ("2026-11-00", nil),
      ("+026-11", nil), ("2026-1", nil), ("", nil),
    ] as [(String, LintMonth?)])
  func months(text: String, expected: LintMonth?) { #expect(LintMonth(text) == expected) }

  @Test(
    "Commands are parsed and never run",
    arguments: [
      ("ls -l /var", nil), ("if true; then :; fi", nil), ("touch /nonexistent/x; exit 3", nil),
      ("echo \"$(cat <<'E'\nx\nE\n)\"", nil), ("for", "Syntax error: Bad for loop variable"),
      ("echo 'x", "Syntax error: Unterminated quoted string"),
      ("a | | b", "Syntax error: \"|\" unexpected"),
      ("x )", "Syntax error: \")\" unexpected"),
    ] as [(String, String?)])
  func commands(command: String, expected: String?) {
    var shell = ShellSyntax(limit: 1)
    let answer = expected.map(ShellSyntax.Answer.wrong) ?? .fine
    #expect(shell.answer(to: command) == answer)
    #expect(shell.answer(to: command) == answer)
  }

  @Test("A command that would leave a mark leaves none")
  func neverRun() {
    let mark = FileManager.default.temporaryDirectory.appending(path: "stackdoctor-\(UUID())").path
    var shell = ShellSyntax(limit: 1)
    #expect(shell.answer(to: "touch \(mark); $(touch \(mark)); `touch \(mark)`") == .fine)
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test("Nothing is wrong with the rules that come with the program")
  func shipped() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let files = try #require(RuleDirectory.files(at: root.appending(path: "rules").path))
    #expect(files.count == RuleSet.shipped.rules.count)
    let findings = RuleLint.findings(in: files, among: RuleSet.shipped.rules, today: Self.today)
    #expect(findings.map { "\($0.file): \($0.message)" } == [])
  }
}
