package import FailureRules
package import LogReading

/// Makes one answer of those of several hosts.
///
/// Findings of one kind are one, and so are tracebacks. Memory: ``findingLimit`` findings and
/// ``TracebackClusters/limit`` kinds of tracebacks; further ones are counted, and said to be.
package struct DiagnosisMerge {
  /// The most kinds of findings that are kept.
  package static let findingLimit = 10_000

  private var merged = Diagnosis()
  private var findings: [Fingerprint: Int] = [:]
  private var tracebacks: [Fingerprint: Int] = [:]
  /// What each finding explains, by index, in the report of any host.
  private var symptoms: [Set<Int>] = []
  private var findingOverflow = 0
  private var tracebackOverflow = 0

  /// Nothing was merged yet.
  package init() {}

  /// Adds the answer of a host; an answer that was merged already keeps the hosts that it names.
  ///
  /// - Parameters:
  ///   - diagnosis: what was found there.
  ///   - host: what it is called, before the names of its sources, too.
  package mutating func add(_ diagnosis: Diagnosis, of host: String) {
    let isMerged = !diagnosis.hosts.isEmpty
    func name(_ source: String) -> String { isMerged ? source : "\(host):\(source)" }
    for host in isMerged ? diagnosis.hosts : [host] where !merged.hosts.contains(host) {
      merged.hosts.append(host)
    }
    var indices: [Fingerprint: Int] = [:]
    for finding in diagnosis.findings {
      var finding = finding
      finding.evidence = finding.evidence.map { $0.renamed(name) }
      if finding.hosts.isEmpty { finding.hosts = [HostCount(host: host, count: finding.count)] }
      indices[finding.fingerprint] = add(finding)
    }
    for finding in diagnosis.findings {
      guard let cause = indices[finding.fingerprint] else { continue }
      symptoms[cause].formUnion(finding.explains.compactMap { indices[$0] }.filter { $0 != cause })
    }
    for kind in diagnosis.unexplained {
      var kind = kind
      kind = TracebackCluster(
        fingerprint: kind.fingerprint, first: kind.first.renamed(name), count: kind.count,
        isKnown: kind.isKnown, ignored: kind.ignored,
        hosts: kind.hosts.isEmpty ? [HostCount(host: host, count: kind.count)] : kind.hosts)
      add(kind)
    }
    merged.totals += diagnosis.totals
    merged.problems += diagnosis.problems.map {
      ReadProblem(source: name($0.source), line: $0.line, message: $0.message, kind: $0.kind)
    }
    if let timeline = diagnosis.timeline {
      merged.timeline = merged.timeline ?? Timeline()
      merged.timeline?.add(timeline)
    }
  }

  /// Adds that something could not be merged.
  package mutating func add(_ problem: ReadProblem) { merged.problems.append(problem) }

  /// Adds a finding to that of its kind; returns its index, nil if it is one too many.
  private mutating func add(_ finding: Finding) -> Int? {
    guard let index = findings[finding.kind] else {
      guard merged.findings.count < Self.findingLimit else {
        findingOverflow += 1
        return nil
      }
      findings[finding.kind] = merged.findings.count
      merged.findings.append(finding)
      symptoms.append([])
      return merged.findings.count - 1
    }
    merged.findings[index].count += finding.count
    if let first = finding.firstSeen { merged.findings[index].see(first) }
    if let last = finding.lastSeen { merged.findings[index].see(last) }
    merged.findings[index].hosts.add(finding.hosts)
    let room = Finding.evidenceLimit - merged.findings[index].evidence.count
    merged.findings[index].evidence += finding.evidence.prefix(max(0, room))
    merged.findings[index].isKnown = Self.both(merged.findings[index].isKnown, finding.isKnown)
    if finding.ignored == nil { merged.findings[index].ignored = nil }
    return index
  }

  private mutating func add(_ kind: TracebackCluster) {
    guard let index = tracebacks[kind.fingerprint] else {
      guard merged.unexplained.count < TracebackClusters.limit else {
        tracebackOverflow += kind.count
        return
      }
      tracebacks[kind.fingerprint] = merged.unexplained.count
      merged.unexplained.append(kind)
      return
    }
    merged.unexplained[index].count += kind.count
    merged.unexplained[index].hosts.add(kind.hosts)
    merged.unexplained[index].isKnown = Self.both(merged.unexplained[index].isKnown, kind.isKnown)
    if kind.ignored == nil { merged.unexplained[index].ignored = nil }
  }

  /// What is new somewhere is new, and so does what counts somewhere count.
  private static func both(_ first: Bool?, _ second: Bool?) -> Bool? {
    first == nil && second == nil ? nil : first == true && second == true
  }

  // MARK: the answer

  /// The answer for all hosts.
  ///
  /// A finding that no other explains where it was seen may have its cause on another host: `rules` say
  /// what explains what.
  package func diagnosis(_ rules: RuleSet) -> Diagnosis {
    var diagnosis = merged
    var symptoms = symptoms
    let named = Dictionary(rules.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var causes: [RuleID: [Int]] = [:]
    for (cause, finding) in diagnosis.findings.enumerated() {
      for symptom in named[finding.rule]?.explains ?? [] {
        causes[symptom, default: []].append(cause)
      }
    }
    let explained = symptoms.reduce(into: Set<Int>()) { $0.formUnion($1) }
    for symptom in diagnosis.findings.indices where !explained.contains(symptom) {
      let finding = diagnosis.findings[symptom]
      let causes = (causes[finding.rule] ?? []).filter { $0 != symptom }
      let earlier = causes.filter { diagnosis.findings[$0].began(before: finding) }
      for cause in earlier.isEmpty ? causes : earlier { symptoms[cause].insert(symptom) }
    }
    for (cause, indices) in symptoms.enumerated() {
      diagnosis.findings[cause].explains = indices.sorted().map {
        diagnosis.findings[$0].fingerprint
      }
      for symptom in indices { diagnosis.findings[symptom].isSymptom = true }
    }
    diagnosis.findings = diagnosis.findings.enumerated().sorted {
      $0.element.rank != $1.element.rank
        ? $0.element.rank.lexicographicallyPrecedes($1.element.rank) : $0.offset < $1.offset
    }.map(\.element)
    diagnosis.unexplained = diagnosis.unexplained.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
    diagnosis.rules = Set(diagnosis.findings.map(\.rule)).compactMap { named[$0] }
      .sorted { $0.id < $1.id }
    diagnosis.problems += overflowProblems
    return diagnosis
  }

  private var overflowProblems: [ReadProblem] {
    var problems: [ReadProblem] = []
    if findingOverflow > 0 {
      problems.append(
        ReadProblem(
          source: "findings",
          message: "\(findingOverflow) more beyond the first \(Self.findingLimit) kinds",
          kind: .note))
    }
    if tracebackOverflow > 0 {
      problems.append(
        ReadProblem(
          source: "unexplained tracebacks",
          message: "\(tracebackOverflow) more beyond the first \(TracebackClusters.limit) kinds",
          kind: .note))
    }
    return problems
  }
}

extension Finding {
  /// Causes before symptoms, then by severity, then those that explain others, then those of many hosts.
  fileprivate var rank: [Int] {
    let gravity = Severity.allCases.firstIndex(of: severity) ?? 0
    return [isSymptom ? 1 : 0, -gravity, -explains.count, -hosts.count]
  }
}

extension [HostCount] {
  /// Adds what was seen on hosts, some of which may be here already.
  fileprivate mutating func add(_ others: [HostCount]) {
    for other in others {
      if let index = firstIndex(where: { $0.host == other.host }) {
        self[index].count += other.count
      } else {
        append(other)
      }
    }
  }
}
