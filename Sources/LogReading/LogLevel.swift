/// How grave the writer of a record thought it, in Python's logging names.
public enum LogLevel: String, Sendable, Comparable, CaseIterable {
  case trace = "TRACE"
  case debug = "DEBUG"
  case info = "INFO"
  case warning = "WARNING"
  case error = "ERROR"
  case critical = "CRITICAL"

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .warning: 2
    // OpenStack's releases up to 2013 gave the lines of a traceback this level, not a low one.
    case .trace, .error: 3
    case .critical: 4
    }
  }

  /// Whether the first is less grave.
  public static func < (first: LogLevel, second: LogLevel) -> Bool { first.rank < second.rank }

  /// The names that stand in logs, the longer ones first where one begins another.
  static let names: [(StaticString, LogLevel)] = [
    ("DEBUG", .debug), ("INFO", .info), ("WARNING", .warning), ("WARN", .warning),
    ("ERROR", .error), ("CRITICAL", .critical), ("TRACE", .trace), ("AUDIT", .info),
    ("NOTICE", .info), ("FATAL", .critical),
  ]

  /// Whether a level's name, and nothing else, stands in a part of a line.
  package static func isName(_ line: Span<UInt8>, in part: Range<Int>) -> Bool {
    names.contains { name, _ in
      part.count == name.utf8CodeUnitCount && line.matches(name, at: part.lowerBound)
    }
  }

  /// How Erlang's logger names them (levels in logger.erl).
  static let erlangNames: [(StaticString, LogLevel)] = [
    ("debug", .debug), ("info", .info), ("notice", .info), ("warning", .warning),
    ("error", .error), ("critical", .critical), ("alert", .critical), ("emergency", .critical),
  ]
}
