/// Where a rule comes from; of two rules with one id, that of the earlier place counts.
package enum RuleOrigin: String, Sendable, CaseIterable {
  case option = "--rules"
  case environment = "STACKDOCTOR_RULES"
  case project = ".stackdoctor.yaml"
  case user = "user"
  case system = "system"
  case shipped = "shipped"
}

/// Whether a rule that was read is used, and if not, why.
package enum RuleUse: Equatable, Sendable {
  case used
  /// The rule in another file has the same id, and comes from a place before this one's.
  case overridden(by: String)
  /// A rule that is used says that it takes this one's place.
  case superseded(by: RuleID)
  /// The project does without it.
  case disabled(reason: String)

  /// The word for it.
  package var word: String {
    switch self {
    case .used: "used"
    case .overridden: "overridden"
    case .superseded: "superseded"
    case .disabled: "disabled"
    }
  }
}
