public import FailureRules
public import LogReading

/// A failure that a rule has recognised: all matches of the rule with the same captures.
public struct Finding: Equatable, Sendable {
  /// The rule that recognised it.
  public let rule: RuleID
  /// The rule's title, cause and steps with the captures in place.
  public let title: String
  public let severity: Severity
  public let component: String
  public let cause: String
  public let remediation: [Step]
  public let references: [String]
  public let captures: [String: String]

  /// How often it was seen.
  public internal(set) var count: Int
  /// The first and the last time stamps that say their date, in ISO 8601 without a zone unless the log
  /// gives one.
  public internal(set) var firstSeen: String?
  public internal(set) var lastSeen: String?
  /// Names the finding across runs and hosts: it depends on rule and captures only.
  public let fingerprint: Fingerprint
  /// The findings of this run that are symptoms of this one.
  public internal(set) var explains: [Fingerprint] = []
  /// Whether another finding of this run explains this one.
  public internal(set) var isSymptom = false
  /// The first places, ``evidenceLimit`` at most.
  public internal(set) var evidence: [Evidence]

  /// The places that are kept of one finding.
  public static let evidenceLimit = 3

  /// What to do, with the captures in place.
  public struct Step: Equatable, Sendable {
    public let text: String
    public let command: String?

    public init(text: String, command: String?) {
      self.text = text
      self.command = command
    }
  }
}

/// Lines that prove a finding.
public struct Evidence: Equatable, Sendable {
  /// The source's name.
  public let source: String
  /// The numbers of the first and the last line, 1-based.
  public let line: Int
  public let endLine: Int
  /// Where the first line begins in the source.
  public let byteOffset: Int
  /// The lines as they stand there, joined by line feeds.
  public let text: String
  public let level: LogLevel?
  public let logger: String?
  public let pid: Int?
  public let requestID: String?

  public init(
    source: String, line: Int, endLine: Int, byteOffset: Int, text: String,
    level: LogLevel? = nil, logger: String? = nil, pid: Int? = nil, requestID: String? = nil
  ) {
    self.source = source
    self.line = line
    self.endLine = endLine
    self.byteOffset = byteOffset
    self.text = text
    self.level = level
    self.logger = logger
    self.pid = pid
    self.requestID = requestID
  }
}
