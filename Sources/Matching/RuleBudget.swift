/// What rules may cost before they are given up, so that a bad pattern cannot hold up a scan.
///
/// A text counts against a rule on which one of its patterns hits a limit of the pattern engine, or
/// that takes ``slowTime``. A rule is given up for the rest of the run after ``textLimit`` such
/// texts, or when they have taken ``timeLimit`` together.
struct RuleBudget {
  /// The texts after which a rule is given up.
  static let textLimit = 16
  /// The processor time after which a rule is given up.
  static let timeLimit = Duration.milliseconds(200)
  /// A text that takes longer than this counts: a hundred times what is usual.
  static let slowTime = Duration.milliseconds(5)
  /// Shorter texts, in bytes, are not timed: only a limit makes them count.
  static let timedSize = 1 << 10

  private var costs: [Int: Cost] = [:]

  private struct Cost {
    var texts = 0
    var limits = 0
    var time = Duration.zero
    var isOver: Bool { texts >= RuleBudget.textLimit || time >= RuleBudget.timeLimit }
  }

  /// Whether a rule is to be left alone.
  func isGivenUp(_ rule: Int) -> Bool { costs[rule]?.isOver == true }

  /// Takes note of what a rule has cost on a text.
  ///
  /// - Parameters:
  ///   - rule: its index.
  ///   - time: the processor time that it took, as far as it was measured.
  ///   - limit: what the pattern engine says if it gave up.
  ///   - size: of the text, in bytes.
  /// - Returns: what a user is to be told.
  mutating func charge(_ rule: Int, _ time: Duration, limit: String?, size: Int) -> [String] {
    guard limit != nil || time >= Self.slowTime else { return [] }
    var cost = costs[rule] ?? Cost()
    cost.texts += 1
    cost.limits += limit == nil ? 0 : 1
    cost.time += time
    costs[rule] = cost
    var messages: [String] = []
    // Named once: a hostile log would repeat it on every line.
    if let limit, cost.limits == 1 { messages.append("\(limit) (\(size) bytes)") }
    if cost.isOver {
      messages.append(
        """
        given up after \(cost.texts) text\(cost.texts == 1 ? "" : "s") on which it hit a limit or \
        took \(Self.slowTime) and more; it is not tried on what follows
        """)
    }
    return messages
  }
}
