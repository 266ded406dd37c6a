internal import FailureRules
internal import LogReading

/// What the rules that speak of several records have seen of one source.
///
/// Memory: ``openLimit`` open histories of a rule, the oldest given up for a new one. Each holds its
/// captures and ``MatchedLines/sizeLimit`` of evidence, or eight bytes for each time of a threshold.
struct RuleStates {
  /// The most histories of one rule that are open at a time.
  static let openLimit = 64

  /// By rule, the oldest first.
  private var open: [Int: [History]] = [:]
  /// When the last record was written that is known to have a time, in milliseconds.
  var lastTime: Int?

  /// What became of the event that was taken last.
  private(set) var verdict = HistoryVerdict.notStarted

  /// Whether something waits for what follows.
  var isOpen: Bool { open.values.contains { !$0.isEmpty } }

  /// What was seen of one key.
  private struct History {
    var key: Key
    /// How many steps have held.
    var progress = 0
    /// Where the last step stood.
    var lastLine: Int
    /// When or where the first one did; of a threshold, the last ones.
    var stamps: [Int]
    /// Of the steps so far; nil for a threshold.
    var match: Match?
  }

  fileprivate enum Key: Hashable {
    case text(String)
    case captures([String: String])
  }

  /// A record or a traceback on which parts of a rule hold.
  struct Event {
    /// What each part that holds has found, by its index.
    var held: [Int: Match]
    var line: Int
    var origin: EventOrigin
  }

  /// Takes note of a record or traceback.
  ///
  /// - Parameters:
  ///   - event: which parts of the rule hold on it.
  ///   - rule: the rule's index.
  ///   - history: what the rule asks for.
  /// - Returns: what is now known to match.
  mutating func take(_ event: Event, of rule: Int, _ history: CompiledHistory) -> [Match] {
    var matches: [Match] = []
    switch history {
    case .times(let threshold, _):
      verdict = count(event, of: rule, threshold)
      if verdict == .matches, let match = event.held[0] { matches = [match] }
    case .sequence(let steps, let key, let within):
      verdict = advance(event, of: rule, steps.count, by: key, within, into: &matches)
    case .absence(_, _, let key, let within):
      matches = overdue(at: event, of: rule, within)
      verdict = watch(event, of: rule, by: key, within)
    }
    return matches
  }

  /// Ends the source and forgets what was seen.
  ///
  /// - Parameters:
  ///   - line: the last one's number.
  ///   - isWhole: whether the source has no more lines.
  ///   - history: what a rule asks for.
  /// - Returns: what has started and not ended, in order of place, and whether it was to have ended.
  mutating func end(
    atLine line: Int, isWhole: Bool, _ history: (Int) -> CompiledHistory?
  ) -> [(match: Match, isOverdue: Bool)] {
    var starts: [(match: Match, isOverdue: Bool)] = []
    for (rule, open) in open {
      guard case .absence(_, _, _, let within)? = history(rule) else { continue }
      for history in open {
        guard let match = history.match else { continue }
        let isOverdue =
          switch within {
          case nil: isWhole
          case .lines(let count): line - history.stamps[0] >= count
          // Another record may be of the same millisecond.
          case .seconds(let count): (lastTime ?? .min) > history.stamps[0] + count * 1000
          }
        starts.append((match, isOverdue))
      }
    }
    open.removeAll()
    lastTime = nil
    return starts.sorted {
      ($0.match.position, $0.match.rule) < ($1.match.position, $1.match.rule)
    }
  }

  // MARK: kinds

  private mutating func count(
    _ event: Event, of rule: Int, _ threshold: Threshold
  ) -> HistoryVerdict {
    guard let match = event.held[0] else { return .notStarted }
    guard let stamp = event.stamp(for: threshold.within) else { return .hasNoTime }
    let key = Key.captures(match.captures)
    var history = History(key: key, lastLine: event.line, stamps: [])
    if let index = index(of: key, of: rule), let known = open[rule]?.remove(at: index) {
      history = known
      // A record may be seen again as the context of a traceback.
      if known.lastLine == event.line {
        add(history, to: rule)
        return .seenBefore
      }
    }
    history.lastLine = event.line
    history.stamps.append(stamp)
    if history.stamps.count > threshold.count { history.stamps.removeFirst() }
    add(history, to: rule)
    let isReached =
      history.stamps.count == threshold.count
      && threshold.within.holds(of: stamp, from: history.stamps[0])
    if isReached { return .matches }
    return .counted(
      history.stamps.count { threshold.within.holds(of: stamp, from: $0) }, threshold)
  }

