internal import Reporting

/// The result of a test run as JUnit XML.
package struct RuleTestJUnit {
  package init() {}

  /// Appends the whole document.
  package func write(_ run: RuleTestRun, to output: inout some TextOutputStream) {
    JUnitDocument(name: "\(ToolIdentity.name) rules test", suites: run.suites.map(Self.suite))
      .write(to: &output)
  }

  private static func suite(_ suite: RuleTestSuite) -> JUnitDocument.Suite {
    JUnitDocument.Suite(
      name: suite.name, file: suite.file,
      cases: suite.assertions.map { assertion in
        JUnitDocument.Case(
          className: "\(ToolIdentity.name).\(suite.component ?? suite.name)",
          name: suite.component == nil ? assertion.name : "\(suite.name) \(assertion.name)",
          file: suite.file,
          outcome: assertion.failure.map { outcome($0, of: assertion.name, in: suite) } ?? .passed)
      })
  }

  private static func outcome(
    _ failure: RuleAssertion.Failure, of name: String, in suite: RuleTestSuite
  ) -> JUnitDocument.Outcome {
    let body = [
      "\(suite.name) \(name)", "file: \(suite.file)", "expected: \(failure.expected)",
      "actual: \(failure.actual.joined(separator: "\n"))",
    ]
    let text = failure.text.map { ["text:", $0] } ?? []
    return .failure(
      type: "assertion",
      message: "expected \(failure.expected), got \(failure.actual.first ?? "nothing")",
      text: (body + text).joined(separator: "\n"))
  }
}
