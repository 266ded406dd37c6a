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
    switch history {
    case .times(let threshold, _): count(event, of: rule, threshold).map { [$0] } ?? []
    case .sequence(let steps, let key, let within):
      advance(event, of: rule, steps.count, by: key, within).map { [$0] } ?? []
    case .absence(_, _, let key, let within): watch(event, of: rule, by: key, within)
    }
  }

  /// Ends the source and forgets what was seen.
  ///
  /// - Parameters:
  ///   - line: the last one's number.
  ///   - isWhole: whether the source has no more lines.
  ///   - histories: what each rule asks for.
  /// - Returns: what did not come, in order of place.
  mutating func end(
    atLine line: Int, isWhole: Bool, _ histories: [CompiledHistory?]
  ) -> [Match] {
    var matches: [Match] = []
    for (rule, open) in open {
      guard case .absence(_, _, _, let within)? = histories[rule] else { continue }
      matches += open.filter { history in
        switch within {
        case nil: isWhole
        case .lines(let count): line - history.stamps[0] >= count
        // Another record may be of the same millisecond.
        case .seconds(let count): (lastTime ?? .min) > history.stamps[0] + count * 1000
        }
      }.compactMap(\.match)
    }
    open.removeAll()
    lastTime = nil
    return matches.sorted {
      ($0.evidence.position, $0.rule) < ($1.evidence.position, $1.rule)
    }
  }

  // MARK: kinds

  private mutating func count(
    _ event: Event, of rule: Int, _ threshold: Threshold
  ) -> Match? {
    guard let match = event.held[0], let stamp = event.stamp(for: threshold.within) else {
      return nil
    }
    let key = Key.captures(match.captures)
    var history = History(key: key, lastLine: event.line, stamps: [])
    if let index = index(of: key, of: rule), let known = open[rule]?.remove(at: index) {
      history = known
      // A record may be seen again as the context of a traceback.
      if known.lastLine == event.line {
        add(history, to: rule)
        return nil
      }
    }
    history.lastLine = event.line
    history.stamps.append(stamp)
    if history.stamps.count > threshold.count { history.stamps.removeFirst() }
    let isReached =
      history.stamps.count == threshold.count
      && event.isWithin(threshold.within, from: history.stamps[0])
    add(history, to: rule)
    return isReached ? match : nil
  }

  private mutating func advance(
    _ event: Event, of rule: Int, _ stepCount: Int, by key: HistoryKey, _ within: Stretch?
  ) -> Match? {
    guard let key = event.key(key), let stamp = event.stamp(for: within) else { return nil }
    if let index = index(of: key, of: rule), var history = open[rule]?[index] {
      guard event.line > history.lastLine else { return nil }
      let isInTime = event.isWithin(within, from: history.stamps[0])
      if isInTime, let step = event.held[history.progress] {
        history.progress += 1
        history.lastLine = event.line
        history.match = history.match?.followed(by: step)
        if history.progress == stepCount {
          open[rule]?.remove(at: index)
          return history.match
        }
        open[rule]?[index] = history
        return nil
      }
      // The nearest first step counts.
      guard !isInTime || history.progress == 1, event.held[0] != nil else { return nil }
      open[rule]?.remove(at: index)
    }
    guard let first = event.held[0] else { return nil }
    add(
      History(key: key, progress: 1, lastLine: event.line, stamps: [stamp], match: first),
      to: rule)
    return nil
  }

  private mutating func watch(
    _ event: Event, of rule: Int, by key: HistoryKey, _ within: Stretch?
  ) -> [Match] {
    let isOver: (History) -> Bool = { event.isBeyond(within, from: $0.stamps[0]) }
    let matches = (open[rule] ?? []).filter(isOver).compactMap(\.match)
    open[rule]?.removeAll(where: isOver)
    guard let key = event.key(key) else { return matches }
    if let index = index(of: key, of: rule), let history = open[rule]?[index] {
      if event.held[1] != nil, event.line >= history.lastLine { open[rule]?.remove(at: index) }
    } else if let start = event.held[0], event.held[1] == nil,
      let stamp = event.stamp(for: within)
    {
      add(History(key: key, lastLine: event.line, stamps: [stamp], match: start), to: rule)
    }
    return matches
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

  fileprivate func isWithin(_ stretch: Stretch?, from start: Int) -> Bool {
    guard let stamp = stamp(for: stretch) else { return false }
    return switch stretch {
    case nil: true
    case .lines(let count): stamp - start <= count
    // Clocks step back; a little before is as near as a little after.
    case .seconds(let count): abs(stamp - start) <= count * 1000
    }
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

extension Match {
  /// The match of this step and the next: the captures of both, of one name the first one's, and the
  /// lines of both.
  fileprivate func followed(by next: Match) -> Match {
    Match(
      rule: rule, captures: captures.merging(next.captures) { first, _ in first },
      event: next.event, evidence: evidence.followed(by: next.evidence))
  }
}

extension MatchedLines {
  /// The lines of both with dots between them; of those that are too many, the first one's.
  fileprivate func followed(by next: MatchedLines) -> MatchedLines {
    let gap = next.position.line > endLine + 1 ? "\n…\n" : "\n"
    let both = text + gap + next.text
    let lineFeeds = both.utf8.count { $0 == UInt8(ascii: "\n") }
    let fits = lineFeeds < Self.lineLimit && both.utf8.count <= Self.sizeLimit
    return MatchedLines(
      position: position, endLine: max(endLine, next.endLine), text: fits ? both : text,
      header: header)
  }
}
