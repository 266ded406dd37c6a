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
    #expect(lines[9] == "::warning title=stackdoctor::3 more are in the step's log")
    #expect(lines.count { $0.hasPrefix("/etc/b.yaml:1:1: warning: ") } == 3)
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
  func sarif() {
    let text = LintReport(Self.findings, fileCount: 2).text(as: .sarif)
    let results = text.components(from: "\"results\"", to: "\"tool\"")
    #expect(
      results == """
        "results" : [
                {
                  "level" : "error",
                  "locations" : [
                    {
                      "physicalLocation" : {
                        "artifactLocation" : {
                          "uri" : "my%20rules/a%2Cb.yaml"
                        },
                        "region" : {
                          "startColumn" : 11,
                          "startLine" : 3
                        }
                      }
                    }
                  ],
                  "message" : {
                    "text" : "'severity' is 'hi%\\u001b[2J', expected one of info: low"
                  },
                  "ruleId" : "rule-file",
                  "ruleIndex" : 0
                },
                {
                  "level" : "warning",
                  "locations" : [
                    {
                      "physicalLocation" : {
                        "artifactLocation" : {
                          "uri" : "file:///etc/b.yaml"
                        },
                        "region" : {
                          "startColumn" : 1,
                          "startLine" : 1
                        }
                      }
                    }
                  ],
                  "message" : {
                    "text" : "'examples.match' is matched by 'x-y' too"
                  },
                  "ruleId" : "overlap",
                  "ruleIndex" : 6
                }
              ],
        """)
    #expect(text.hasPrefix("{\n  \"$schema\" : \"https://json.schemastore.org/sarif-2.1.0.json\""))
    for check in LintCheck.allCases { #expect(text.contains("\"id\" : \"\(check.rawValue)\"")) }
  }
}

extension String {
  /// The text from one word up to another, without the blanks before that.
  fileprivate func components(from start: String, to end: String) -> String? {
    guard let first = range(of: start), let last = range(of: end) else { return nil }
    return self[first.lowerBound..<last.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
