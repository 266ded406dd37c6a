internal import FailureRules
internal import Matching

/// Tries all rules at once on texts, each as a log of its own.
struct ExampleMatches {
  private let rules: CompiledRules
  /// The index of each rule by its id.
  let indices: [RuleID: Int]

  init(_ rules: [Rule]) {
    self.rules = CompiledRules(RuleSet(rules))
    indices = Dictionary(
      self.rules.rules.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  func rule(_ index: Int) -> Rule { rules.rules[index] }

  /// What the rules make of one text.
  func outcome(on text: String) -> ExampleLog { ExampleLog(text, rules: rules) }
}
