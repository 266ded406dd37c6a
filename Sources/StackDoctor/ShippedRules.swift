package import FailureRules
internal import RuleData

extension RuleSet {
  /// The rules that come with the program.
  package static var shipped: RuleSet { RuleSet(packed: RuleData.rules, index: RuleData.index) }
}
