internal import FailureRules

/// What looking at rules may cost, all of them together, however many there are.
///
/// Counted in what is the same on every machine, never in time.
package struct LintLimits: Sendable {
  /// The steps of all expressions' tests, see ``StepMeter``: as many as five of the dearest take.
  package var steps = 1_000_000_000
  /// The trials of rules on the examples of others, each of ``ExampleMatches/textLimit`` bytes at most.
  package var trials = 100_000
  /// The commands that a shell is asked about, each by a process of its own.
  package var commands = 10_000

  /// The limits of `rules lint`.
  package init() {}
}

/// Values of rule files that a limit left untested: how many, and the first.
struct UntestedValues {
  private(set) var count = 0
  private(set) var first: (value: RuleValue, file: String)?

  /// Counts a value.
  mutating func add(_ value: RuleValue, of file: String) {
    if count == 0 { first = (value, file) }
    count += 1
  }
}
