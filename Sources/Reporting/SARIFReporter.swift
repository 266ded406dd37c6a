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
    let indices = Dictionary(
      uniqueKeysWithValues: diagnosis.rules.enumerated().map { ($1.id, $0) })
    var results = diagnosis.findings.map { Self.result($0, ruleIndex: indices[$0.rule] ?? 0) }
    results += diagnosis.unexplained.map { Self.result($0, ruleIndex: rules.count) }
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
    var places = finding.evidence.map(location)
    let locations = Array(places.prefix(1))
    places.removeFirst(locations.count)
    var result = SARIFLog.Result(
      rule: (finding.rule.text, ruleIndex), level: level(of: finding.severity),
      message: "\(finding.title)\n\(finding.cause)", locations: locations)
    for index in places.indices {
      places[index].id = index + 1
      places[index].message = SARIFLog.Text(text: "seen here, too")
    }
    result.relatedLocations = places.isEmpty ? nil : places
    result.occurrenceCount = finding.count
    result.partialFingerprints = [
      fingerprint: finding.fingerprint.description, kindFingerprint: finding.kind.description,
    ]
    result.baselineState = state(isKnown: finding.isKnown)
    result.properties = SARIFLog.Details(
      remediation: finding.remediation.map(JSONDocument.Step.init))
    return result
  }

  private static func result(_ kind: TracebackCluster, ruleIndex: Int) -> SARIFLog.Result {
    var result = SARIFLog.Result(
      rule: (unexplained, ruleIndex), level: .note, message: FindingText.title(of: kind),
      locations: [location(of: kind.first.evidence)])
    result.occurrenceCount = kind.count
    result.partialFingerprints = [fingerprint: kind.fingerprint.description]
    result.baselineState = state(isKnown: kind.isKnown)
    return result
  }

  private static func state(isKnown: Bool?) -> SARIFLog.BaselineState? {
    isKnown.map { $0 ? .unchanged : .new }
  }

  private static func location(of evidence: Evidence) -> SARIFLog.Location {
    var region = SARIFLog.Region(startLine: evidence.line)
    region.endLine = evidence.endLine
    region.snippet = SARIFLog.Text(text: evidence.text)
    return SARIFLog.Location(file: evidence.source, region: region)
  }

  private static func notification(_ problem: ReadProblem) -> SARIFLog.Notification {
    SARIFLog.Notification(
      level: problem.kind == .failure ? .error : .note,
      message: SARIFLog.Text(text: SARIFText.escaped(ProblemText.line(problem))))
  }
}
