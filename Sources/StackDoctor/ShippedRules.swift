package import FailureRules
internal import RuleData

/// The rules that come with the program.
package enum ShippedRules {
  /// In order of id.
  package static var all: [Rule] { RuleSet(packed: RuleData.rules).rules }
}
