internal import FailureRules
internal import Findings
internal import LogReading
internal import Tracebacks

/// The JSON report: names and shape of what ``JSONReporter`` writes, and ``WrittenReport`` reads.
///
/// Every key is always there, but for those that are optional here.
struct JSONDocument: Codable {
  var schema_version = 1
  var tool = Tool()
  var findings: [Item]
  var unexplained: [Unexplained]
  var timeline: Chronicle?
  var totals: Totals
  var problems: [Problem]
  var hosts: [String]?

  init(_ diagnosis: Diagnosis) {
    findings = diagnosis.findings.map(Item.init)
    unexplained = diagnosis.unexplained.map(Unexplained.init)
    timeline = diagnosis.timeline.map(Chronicle.init)
    totals = Totals(diagnosis.totals)
    problems = diagnosis.problems.map(Problem.init)
    hosts = diagnosis.hosts.isEmpty ? nil : diagnosis.hosts
  }

  struct Tool: Codable {
    var name = ToolIdentity.name
    var version = ToolIdentity.version
  }

  struct Item: Codable {
    var rule_id: String
    var title: String
    var severity: String
    var component: String
    var cause: String
    var captures: [String: String]
    var remediation: [Step]
    var references: [String]
    var count: Int
    var first_seen: String?
    var last_seen: String?
    var fingerprint: String
    var kind_fingerprint: String
    var known: Bool?
    var ignored: Exemption?
    var explains: [String]
    var evidence: [Place]
    var hosts: [Host]?

    init(_ finding: Finding) {
      rule_id = finding.rule.text
      title = finding.title
      severity = finding.severity.rawValue
      component = finding.component
      cause = finding.cause
      captures = finding.captures
      remediation = finding.remediation.map(Step.init)
      references = finding.references
      count = finding.count
      first_seen = finding.firstSeen
      last_seen = finding.lastSeen
      fingerprint = finding.fingerprint.description
      kind_fingerprint = finding.kind.description
      known = finding.isKnown
      ignored = finding.ignored.map(Exemption.init)
      explains = finding.explains.map(\.description)
      evidence = finding.evidence.map(Place.init)
      hosts = Host.list(finding.hosts)
    }
  }

  /// How often something was seen on one of several hosts.
  struct Host: Codable {
    var host: String
    var count: Int

    /// The hosts of a merged report; nil where there are none.
    static func list(_ hosts: [HostCount]) -> [Host]? {
      hosts.isEmpty ? nil : hosts.map { Host(host: $0.host, count: $0.count) }
    }
  }

  /// Why something does not count.
  struct Exemption: Codable {
    var reason: String
    var expires: String?

    init(_ ignored: Ignored) {
      reason = ignored.reason
      expires = ignored.expires?.description
    }
  }

  struct Step: Codable {
    var text: String
    var command: String?

    init(_ step: Finding.Step) {
      text = step.text
      command = step.command
    }
  }

  /// Lines of a place in the next file of a rotated set.
  struct Continuation: Codable {
    var source: String
    var line: Int
    var end_line: Int

    init(_ continuation: Evidence.Continuation) {
      source = continuation.source
      line = continuation.line
      end_line = continuation.endLine
    }
  }

  struct Place: Codable {
    var source: String
    var line: Int
    var end_line: Int
    var byte_offset: Int
    var continued: [Continuation]?
    var before: [String]?
    var text: String
    var after: [String]?
    var level: String?
    var logger: String?
    var pid: Int?
    var request_id: String?

    init(_ evidence: Evidence) {
      source = evidence.source
      line = evidence.line
      end_line = evidence.endLine
      byte_offset = evidence.byteOffset
      continued =
        evidence.continuations.isEmpty ? nil : evidence.continuations.map(Continuation.init)
      before = evidence.before.isEmpty ? nil : evidence.before
      text = evidence.text
      after = evidence.after.isEmpty ? nil : evidence.after
      level = evidence.level?.rawValue
      logger = evidence.logger
      pid = evidence.pid
      request_id = evidence.requestID
    }
  }

  struct Unexplained: Codable {
    var fingerprint: String
    var language: String
    var exception: String
    var message: String
    var count: Int
    var known: Bool?
    var ignored: Exemption?
    var frames: [Frame]
    var evidence: [Place]
    var hosts: [Host]?

    init(_ kind: TracebackCluster) {
      fingerprint = kind.fingerprint.description
      language = kind.first.language
      exception = kind.first.exception
      message = kind.first.message
      count = kind.count
      known = kind.isKnown
      ignored = kind.ignored.map(Exemption.init)
      frames = kind.first.frames.map {
        Frame(file: $0.file, line: $0.line, function: $0.function)
      }
      evidence = [Place(kind.first.evidence)]
      hosts = Host.list(kind.hosts)
    }
  }

  struct Chronicle: Codable {
    var seconds: Int
    var undated: Int
    var buckets: [Bucket]

    init(_ timeline: Timeline) {
      seconds = timeline.width
      undated = timeline.undated
      buckets = timeline.buckets.map {
        Bucket(
          service: $0.service, start: timeline.stamp(ofSecond: $0.start), errors: $0.count.errors,
          explained: $0.count.explained)
      }
    }
  }

  struct Bucket: Codable {
    var service: String
    var start: String
    var errors: Int
    var explained: Int
  }

  struct Frame: Codable {
    var file: String
    var line: Int
    var function: String
  }

  struct Totals: Codable {
    var sources: Int
    var lines: Int
    var bytes: Int
    var error_records: Int
    var explained_error_records: Int
    var tracebacks: Int
    var explained_tracebacks: Int

    init(_ totals: Diagnosis.Totals) {
      sources = totals.sources
      lines = totals.lines
      bytes = totals.bytes
      error_records = totals.errorRecords
      explained_error_records = totals.explainedErrorRecords
      tracebacks = totals.tracebacks
      explained_tracebacks = totals.explainedTracebacks
    }
  }

  struct Problem: Codable {
    var source: String
    var line: Int?
    var message: String
    /// Whether the answer may lack something; a report that does not say is taken for one that does.
    var failure: Bool?

    init(_ problem: ReadProblem) {
      source = problem.source
      line = problem.line
      message = problem.message
      failure = problem.kind == .failure
    }
  }
}
