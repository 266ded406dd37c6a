/// What `rules lint` has found.
package struct LintFinding: Equatable, Sendable {
  package var check: LintCheck
  package var file: String
  /// 1-based.
  package var line: Int
  /// 1-based, in characters.
  package var column: Int
  /// What was read and what was expected: lower case, no full stop.
  package var message: String

  package init(check: LintCheck, file: String, line: Int, column: Int, message: String) {
    self.check = check
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  var order: (String, Int, Int) { (file, line, column) }
}

/// The kinds of findings; the names are kept from release to release.
package enum LintCheck: String, CaseIterable, Sendable {
  case ruleFile = "rule-file"
  case duplicateID = "duplicate-id"
  case unknownRule = "unknown-rule"
  case noLiteral = "no-literal"
  case backtracking
  case example
  case overlap
  case command
  case verified
  case reference
  case unfinished
  case untested

  /// Whether the rule must be changed before it can be trusted.
  package var isError: Bool {
    switch self {
    case .overlap, .verified, .unfinished, .untested: false
    default: true
    }
  }

  /// `error` or `warning`.
  package var level: String { isError ? "error" : "warning" }

  /// What it means, in a sentence.
  package var summary: String {
    switch self {
    case .ruleFile: "The rule file does not say what a rule must say."
    case .duplicateID: "Two rules have one id, or one has the former id of another."
    case .unknownRule: "A rule names another one that does not exist."
    case .noLiteral: "A pattern has no fixed text that a scan could look for."
    case .backtracking: "A pattern's steps grow faster than the text."
    case .example: "An example does not do what it stands for."
    case .overlap: "Two rules match the same record, and neither explains the other."
    case .command: "A shell cannot parse a command."
    case .verified: "Nobody has checked the rule for a long time."
    case .reference: "A reference is no https address."
    case .unfinished: "Something that only a person knows is not written yet."
    case .untested: "Something was not tested, as the rules cost too much together."
    }
  }
}
