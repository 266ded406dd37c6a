internal import FailureRules

/// What a record or traceback meant to a rule that speaks of several.
enum HistoryVerdict: Equatable {
  case matches
  case hasNoKey(HistoryKey)
  case hasNoTime
  /// A record is seen again as the context of a traceback.
  case seenBefore
  /// So many with the same captures, within the stretch.
  case counted(Int, Threshold)
  case holds(step: Int, of: Int)
  case waits(step: Int, sinceLine: Int?)
  case tooFar(Stretch, fromLine: Int)
  case started
  case waitsForEnd(sinceLine: Int)
  case startsAndEnds
  case ended(startLine: Int)
  case notStarted

  /// The verdict for people; nil where no more is to say.
  var words: String? {
    switch self {
    case .matches: nil
    case .hasNoKey(let key): "its prefix names no \(key.rawValue)"
    case .hasNoTime: "its prefix has no time"
    case .seenBefore: "the line was counted already"
    case .counted(let count, let threshold):
      "\(count) of \(threshold.count) with these captures"
        + (threshold.within.map { " within \($0.words)" } ?? "")
    case .holds(let step, let count):
      "step \(step) of \(count) holds, step \(step + 1) is waited for"
    case .waits(let step, let line):
      "step \(step) is waited for" + (line.map { " since line \($0)" } ?? "")
    case .tooFar(let stretch, let line): "not within \(stretch.words) of step 1 on line \(line)"
    case .started: "the start holds, the end is waited for"
    case .waitsForEnd(let line): "the end is waited for since line \(line)"
    case .startsAndEnds: "the start and the end hold together"
    case .ended(let line): "the end of what started on line \(line)"
    case .notStarted: "nothing has started"
    }
  }
}

extension CompiledHistory {
  /// What the rule asks for, without its parts.
  var label: String {
    switch self {
    case .times(let threshold, _):
      "at least \(threshold.count) times" + Self.words(threshold.within)
    case .sequence(_, let key, let within): "sequence by \(key.rawValue)" + Self.words(within)
    case .absence(_, _, let key, let within): "absence by \(key.rawValue)" + Self.words(within)
    }
  }

  private static func words(_ stretch: Stretch?) -> String {
    stretch.map { " within \($0.words)" } ?? ""
  }

  /// What each part is called; nil where there is one only.
  func name(ofPart index: Int) -> String? {
    switch self {
    case .times: nil
    case .sequence: "step \(index + 1)"
    case .absence: index == 0 ? "start" : "end"
    }
  }
}
