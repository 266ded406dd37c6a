package import LogReading
internal import Tracebacks

/// Sources that are still being written: one, or several side by side, each with a matcher of its own.
extension LogMatcher {
  /// Reports what is complete: nothing has arrived for a while, and a reader waits.
  package mutating func pause() {
    endRecord()
    pauses += 1
    // A traceback's lines may come slowly, one by one.
    if pauses >= Self.pauseLimit { collector.finishComplete() }
    endTracebacks()
  }

  /// A matcher for another source: the same rules, of which each is compiled once for both.
  package func another() -> LogMatcher {
    var matcher = LogMatcher(rules, evaluator.patterns, timings: timings, report: report)
    matcher.window = window
    matcher.ignoredProgram = ignoredProgram
    matcher.datesErrors = datesErrors
    return matcher
  }

  /// The first line that is part of something that has not ended; nil if there is nothing.
  ///
  /// That is a record, a traceback with the record before it, or a record of the journal. What rules
  /// remember of earlier records does not count.
  package var firstOpen: LogPosition? {
    var first = collector.firstOpen
    for position in [record.lines.first?.position, journal?.start].compactMap({ $0 }) {
      first = min(first ?? position, position)
    }
    return first
  }
}
