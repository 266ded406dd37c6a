package import LogReading
package import Tracebacks

/// What a ``LogMatcher`` reports, in the order in which records and tracebacks end.
package enum MatchEvent: Sendable {
  case match(Match)
  /// A traceback has ended; it is explained if a rule matched it.
  case traceback(Traceback, isExplained: Bool)
  /// A record of level ERROR or above, outside tracebacks or as the context of one.
  case errorRecord(isExplained: Bool)
  /// When and by whom an error was written: a record of level ERROR or above, or a traceback without
  /// one. Reported only if ``LogMatcher/datesErrors`` is set.
  case error(RecordHeader, isExplained: Bool)
  case fault(RuleFault)
  /// The first record or traceback of a source of which no line up to it says when it was written; it is
  /// taken as in the window of time. Reported only if there is one.
  case undated(LogPosition)
  /// A line was longer than ``ChunkReader/lineLimit``.
  case cutLine(LogPosition)
}
