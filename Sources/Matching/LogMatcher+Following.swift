package import LogReading
internal import Tracebacks

/// Several sources that are read side by side, each by a matcher of its own.
extension LogMatcher {
  /// A matcher for another source: the same rules, of which each is compiled once for both.
  package func another() -> LogMatcher {
    var matcher = LogMatcher(rules, evaluator.patterns, timings: timings, report: report)
    matcher.ignoredProgram = ignoredProgram
    matcher.datesErrors = datesErrors
    return matcher
  }

  /// The first line that is part of something that has not ended: a record, a traceback, the message of a
  /// journal's record. Nil if there is nothing. What rules remember of earlier records does not count.
  package var firstOpen: LogPosition? {
    var first = collector.firstOpen
    for position in [record.lines.first?.position, journal?.start].compactMap({ $0 }) {
      first = min(first ?? position, position)
    }
    return first
  }
}
