/// What one rule file says: how to recognise a failure, why it happens, and what to do.
package struct Rule: Equatable, Sendable {
  package var id: RuleID
  /// One line in the operator's terms.
  package var title: MessageTemplate
  package var severity: Severity
  package var status: Status
  /// The service or tool that fails; also the name of the folder that the rule is in.
  package var component: String
  package var condition: Condition
  /// Why it happens, in a sentence or two.
  package var cause: MessageTemplate
  package var remediation: [RemediationStep]
  /// The rules whose findings are symptoms of this one.
  package var explains: [RuleID]
  /// The names that it had before; they stand for it wherever a rule is named.
  package var aliases: [RuleID] = []
  /// The rules that it takes the place of; they are not tried where it is.
  package var supersedes: [RuleID] = []
  /// Addresses of documents.
  package var references: [String]
  package var versions: Versions
  package var examples: RuleExamples
  /// The file that the rule was read from.
  package var file: String

  /// How far a rule is to be trusted.
  package enum Status: String, Sendable, CaseIterable {
    case experimental, stable, deprecated
  }

  /// When a rule was last checked, and the releases that it speaks of.
  package struct Versions: Equatable, Sendable {
    /// The month (`2026-11`) in which the wording was last checked against the real software.
    package var verified: String
    /// The first release that fails like this.
    package var introduced: String?
    /// The release that no longer does.
    package var fixedIn: String?

    package init(verified: String, introduced: String? = nil, fixedIn: String? = nil) {
      self.verified = verified
      self.introduced = introduced
      self.fixedIn = fixedIn
    }
  }
}

/// One thing to do, with the command that does it.
package struct RemediationStep: Equatable, Sendable {
  package var text: MessageTemplate
  /// For a shell; captures stand in it as quoted words.
  package var command: MessageTemplate?

  package init(text: MessageTemplate, command: MessageTemplate? = nil) {
    self.text = text
    self.command = command
  }
}

/// Log text that shows what a rule is for; `rules test` and the test suite hold it to them.
package struct RuleExamples: Equatable, Sendable {
  /// Each of these gives a finding of the rule.
  package var match: [String]
  /// Each of these is nearly a match and gives none.
  package var noMatch: [String]

  package init(match: [String], noMatch: [String]) {
    self.match = match
    self.noMatch = noMatch
  }
}
