/// Counts what matching costs, the same on every machine.
///
/// Each item of an expression that PCRE2's interpreter tries is a step, and so is each byte that it
/// passes over. The engine's own match limit counts neither the bytes nor what was tried from other
/// offsets.
package struct StepMeter: Sendable {
  /// The steps counted so far; at most one attempt's last step over the limit.
  package private(set) var spent = 0
  /// The steps after which an attempt is given up.
  package let limit: Int
  private var position = 0

  /// Begins with no step taken.
  package init(limit: Int) { self.limit = limit }

  /// Whether there are no steps left.
  package var isSpent: Bool { spent >= limit }

  /// Counts what is no matching.
  package mutating func charge(_ steps: Int) { spent += steps }

  /// An attempt is at an offset of its text.
  mutating func pass(_ offset: Int) {
    spent += 1 + max(0, offset - position)
    position = offset
  }

  /// An attempt begins at an offset.
  mutating func begin(at offset: Int) { position = offset }
}