  private mutating func advance(
    _ event: Event, of rule: Int, _ stepCount: Int, by key: HistoryKey, _ within: Stretch?,
    into matches: inout [Match]
  ) -> HistoryVerdict {
    guard let name = event.key(key) else { return .hasNoKey(key) }
    guard let stamp = event.stamp(for: within) else { return .hasNoTime }
    if let index = index(of: name, of: rule), var history = open[rule]?[index] {
      guard event.line > history.lastLine else { return .seenBefore }
      let isInTime = within.holds(of: stamp, from: history.stamps[0])
      if isInTime, let step = event.held[history.progress] {
        history.progress += 1
        history.lastLine = event.line
        history.match = history.match?.followed(by: step)
        if history.progress == stepCount {
          open[rule]?.remove(at: index)
          if let match = history.match { matches = [match] }
          return .matches
        }
        open[rule]?[index] = history
        return .holds(step: history.progress, of: stepCount)
      }
      // The nearest first step counts.
      guard !isInTime || history.progress == 1, event.held[0] != nil else {
        if !isInTime, let within, let first = history.match?.position.line {
          return .tooFar(within, fromLine: first)
        }
        return .waits(step: history.progress + 1, sinceLine: history.lastLine)
      }
      open[rule]?.remove(at: index)
    }
    guard let first = event.held[0] else { return .waits(step: 1, sinceLine: nil) }
    add(
      History(key: name, progress: 1, lastLine: event.line, stamps: [stamp], match: first.kept),
      to: rule)
    return .holds(step: 1, of: stepCount)
  }

  /// Ends what should have ended before an event.
  private mutating func overdue(
    at event: Event, of rule: Int, _ within: Stretch?
  ) -> [Match] {
    let isOver: (History) -> Bool = { event.isBeyond(within, from: $0.stamps[0]) }
    let matches = (open[rule] ?? []).filter(isOver).compactMap(\.match)
    open[rule]?.removeAll(where: isOver)
    return matches
  }

  private mutating func watch(
    _ event: Event, of rule: Int, by key: HistoryKey, _ within: Stretch?
  ) -> HistoryVerdict {
    guard let name = event.key(key) else { return .hasNoKey(key) }
    if let index = index(of: name, of: rule), let history = open[rule]?[index] {
      guard event.held[1] != nil, event.line >= history.lastLine else {
        return .waitsForEnd(sinceLine: history.lastLine)
      }
      open[rule]?.remove(at: index)
      return .ended(startLine: history.lastLine)
    }
    guard let start = event.held[0] else { return .notStarted }
    guard event.held[1] == nil else { return .startsAndEnds }
    guard let stamp = event.stamp(for: within) else { return .hasNoTime }
    add(History(key: name, lastLine: event.line, stamps: [stamp], match: start.kept), to: rule)
    return .started
  }

  private func index(of key: Key, of rule: Int) -> Int? {
    open[rule]?.firstIndex { $0.key == key }
  }

  private mutating func add(_ history: History, to rule: Int) {
    if let count = open[rule]?.count, count >= Self.openLimit { open[rule]?.removeFirst() }
    open[rule, default: []].append(history)
  }
}

extension RuleStates.Event {
  /// What tells it from others; nil if its prefix does not say.
  fileprivate func key(_ key: HistoryKey) -> RuleStates.Key? {
    switch key {
    case .requestID: origin.header.requestID.map { .text($0) }
    case .pid: origin.header.pid.map { .text("\($0)") }
    case .source: .text("")
    }
  }

  /// Where it stands in a stretch of this kind; nil if it has no time.
  fileprivate func stamp(for stretch: Stretch?) -> Int? {
    if case .seconds = stretch { return origin.header.time.flatMap(EventTime.milliseconds) }
    return line
  }

  /// Whether it stands behind the end of a stretch; a clock that is set back says nothing of that.
  fileprivate func isBeyond(_ stretch: Stretch?, from start: Int) -> Bool {
    guard let stamp = stamp(for: stretch) else { return false }
    return switch stretch {
    case nil: false
    case .lines(let count): stamp - start > count
    case .seconds(let count): stamp - start > count * 1000
    }
  }
}

extension Stretch? {
  /// Whether a stamp stands in the stretch that begins with another.
  fileprivate func holds(of stamp: Int, from start: Int) -> Bool {
    switch self {
    case nil: true
    case .lines(let count): stamp - start <= count
    // Clocks step back; a little before is as near as a little after.
    case .seconds(let count): abs(stamp - start) <= count * 1000
    }
  }
}
