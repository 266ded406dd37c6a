internal import FailureRules
internal import Matching

/// Tries all rules at once on texts, each as a log of its own, within a number of trials.
struct ExampleMatches {
  /// The longest text that the others' rules are tried on, in bytes; an event has no more.
  static let textLimit = 8 << 10

  private let rules: CompiledRules
  /// The index of each rule by its id.
  let indices: [RuleID: Int]
  /// The trials that are left.
  private var trials: Int

  /// Takes the rules, and the most trials of them that begin a text.
  init(_ rules: [Rule], trials: Int) {
    self.rules = CompiledRules(RuleSet(rules))
    self.trials = trials
    indices = Dictionary(
      self.rules.set.rules.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  func rule(_ index: Int) -> Rule { rules.set[index] }

  /// What the rules make of one text; nil if it is too long, or all trials are spent.
  mutating func outcome(on text: String) -> ExampleLog? {
    guard trials > 0, text.utf8.count <= Self.textLimit else { return nil }
    let timings = RuleTimings()
    let log = ExampleLog(text, rules: rules, timings: timings)
    trials -= timings.entries.values.reduce(0) { $0 + $1.calls }
    return log
  }
}
