package import Findings
package import LogReading
internal import Tracebacks

/// A record or a traceback that somebody wants a rule for.
package struct LogEvent: Sendable {
  /// What the source is called.
  package var source: String
  /// The first line's number.
  package var line: Int
  /// The lines as they stand in the log.
  package var lines: [String]
  /// The text that the pattern is made of: one line, without its prefix.
  var message: String
  /// The whole object, if the message stands in one of JSON.
  var object: String?
  /// The dotted logger, or the program that the carrier names.
  var writer: String?
  var isGrave = false
  /// The type raised, if it is a traceback.
  var type: String?
  /// The calls, outermost first.
  var frames: [StackFrame] = []
  /// What a rule is made of if none can be made of this: a traceback with the record before it.
  var alternatives: [LogEvent] = []

  /// Why there is no event to be had.
  package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case empty
    case blankLine(Int)
    case lineBeyondEnd(Int, count: Int)

    package var description: String {
      switch self {
      case .unreadable(let reason): reason
      case .empty: "holds no line to make a rule of"
      case .blankLine(let line): "line \(line) is blank, expected one that shows the failure"
      case .lineBeyondEnd(let line, let count):
        "has \(count) line\(count == 1 ? "" : "s"), expected line \(line)"
      }
    }
  }

  /// The lines that are kept after the one that is asked for.
  private static let reach = 8
  /// The lines looked back for the head of a record.
  private static let lookBack = 4

  /// Reads the record or the traceback at a line.
  ///
  /// - Parameters:
  ///   - source: a log.
  ///   - line: 1-based; without it, the first traceback is taken, else the first record of level ERROR
  ///     or above, else the first line.
  /// - Returns: the event.
  /// - Throws: why there is none.
  package static func read(_ source: LogSource, line: Int?) throws(Failure) -> LogEvent {
    let reading = EventReading(line: line, lookBack: lookBack, reach: reach)
    do throws(ReadFailure) {
      try reading.read(source)
    } catch {
      throw .unreadable(error.description)
    }
    if let traceback = reading.traceback,
      let event = LogEvent(traceback, in: source.name, at: line)
    {
      return event
    }
    if let line, line > reading.count { throw .lineBeyondEnd(line, count: reading.count) }
    guard let target = line ?? reading.chosenLine else { throw .empty }
    var event = try LogEvent(of: reading.kept, at: target, in: source.name)
    if let traceback = reading.followingTraceback,
      let whole = LogEvent(traceback, in: source.name, at: nil)?.alternatives.first
    {
      event.lines = whole.lines
      event.alternatives = [whole]
    }
    return event
  }

  /// The event without the secrets of its text, as it may stand in a rule file.
  package func masked(by mask: SecretMask) -> LogEvent {
    var event = self
    event.lines = mask.masked(lines.joined(separator: "\n"))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    event.message = mask.masked(message)
    event.object = object.map { mask.masked($0) }
    event.alternatives = alternatives.map { $0.masked(by: mask) }
    return event
  }

  /// Takes a traceback; of a message of several lines the one that is asked for, else the first.
  private init?(_ traceback: Traceback, in source: String, at asked: Int?) {
    guard let error = traceback.primary else { return nil }
    let type = traceback.string(error.type)
    guard !type.isEmpty || !error.message.isEmpty else { return nil }
    self.source = source
    line = traceback.position.line
    lines = (traceback.contextLineCount..<traceback.lines.count).map(traceback.rawLine)
    let shown = traceback.lines.first { $0.position.line == asked }?.textOffset
    let start = shown.flatMap { error.message.contains($0) ? $0 : nil } ?? error.message.lowerBound
    message =
      traceback.string(start..<error.message.upperBound).split(separator: "\n").first
      .map(String.init) ?? ""
    writer = traceback.header.logger
    isGrave = true
    self.type = type.isEmpty ? nil : type
    frames = traceback.framesFromOutermost
    guard traceback.contextLineCount > 0 else { return }
    var whole = self
    whole.lines = traceback.lines.indices.map(traceback.rawLine)
    alternatives = [whole]
  }

  private init(
    of kept: [KeptLine], at target: Int, in source: String
  ) throws(Failure) {
    guard let index = kept.firstIndex(where: { $0.number == target }) else { throw .empty }
    let shown = kept[index]
    guard !shown.saysNothing else { throw .blankLine(target) }
    var head = index
    if !shown.beginsRecord {
      let before = kept[..<index].lastIndex { $0.isBlank || $0.beginsRecord }
      if let before, kept[before].beginsRecord { head = before }
    }
    var end = index + 1
    if kept[head].beginsRecord {
      while end < kept.count, !kept[end].beginsRecord, !kept[end].isBlank { end += 1 }
    }
    self.source = source
    line = kept[head].number
    lines = kept[head..<end].map { String(logText: $0.shown) }
    message = shown.message
    object = shown.object == nil ? nil : shown.text(shown.prefix.bodyOffset..<shown.plain.count)
    writer = kept[head].writer
    isGrave = kept[head].isGrave
  }
}
