public import FailureRules
public import LogReading

/// A failure that a rule has recognised: all matches of the rule with the same captures.
public struct Finding: Equatable, Sendable {
  /// The rule that recognised it.
  public let rule: RuleID
  /// The rule's title with the captures in place.
  public let title: String
  /// How much it matters.
  public let severity: Severity
  /// The service or tool that fails.
  public let component: String
  /// Why it happens, with the captures in place.
  public let cause: String
  /// What to do, in this order.
  public let remediation: [Step]
  /// Addresses of documents.
  public let references: [String]
  /// What the rule took from the text, by name.
  public let captures: [String: String]

  /// How often it was seen.
  public internal(set) var count: Int
  /// The first time stamp that says its date, in ISO 8601 without a zone unless the log gives one.
  public internal(set) var firstSeen: String?
  /// The last such time stamp.
  public internal(set) var lastSeen: String?
  /// Names the finding across runs and hosts: it depends on rule and captures only.
  public let fingerprint: Fingerprint
  /// Names what has failed, wherever and whenever: of rule and captures it leaves out machines,
  /// addresses, processes, times, ids, amounts and the directories above a file.
  public let kind: Fingerprint
  /// Whether the baseline knows its kind; nil without a baseline.
  public internal(set) var isKnown: Bool?
  /// Why the project ignores it; nil if it does not.
  public internal(set) var ignored: Ignored?
  /// The findings of this run that are symptoms of this one.
  public internal(set) var explains: [Fingerprint] = []
  /// Whether another finding of this run explains this one.
  public internal(set) var isSymptom = false
  /// The first places, ``evidenceLimit`` at most.
  public internal(set) var evidence: [Evidence]
  /// Where it was seen, and how often, if reports of several hosts were merged.
  public internal(set) var hosts: [HostCount] = []

  /// Whether it counts, or why it does not.
  package var standing: Standing { Standing(isKnown: isKnown, ignored: ignored) }

  /// The places that are kept of one finding.
  public static let evidenceLimit = 3

  /// What to do, with the captures in place.
  public struct Step: Equatable, Sendable {
    /// A sentence.
    public let text: String
    /// For a shell, ready to paste.
    public let command: String?

    /// Takes the rendered words.
    public init(text: String, command: String?) {
      self.text = text
      self.command = command
    }
  }
}

/// How often something was seen on a host.
public struct HostCount: Equatable, Sendable {
  /// What the host is called.
  public let host: String
  /// How often.
  public internal(set) var count: Int

  /// Takes the parts as they are.
  public init(host: String, count: Int) {
    self.host = host
    self.count = count
  }
}

extension Sequence<Finding> {
  /// The findings that a cause explains, itself or by way of others, in the order in which they are
  /// ranked.
  package func symptoms(of cause: Finding) -> [Finding] {
    if cause.explains.isEmpty { return [] }
    let explained = Dictionary(
      map { ($0.fingerprint, $0.explains) }, uniquingKeysWith: { first, _ in first })
    var found: Set<Fingerprint> = [cause.fingerprint]
    var next = cause.explains
    while let symptom = next.popLast() {
      if found.insert(symptom).inserted { next += explained[symptom] ?? [] }
    }
    return filter { $0.fingerprint != cause.fingerprint && found.contains($0.fingerprint) }
  }
}

/// Lines that prove a finding.
public struct Evidence: Equatable, Sendable {
  /// The source's name.
  public let source: String
  /// The number of the first line, 1-based.
  public let line: Int
  /// The number of the last line there.
  public let endLine: Int
  /// Where the first line begins in the source.
  public let byteOffset: Int
  /// The lines in the next files of a rotated set, if the log was rotated within them.
  public let continuations: [Continuation]
  /// The lines as they stand there, joined by line feeds.
  public let text: String
  /// The lines right before, if they were asked for: as many, or what was still known of them.
  public package(set) var before: [String] = []
  /// The lines right after, if they were asked for.
  public package(set) var after: [String] = []
  /// What the record says of its gravity.
  public let level: LogLevel?
  /// The dotted name of the logger that wrote the record.
  public let logger: String?
  /// The process that wrote the record.
  public let pid: Int?
  /// The request that the record is about.
  public let requestID: String?

  /// Lines that go on in another file.
  public struct Continuation: Equatable, Sendable {
    /// The file's name.
    public let source: String
    /// The number of the first line there.
    public let line: Int
    /// The number of the last line there.
    public let endLine: Int

    /// Takes the parts as they are.
    public init(source: String, line: Int, endLine: Int) {
      self.source = source
      self.line = line
      self.endLine = endLine
    }
  }

  /// Takes the parts as they are.
  public init(
    source: String, line: Int, endLine: Int, byteOffset: Int,
    continuations: [Continuation] = [], text: String, level: LogLevel? = nil, logger: String? = nil,
    pid: Int? = nil, requestID: String? = nil
  ) {
    self.source = source
    self.line = line
    self.endLine = endLine
    self.byteOffset = byteOffset
    self.continuations = continuations
    self.text = text
    self.level = level
    self.logger = logger
    self.pid = pid
    self.requestID = requestID
  }
}
