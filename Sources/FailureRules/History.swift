/// How far records and tracebacks of one source may stand apart.
package enum Stretch: Equatable, Sendable {
  case lines(Int)
  /// By the time stamps as they are written; what has none is in no stretch of time.
  case seconds(Int)

  /// What a rule may ask for.
  package static let lineRange = 1...1_000_000
  /// What a rule may ask for: up to a day.
  package static let secondRange = 1...86_400

  /// `200 lines` or `60 s`.
  package var words: String {
    switch self {
    case .lines(1): "1 line"
    case .lines(let count): "\(count) lines"
    case .seconds(let count): "\(count) s"
    }
  }
}

/// What tells the histories of one rule apart that are open at a time.
package enum HistoryKey: String, Sendable, CaseIterable {
  case requestID = "request-id"
  case pid
  case source
}

/// How often a condition must hold in one source, with the same captures.
package struct Threshold: Equatable, Sendable {
  package var count: Int
  /// From the first to the last of ``count``; nil for the whole source.
  package var within: Stretch?

  /// What a rule may ask for.
  package static let countRange = 2...1000

  package init(count: Int, within: Stretch? = nil) {
    self.count = count
    self.within = within
  }
}

/// Conditions that hold one after the other, each on a record or traceback of its own.
package struct SequenceSignature: Equatable, Sendable {
  package var steps: [Condition]
  package var key: HistoryKey
  /// From the first to the last step; nil for the whole source.
  package var within: Stretch?

  /// How many steps a rule may have.
  package static let stepRange = 2...8

  package init(steps: [Condition], key: HistoryKey = .source, within: Stretch? = nil) {
    self.steps = steps
    self.key = key
    self.within = within
  }
}

/// A condition that holds, and another that then does not.
package struct AbsenceSignature: Equatable, Sendable {
  package var start: Condition
  package var end: Condition
  package var key: HistoryKey
  /// How far after the start the end may stand; nil for the rest of the source.
  package var within: Stretch?

  package init(
    start: Condition, end: Condition, key: HistoryKey = .source, within: Stretch? = nil
  ) {
    self.start = start
    self.end = end
    self.key = key
    self.within = within
  }
}
