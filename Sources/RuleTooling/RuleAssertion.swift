/// One thing that a rule or a log is asserted to do, and whether it does.
package struct RuleAssertion: Equatable, Sendable {
  /// What is asserted, within its suite: `examples.match[0]`, a log's path, a rule's id.
  package let name: String
  /// Nil if it holds.
  package let failure: Failure?

  package init(name: String, failure: Failure? = nil) {
    self.name = name
    self.failure = failure
  }

  /// How an assertion fails.
  package struct Failure: Equatable, Sendable {
    /// Lower case, no full stop.
    package let expected: String
    /// What happened instead: a line each, those that go into detail moved in by two blanks.
    package let actual: [String]
    /// The log text that the assertion is about, where it is short.
    package let text: String?

    package init(expected: String, actual: [String], text: String? = nil) {
      self.expected = expected
      self.actual = actual
      self.text = text
    }
  }
}

/// The assertions that belong together: those of one rule, of one folder of logs.
package struct RuleTestSuite: Equatable, Sendable {
  /// A rule's id, or what is done with a folder.
  package let name: String
  /// The component of the rule; nil if there is more than one rule.
  package let component: String?
  /// The file or folder that makes the assertions.
  package let file: String
  package let assertions: [RuleAssertion]

  package init(name: String, component: String? = nil, file: String, assertions: [RuleAssertion]) {
    self.name = name
    self.component = component
    self.file = file
    self.assertions = assertions
  }

  /// The assertions that do not hold.
  package var failures: [RuleAssertion] { assertions.filter { $0.failure != nil } }
}
