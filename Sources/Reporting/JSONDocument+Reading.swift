internal import FailureRules
internal import Findings
internal import LogReading
internal import Tracebacks

// Values of a report as the program has them; nil for what none has written.

extension Finding {
  init?(_ item: JSONDocument.Item) {
    guard let rule = RuleID(item.rule_id), let severity = Severity(rawValue: item.severity),
      let fingerprint = Fingerprint(item.fingerprint),
      let kind = Fingerprint(item.kind_fingerprint),
      (1...WrittenReport.countLimit).contains(item.count)
    else { return nil }
    let explains = item.explains.compactMap(Fingerprint.init)
    let evidence = item.evidence.compactMap(Evidence.init)
    guard explains.count == item.explains.count, evidence.count == item.evidence.count,
      let hosts = HostCount.list(item.hosts)
    else { return nil }
    self.init(
      rule: rule, title: item.title, severity: severity, component: item.component,
      cause: item.cause,
      remediation: item.remediation.map { Step(text: $0.text, command: $0.command) },
      references: item.references, captures: item.captures, count: item.count,
      seen: (item.first_seen, item.last_seen), fingerprint: fingerprint, kind: kind,
      isKnown: item.known, ignored: item.ignored.map(Ignored.init), explains: explains,
      evidence: evidence, hosts: hosts)
  }
}

extension Ignored {
  /// The report does not say the file, which lies on another host.
  init(_ exemption: JSONDocument.Exemption) {
    self.init(
      reason: exemption.reason, expires: exemption.expires.flatMap(CalendarDay.init), file: "report"
    )
  }
}

extension HostCount {
  static func list(_ hosts: [JSONDocument.Host]?) -> [HostCount]? {
    let hosts = hosts ?? []
    return hosts.allSatisfy { (1...WrittenReport.countLimit).contains($0.count) }
      ? hosts.map { HostCount(host: $0.host, count: $0.count) } : nil
  }
}

extension Evidence {
  init?(_ place: JSONDocument.Place) {
    let continued = place.continued ?? []
    guard place.line > 0, place.end_line >= place.line, place.byte_offset >= 0,
      continued.allSatisfy({ $0.line > 0 && $0.end_line >= $0.line })
    else { return nil }
    self.init(
      source: place.source, line: place.line, endLine: place.end_line,
      byteOffset: place.byte_offset,
      continuations: continued.map {
        Continuation(source: $0.source, line: $0.line, endLine: $0.end_line)
      }, text: place.text, level: place.level.flatMap(LogLevel.init), logger: place.logger,
      pid: place.pid, requestID: place.request_id)
    (before, after) = (place.before ?? [], place.after ?? [])
  }
}

extension TracebackCluster {
  init?(_ kind: JSONDocument.Unexplained) {
    guard let fingerprint = Fingerprint(kind.fingerprint),
      (1...WrittenReport.countLimit).contains(kind.count),
      let evidence = kind.evidence.first.flatMap(Evidence.init),
      let hosts = HostCount.list(kind.hosts)
    else { return nil }
    self.init(
      fingerprint: fingerprint,
      first: TracebackRecord(
        language: kind.language, exception: kind.exception, message: kind.message,
        frames: kind.frames.map {
          StackFrame(file: $0.file, line: $0.line, function: $0.function)
        }, evidence: evidence), count: kind.count, isKnown: kind.known,
      ignored: kind.ignored.map(Ignored.init), hosts: hosts)
  }
}

extension Timeline {
  init?(_ chronicle: JSONDocument.Chronicle) {
    let range = 0...WrittenReport.countLimit
    guard range.contains(chronicle.undated),
      chronicle.buckets.allSatisfy({ range.contains($0.errors) && range.contains($0.explained) })
    else { return nil }
    self.init(
      width: chronicle.seconds, undated: chronicle.undated,
      buckets: chronicle.buckets.map {
        ($0.service, $0.start, Count(errors: $0.errors, explained: $0.explained))
      })
  }
}

extension Diagnosis.Totals {
  init(_ totals: JSONDocument.Totals) {
    self.init()
    sources = Self.bounded(totals.sources)
    lines = Self.bounded(totals.lines)
    bytes = Self.bounded(totals.bytes)
    errorRecords = Self.bounded(totals.error_records)
    explainedErrorRecords = Self.bounded(totals.explained_error_records)
    tracebacks = Self.bounded(totals.tracebacks)
    explainedTracebacks = Self.bounded(totals.explained_tracebacks)
  }

  private static func bounded(_ count: Int) -> Int { max(0, min(count, limit)) }
}

extension ReadProblem {
  init(_ problem: JSONDocument.Problem) {
    self.init(
      source: problem.source, line: problem.line, message: problem.message,
      kind: problem.failure == false ? .note : .failure)
  }
}
