package import LogReading

/// What trying each rule costs, for those who ask.
///
/// Used by the thread that matches only.
package final class RuleTimings {
  /// The cost of one rule.
  package struct Entry: Sendable {
    /// The records and tracebacks that it was tried on.
    package var calls = 0
    /// The processor time of all calls, and of the longest.
    package var total = Duration.zero
    package var worst = Duration.zero
    /// Where the record of the longest call begins.
    package var worstPosition: LogPosition

    package init(at position: LogPosition) {
      worstPosition = position
    }
  }

  /// By the rule's index in ``CompiledRules/rules``; only rules that were tried.
  package private(set) var entries: [Int: Entry] = [:]

  /// Begins with no rule tried.
  package init() {}

  func note(_ rule: Int, _ time: Duration, at position: LogPosition) {
    var entry = entries[rule] ?? Entry(at: position)
    entry.calls += 1
    entry.total += time
    if time > entry.worst { (entry.worst, entry.worstPosition) = (time, position) }
    entries[rule] = entry
  }
}
