/// What a file, or a log in an archive, was taken for, and what that rests on.
package struct LogIdentity: Equatable, Sendable {
  /// The prefix that a service's own logging library writes.
  package enum Prefix: String, Sendable {
    case oslo = "oslo.log"
    case erlang = "RabbitMQ"
    case json = "objects of JSON"
    case timeAndLevel = "time and level"
    case time

    /// What the parts of a line's prefix show; nil if there are none.
    init?(_ prefix: RecordPrefix, of line: Span<UInt8>) {
      if prefix.process != nil {
        self = .erlang
      } else if prefix.hasLogger || Self.hasRequest(prefix, of: line) {
        self = .oslo
      } else if line.matches("{\"", at: prefix.bodyOffset) {
        self = .json
      } else if prefix.hasOwnTime {
        self = prefix.level == nil ? .time : .timeAndLevel
      } else {
        return nil
      }
    }

    /// Whether there is a bracket with a request's identity; an empty one without a logger is a journal's
    /// (``JournalEntry``).
    private static func hasRequest(_ prefix: RecordPrefix, of line: Span<UInt8>) -> Bool {
      prefix.context.map { !line.matches("-]", at: $0.lowerBound) } ?? false
    }
  }

  /// The path; of a log in an archive, behind the archive's.
  package var name: String
  /// The archives and compressions that it lies in, outermost first.
  package var containers: [String] = []
  /// What it is, if it is not text; nothing of what follows is known then.
  package var binaryKind: String?
  package var encoding = "ASCII"
  /// That of most lines that have one.
  package var carrier: Carrier?
  /// That of most lines that have one.
  package var prefix: Prefix?
  /// The first and the last time stamp that was seen, as written.
  package var firstTime: String?
  package var lastTime: String?
  /// The programs that carriers name and the first parts of loggers' names, the most frequent first.
  package var services: [String] = []
  /// How many lines were looked at.
  package var lineCount = 0
  /// Which lines those are.
  package var reach = Reach.all

  /// What was looked at, of a log that is longer than the sample.
  package enum Reach: String, Sendable {
    case all, beginning
    case beginningAndEnd = "beginning and end"
  }

  package init(name: String) { self.name = name }
}
