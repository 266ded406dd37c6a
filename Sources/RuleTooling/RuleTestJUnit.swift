internal import Reporting

/// The result of a test run as JUnit XML, the form of testmoapp/junitxml.
///
/// Some readers show nothing of a failure but its text, so that the text says all of it.
package struct RuleTestJUnit {
  package init() {}

  /// Appends the whole document.
  package func write(_ run: RuleTestRun, to output: inout some TextOutputStream) {
    output.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n")
    let name = XMLText.escaped("\(ToolIdentity.name) rules test")
    output.write(
      #"<testsuites name="\#(name)" \#(counts(run.assertionCount, run.failureCount))>"# + "\n")
    for suite in run.suites { write(suite, to: &output) }
    output.write("</testsuites>\n")
  }

  private func write(_ suite: RuleTestSuite, to output: inout some TextOutputStream) {
    let name = XMLText.escaped(suite.name)
    let file = XMLText.escaped(suite.file)
    let counts = counts(suite.assertions.count, suite.failures.count)
    output.write(#"  <testsuite name="\#(name)" file="\#(file)" \#(counts)>"# + "\n")
    let className = XMLText.escaped("\(ToolIdentity.name).\(suite.component ?? suite.name)")
    for assertion in suite.assertions {
      let caseName = suite.component == nil ? assertion.name : "\(suite.name) \(assertion.name)"
      let start =
        #"    <testcase classname="\#(className)" name="\#(XMLText.escaped(caseName))" "#
        + #"file="\#(file)""#
      guard let failure = assertion.failure else {
        output.write(start + "/>\n")
        continue
      }
      let message = XMLText.escaped(
        "expected \(failure.expected), got \(failure.actual.first ?? "nothing")")
      let body = [
        "\(suite.name) \(assertion.name)", "file: \(suite.file)", "expected: \(failure.expected)",
        "actual: \(failure.actual.joined(separator: "\n"))",
      ]
      let text = failure.text.map { ["text:", $0] } ?? []
      output.write(
        """
        \(start)>
              <failure type="assertion" message="\(message)">\
        \(XMLText.escaped((body + text).joined(separator: "\n")))</failure>
            </testcase>

        """)
    }
    output.write("  </testsuite>\n")
  }

  private func counts(_ tests: Int, _ failures: Int) -> String {
    #"tests="\#(tests)" failures="\#(failures)" errors="0" skipped="0""#
  }
}
