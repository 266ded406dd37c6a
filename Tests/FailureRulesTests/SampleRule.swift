import FailureRules
import Testing

/// A rule file that is as it should be, to be changed into others.
enum SampleRule {
  static let file = "rules/nova/nova-no-valid-host.yaml"

  static let text = """
    id: nova-no-valid-host
    title: No host for {instance}
    severity: high
    status: stable
    component: nova
    signature:
      line: 'No valid host was found for (?<instance>\\w+)'
    cause: No host passed the filters.
    remediation:
      - text: Look at {instance}.
        command: openstack server show {instance}
    explains: [nova-build-failed]
    references:
      - https://docs.openstack.org/
    versions: { verified: 2026-11 }
    examples:
      match: No valid host was found for x1
      no-match: A valid host was found

    """

  /// The sample with some of its text replaced; each must stand there once.
  static func text(replacing changes: [(String, String)]) throws -> String {
    var text = text
    for (old, new) in changes {
      try #require(text.components(of: old) == 2, "'\(old)' must stand in the sample once")
      text.replace(old, with: new)
    }
    return text
  }
}

extension String {
  fileprivate func components(of separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}

/// A change to the sample, and every problem that the changed file has.
struct ProblemCase: CustomTestStringConvertible {
  var testDescription: String
  var changes: [(String, String)]
  var expected: [String]

  init(_ testDescription: String, _ changes: [(String, String)], _ expected: [String]) {
    self.testDescription = testDescription
    self.changes = changes
    self.expected = expected
  }

  func check() throws {
    let file = RuleFile(
      text: try SampleRule.text(replacing: changes), file: SampleRule.file)
    #expect(file.problems.map(\.description) == expected.map { "\(SampleRule.file):\($0)" })
    #expect((file.rule == nil) == !expected.isEmpty)
  }
}
