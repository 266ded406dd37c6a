internal import FailureRules

/// Failures that are known, and shall not fail a run any more.
///
/// They are told by kind: another host, process, time, id or directory makes no new failure.
package struct Baseline: Equatable, Sendable {
  /// What rules have found, each kind once.
  package var findings: [KnownFinding] = []
  /// Tracebacks that no rule explains, each kind once.
  package var unexplained: [KnownTraceback] = []

  /// A finding, and what it was called when it was taken in.
  package struct KnownFinding: Equatable, Sendable {
    package var kind: Fingerprint
    package var rule: String
    package var title: String

    package init(kind: Fingerprint, rule: String, title: String) {
      self.kind = kind
      self.rule = rule
      self.title = title
    }
  }

  /// A traceback's kind, and what it raised when it was taken in.
  package struct KnownTraceback: Equatable, Sendable {
    package var kind: Fingerprint
    package var exception: String

    package init(kind: Fingerprint, exception: String) {
      self.kind = kind
      self.exception = exception
    }
  }

  /// Nothing is known.
  package init() {}

  /// All that a scan has found and the project does not ignore, in order of rule and of type.
  ///
  /// What is ignored for a time would be known for good.
  package init(of diagnosis: Diagnosis) {
    var kinds: Set<Fingerprint> = []
    findings = diagnosis.findings.filter { $0.ignored == nil && kinds.insert($0.kind).inserted }
      .map { KnownFinding(kind: $0.kind, rule: $0.rule.text, title: $0.title) }
      .sorted { ($0.rule, $0.kind) < ($1.rule, $1.kind) }
    unexplained = diagnosis.unexplained.filter { $0.ignored == nil }
      .map { KnownTraceback(kind: $0.fingerprint, exception: $0.first.exception) }
      .sorted { ($0.exception, $0.kind) < ($1.exception, $1.kind) }
  }
}

extension Diagnosis {
  /// Marks what a baseline knows, and what it does not.
  package mutating func compare(with baseline: Baseline) {
    let known = Set(baseline.findings.map(\.kind))
    let knownTracebacks = Set(baseline.unexplained.map(\.kind))
    for index in findings.indices { findings[index].isKnown = known.contains(findings[index].kind) }
    for index in unexplained.indices {
      unexplained[index].isKnown = knownTracebacks.contains(unexplained[index].fingerprint)
    }
    absentCount =
      known.subtracting(findings.map(\.kind)).count
      + knownTracebacks.subtracting(unexplained.map(\.fingerprint)).count
  }

  /// The findings that a report tells in full: what counts, and is not explained by something else that
  /// does.
  package var headlines: [Finding] {
    let told = Set(findings.filter { $0.standing == .counts }.flatMap(\.explains))
    return findings.filter {
      $0.standing == .counts && !($0.isSymptom && told.contains($0.fingerprint))
    }
  }

  /// The unexplained tracebacks that count.
  package var newUnexplained: [TracebackCluster] { unexplained.filter { $0.standing == .counts } }
}
