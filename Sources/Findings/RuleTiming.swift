package import FailureRules

/// What trying a rule has cost in a scan.
package struct RuleTiming: Equatable, Sendable {
  package let rule: RuleID
  /// The records and tracebacks that it was tried on.
  package let calls: Int
  /// The processor time of all calls.
  package let total: Duration
  /// That of the longest.
  package let worst: Duration
  /// Where the longest was: the source's name and the line.
  package let source: String
  package let line: Int

  package init(
    rule: RuleID, calls: Int, total: Duration, worst: Duration, source: String, line: Int
  ) {
    self.rule = rule
    self.calls = calls
    self.total = total
    self.worst = worst
    self.source = source
    self.line = line
  }
}
