internal import FailureRules
package import Findings
internal import LogReading

/// A log of SARIF 2.1.0, for code scanning.
///
/// Tracebacks that no rule explains are notes of the rule ``unexplained``.
package struct SARIFReporter: Reporter {
  /// The id of what is in no rule.
  static let unexplained = "unexplained-traceback"
  /// The key of our fingerprints; its number changes when what they are made of does.
  static let fingerprint = "stackdoctor/v1"
  /// The key of those that are the same on every host.
  static let kindFingerprint = "stackdoctorKind/v1"

  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    var rules = diagnosis.rules.map(Self.rule)
    var indices = Dictionary(
      uniqueKeysWithValues: diagnosis.rules.enumerated().map { ($1.id, $0) })
    // Of a merged report this host may lack rules.
    for finding in diagnosis.findings where indices[finding.rule] == nil {
      indices[finding.rule] = rules.count
      rules.append(
        SARIFLog.Rule(
          id: finding.rule.text, summary: finding.title, level: Self.level(of: finding.severity)))
    }
    var results = diagnosis.findings.map { Self.result($0, ruleIndex: indices[$0.rule] ?? 0) }
    results += diagnosis.unexplained.map { Self.result($0, ruleIndex: rules.count) }
    let ignored = diagnosis.findings.map(\.ignored) + diagnosis.unexplained.map(\.ignored)
    if ignored.contains(where: { $0 != nil }) {
      for (index, ignored) in ignored.enumerated() {
        results[index].suppressions =
          ignored.map { [SARIFLog.Suppression(justification: $0.reason)] } ?? []
      }
    }
    if !diagnosis.unexplained.isEmpty {
      rules.append(
        SARIFLog.Rule(
          id: Self.unexplained, summary: "A traceback that no rule explains.", level: .note))
    }
    let invocation = SARIFLog.Invocation(
      executionSuccessful: !diagnosis.problems.contains { $0.kind == .failure },
      toolExecutionNotifications: diagnosis.problems.map(Self.notification))
    let log = SARIFLog(rules: rules, results: results, invocations: [invocation])
    output.write(JSONText.of(log, isPretty: true) + "\n")
  }

  private static func level(of severity: Severity) -> SARIFLog.Level {
    switch severity {
    case .critical, .high: .error
    case .medium: .warning
    case .low, .info: .note
    }
  }

  private static func rule(_ rule: Rule) -> SARIFLog.Rule {
    let page = RulePage(rule, origin: .shipped, links: RuleLinks(among: []))
    var item = SARIFLog.Rule(
      id: rule.id.text, summary: page.title, level: level(of: rule.severity))
    item.fullDescription = SARIFLog.Text(text: page.cause)
    item.help = SARIFLog.Help(
      text: FindingText.explanation(cause: page.cause, steps: page.steps).joined(separator: "\n"),
      markdown: MarkdownText.explanation(
        cause: page.cause, steps: page.steps, references: rule.references))
    item.helpUri = rule.references.first { MarkdownText.isAddress($0) }
    item.properties = SARIFLog.Tags(tags: [rule.component])
    return item
  }

  private static func result(_ finding: Finding, ruleIndex: Int) -> SARIFLog.Result {
    var result = SARIFLog.Result(
      rule: (finding.rule.text, ruleIndex), level: level(of: finding.severity),
      message: "\(finding.title)\n\(finding.cause)")
    place(&result, at: finding.evidence)
    result.occurrenceCount = finding.count
    result.partialFingerprints = [
      fingerprint: finding.fingerprint.description, kindFingerprint: finding.kind.description,
    ]
    result.baselineState = state(isKnown: finding.isKnown)
    result.properties = SARIFLog.Details(
      remediation: finding.remediation.map(JSONDocument.Step.init),
      hosts: JSONDocument.Host.list(finding.hosts))
    return result
  }

  private static func result(_ kind: TracebackCluster, ruleIndex: Int) -> SARIFLog.Result {
    var result = SARIFLog.Result(
      rule: (unexplained, ruleIndex), level: .note, message: FindingText.title(of: kind))
    place(&result, at: [kind.first.evidence])
    result.occurrenceCount = kind.count
    result.partialFingerprints = [fingerprint: kind.fingerprint.description]
    result.baselineState = state(isKnown: kind.isKnown)
    return result
  }

  private static func state(isKnown: Bool?) -> SARIFLog.BaselineState? {
    isKnown.map { $0 ? .unchanged : .new }
  }

  /// Says where a result was seen: the first place is its location, others are related to it.
  private static func place(_ result: inout SARIFLog.Result, at evidence: [Evidence]) {
    var places = evidence.flatMap(locations)
    guard !places.isEmpty else { return }
    var first = places.removeFirst()
    first.message = nil
    result.locations = [first]
    for index in places.indices { places[index].id = index + 1 }
    result.relatedLocations = places.isEmpty ? nil : places
  }

  /// One in each file: a region cannot reach into the next (section 3.30).
  private static func locations(of evidence: Evidence) -> [SARIFLog.Location] {
    let parts: [(file: String, lines: ClosedRange<Int>)] =
      [(evidence.source, evidence.line...evidence.endLine)]
      + evidence.continuations.map { ($0.source, $0.line...$0.endLine) }
    var lines = evidence.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    // Of lines with others between them nobody knows which stand in which file.
    let isWhole = parts.reduce(0) { $0 + $1.lines.count } == lines.count
    return parts.enumerated().map { index, part in
      var region = SARIFLog.Region(startLine: part.lines.lowerBound)
      region.endLine = part.lines.upperBound
      if isWhole || index == 0 {
        let own = lines.prefix(isWhole ? part.lines.count : lines.count)
        lines = lines.dropFirst(own.count)
        region.snippet = SARIFLog.Text(text: own.joined(separator: "\n"))
      }
      var location = SARIFLog.Location(file: part.file, region: region)
      location.message = SARIFLog.Text(text: index == 0 ? "seen here, too" : "goes on here")
      return location
    }
  }

  private static func notification(_ problem: ReadProblem) -> SARIFLog.Notification {
    SARIFLog.Notification(
      level: problem.kind == .failure ? .error : .note,
      message: SARIFLog.Text(text: SARIFText.escaped(ProblemText.line(problem))))
  }
}
