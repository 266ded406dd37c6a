import Foundation
import Testing

@testable import RuleTooling

struct LintReportTests {
  private static let findings = [
    LintFinding(
      check: .ruleFile, file: "my rules/a,b.yaml", line: 3, column: 11,
      message: "'severity' is 'hi%\u{1B}[2J', expected one of info: low"),
    LintFinding(
      check: .overlap, file: "/etc/b.yaml", line: 1, column: 1,
      message: "'examples.match' is matched by 'x-y' too"),
  ]

  @Test("Text for people")
  func text() {
    #expect(
      LintReport(Self.findings, fileCount: 2).text(as: .text) == """
        my rules/a,b.yaml:3:11: error: 'severity' is 'hi%␛[2J', expected one of info: low [rule-file]
        /etc/b.yaml:1:1: warning: 'examples.match' is matched by 'x-y' too [overlap]
        2 rule files: 1 error, 1 warning

        """)
    #expect(
      LintReport([], fileCount: 1).text(as: .text) == "1 rule file: 0 errors, 0 warnings\n")
  }

  @Test("Annotations of GitHub")
  func gitHub() {
    #expect(
      LintReport(Self.findings, fileCount: 2).text(as: .github) == """
        ::error file=my rules/a%2Cb.yaml,line=3,col=11,title=rule-file::'severity' is 'hi%25␛[2J', expected one of info: low
        ::warning file=/etc/b.yaml,line=1,col=1,title=overlap::'examples.match' is matched by 'x-y' too
        2 rule files: 1 error, 1 warning

        """)
  }

  @Test("Of more annotations than GitHub shows, the rest are lines of the log")
  func manyAnnotations() {
    let many = Array(repeating: Self.findings[1], count: 12)
    let lines = LintReport(many, fileCount: 1).text(as: .github).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::warning file=") } == 9)
    #expect(lines[9] == "::warning title=stackdoctor::3 more of this kind are in the step's log")
    #expect(lines.count { $0.hasPrefix("/etc/b.yaml:1:1: warning: ") } == 3)
  }

  @Test("No line of the log is a command, whatever a file is called")
  func commandsInNames() {
    var finding = Self.findings[1]
    finding.file = " ::error::a##[group]b"
    let report = LintReport(Array(repeating: finding, count: 12), fileCount: 1)
    let lines = report.text(as: .github).split(separator: "\n").dropFirst(10).dropLast()
    #expect(
      Set(lines) == [
        ">  ::error::a## [group]b:1:1: warning: 'examples.match' is matched by 'x-y' too [overlap]"
      ])
  }

  @Test("JSON")
  func json() {
    #expect(
      LintReport([Self.findings[1]], fileCount: 2).text(as: .json) == """
        {
          "files" : 2,
          "findings" : [
            {
              "check" : "overlap",
              "column" : 1,
              "file" : "/etc/b.yaml",
              "level" : "warning",
              "line" : 1,
              "message" : "'examples.match' is matched by 'x-y' too"
            }
          ],
          "schema_version" : 1
        }

        """)
  }

  @Test("SARIF 2.1.0")
  func sarif() throws {
    let text = LintReport(Self.findings, fileCount: 2).text(as: .sarif)
    #expect(try RuleTestFixture.golden("lint.sarif", for: text) == text)
  }
}
