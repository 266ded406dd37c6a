package import FailureRules
package import Tracebacks

// What was written to a report, and is read again.

extension Finding {
  /// Takes the parts as a report says them.
  package init(
    rule: RuleID, title: String, severity: Severity, component: String, cause: String,
    remediation: [Step], references: [String], captures: [String: String], count: Int,
    seen: (first: String?, last: String?), fingerprint: Fingerprint, kind: Fingerprint,
    isKnown: Bool?, ignored: Ignored?, explains: [Fingerprint], evidence: [Evidence],
    hosts: [HostCount]
  ) {
    self.init(
      rule: rule, title: title, severity: severity, component: component, cause: cause,
      remediation: remediation, references: references, captures: captures, count: count,
      firstSeen: seen.first, lastSeen: seen.last, fingerprint: fingerprint, kind: kind,
      isKnown: isKnown, ignored: ignored, explains: explains, evidence: evidence, hosts: hosts)
  }
}

extension TracebackCluster {
  /// Takes the parts as a report says them.
  package init(
    fingerprint: Fingerprint, first: TracebackRecord, count: Int, isKnown: Bool?,
    ignored: Ignored?, hosts: [HostCount]
  ) {
    self.init(
      fingerprint: fingerprint, first: first, lastSource: first.source,
      lastLine: first.evidence.line, count: count, isKnown: isKnown, hosts: hosts,
      ignored: ignored)
  }
}

extension TracebackRecord {
  /// Takes what a report says of the first traceback of a kind: its calls and the lines of its error.
  package init(
    language: String, exception: String, message: String, frames: [StackFrame], evidence: Evidence
  ) {
    source = evidence.source
    lines = [evidence.line...max(evidence.line, evidence.endLine)]
    continuations = []
    self.language = language
    chain = exception.isEmpty ? [] : [exception]
    causes = []
    self.exception = exception
    self.message = message
    self.frames = frames
    lacksHead = false
    isCut = exception.isEmpty
    isEmbedded = false
    key = [:]
    contextLine = nil
    text = []
    self.evidence = evidence
  }
}

extension TracebackRecord {
  /// The same traceback, in a source that is called otherwise.
  func renamed(_ name: (String) -> String) -> TracebackRecord {
    TracebackRecord(
      language: language, exception: exception, message: message, frames: frames,
      evidence: evidence.renamed(name))
  }
}

extension Evidence {
  /// The same lines, in a source that is called otherwise.
  func renamed(_ name: (String) -> String) -> Evidence {
    var renamed = Evidence(
      source: name(source), line: line, endLine: endLine, byteOffset: byteOffset,
      continuations: continuations.map {
        Continuation(source: name($0.source), line: $0.line, endLine: $0.endLine)
      }, text: text, level: level, logger: logger, pid: pid, requestID: requestID)
    (renamed.before, renamed.after) = (before, after)
    return renamed
  }
}
