internal import FailureRules
internal import LogReading
internal import Matching

/// A finding while it is counted, and what is needed to tell causes from symptoms.
struct FindingEntry {
  /// The rule's index.
  let rule: Int
  var finding: Finding
  /// Where it was seen first.
  let position: LogPosition
  /// The records and tracebacks that it was seen in, their requests and their sources: the first of
  /// each.
  private(set) var events: Set<LogPosition> = []
  private(set) var requests: Set<String> = []
  private(set) var sources: Set<Int> = []
  var ignores: IgnoreTrail

  /// The most events, requests and sources that are kept of each.
  static let placeLimit = 64

  init(of match: Match, _ finding: Finding, ignores: IgnoreTrail) {
    rule = match.rule
    position = match.position
    self.finding = finding
    self.ignores = ignores
    add(match)
  }

  /// Takes note of a match.
  mutating func add(_ match: Match) {
    if events.count < Self.placeLimit { events.insert(match.event) }
    if sources.count < Self.placeLimit { sources.insert(match.event.source) }
    if requests.count < Self.placeLimit, let request = match.requestID { requests.insert(request) }
  }

  /// Causes before symptoms, then by severity, then those that explain others, then by place.
  static func isBefore(_ first: FindingEntry, _ second: FindingEntry) -> Bool {
    if first.finding.isSymptom != second.finding.isSymptom { return second.finding.isSymptom }
    if first.finding.severity != second.finding.severity {
      return first.finding.severity > second.finding.severity
    }
    let explained = (first.finding.explains.count, second.finding.explains.count)
    if explained.0 != explained.1 { return explained.0 > explained.1 }
    if first.position != second.position { return first.position < second.position }
    return first.finding.rule < second.finding.rule
  }
}

extension [FindingEntry] {
  /// Marks the findings that others explain, and lists them there.
  ///
  /// A symptom has its cause in the same record or traceback if there is one that explains it, else
  /// in the same request, else in the same source, else anywhere. Of several that are as near, those
  /// that were seen only after the symptom was over are left out, unless there are no others: clocks
  /// and zones of hosts may differ, so that time alone says nothing.
  mutating func fold(by rules: RuleSet) {
    var explaining: [RuleID: [Int]] = [:]
    for (index, entry) in enumerated() {
      for rule in Set(rules[entry.rule].explains) { explaining[rule, default: []].append(index) }
    }
    for symptom in indices {
      let entry = self[symptom]
      let causes = (explaining[entry.finding.rule] ?? []).filter { $0 != symptom }
      guard !causes.isEmpty else { continue }
      var nearest = causes.filter { !self[$0].events.isDisjoint(with: entry.events) }
      if nearest.isEmpty {
        nearest = causes.filter { !self[$0].requests.isDisjoint(with: entry.requests) }
      }
      if nearest.isEmpty {
        nearest = causes.filter { !self[$0].sources.isDisjoint(with: entry.sources) }
      }
      if nearest.isEmpty { nearest = causes }
      let earlier = nearest.filter { self[$0].finding.began(before: entry.finding) }
      if !earlier.isEmpty { nearest = earlier }
      self[symptom].finding.isSymptom = true
      for cause in nearest {
        self[cause].finding.explains.append(entry.finding.fingerprint)
      }
    }
  }
}
