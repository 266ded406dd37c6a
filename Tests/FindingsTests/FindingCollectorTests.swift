import FailureRules
import Findings
import LogReading
import Matching
import Testing

/// A rule with a capture named `path` that may be missing.
private func rule(_ id: String, severity: String = "high", explains: [String] = []) -> Rule? {
  let component = id.split(separator: "-").first ?? ""
  return RuleFile(
    text: """
      id: \(id)
      title: 'Trouble with {path|a path}'
      severity: \(severity)
      status: stable
      component: \(component)
      signature: { any: [ { line: 'trouble with (?<path>\\S+)' }, { line: 'trouble with nothing' } ] }
      cause: It broke.
      remediation: [{ text: 'Look at {path|it}.', command: 'ls {path|/}' }]
      \(explains.isEmpty ? "" : "explains: [\(explains.joined(separator: ", "))]")
      references: [https://example.org/]
      versions: { verified: 2026-11 }
      examples: { match: a, no-match: b }
      """, file: "rules/\(component)/\(id).yaml"
  ).rule
}

private func match(
  _ rule: Int, line number: Int, source: Int = 0, event: Int? = nil,
  captures: [String: String] = [:],
  time: String? = nil, request: String? = nil
) -> MatchEvent {
  let position = LogPosition(source: source, line: number, byteOffset: number * 100)
  let line: [UInt8] = []
  var header = RecordHeader(position: position, prefix: RecordPrefix(), line: line.span)
  header.time = time
  header.requestID = request
  return .match(
    Match(
      rule: rule, captures: captures,
      event: LogPosition(source: source, line: event ?? number, byteOffset: 0),
      evidence: MatchedLines(
        position: position, endLine: number, text: "line \(number)", header: header)))
}

private func diagnosis(_ rules: [Rule?], _ events: [MatchEvent]) -> Diagnosis {
  var collector = FindingCollector(rules: RuleSet(rules.compactMap { $0 }))
  _ = collector.addSource("a.log")
  _ = collector.addSource("b.log")
  for event in events { collector.add(event) }
  return collector.diagnosis()
}

@Suite("Turning matches into findings")
struct FindingCollectorTests {
  @Test("The same rule with the same captures is one finding that counts")
  func counts() {
    let found = diagnosis(
      [rule("disk-trouble")],
      [
        match(0, line: 3, captures: ["path": "/a"], time: "2026-11-21 10:00:02.500"),
        match(0, line: 5, captures: ["path": "/b"]),
        match(0, line: 9, captures: ["path": "/a"], time: "2026-11-21 10:00:01,250"),
        match(0, line: 12, captures: ["path": "/a"], time: "Nov 21 10:00:09"),
      ]
    ).findings
    #expect(found.map(\.title) == ["Trouble with /a", "Trouble with /b"])
    #expect(found.map(\.count) == [3, 1])
    #expect(found.map { $0.evidence.map(\.line) } == [[3, 9, 12], [5]])
    #expect(found.first?.firstSeen == "2026-11-21T10:00:01.250")
    #expect(found.first?.lastSeen == "2026-11-21T10:00:02.500")
  }

  @Test("A place that is seen twice counts once")
  func samePlace() {
    let found = diagnosis([rule("disk-trouble")], [match(0, line: 3), match(0, line: 3)]).findings
    #expect(found.map(\.count) == [1])
  }

  @Test("Captures stand in words and, quoted, in commands; a line break in one is a blank")
  func rendering() {
    let found = diagnosis([rule("disk-trouble")], [match(0, line: 3, captures: ["path": "/a\nb"])])
    #expect(found.findings.first?.title == "Trouble with /a b")
    #expect(
      found.findings.first?.remediation == [
        Finding.Step(text: "Look at /a b.", command: "ls '/a b'")
      ])
  }

  @Test("The fingerprint depends on rule and captures, not on place or time")
  func fingerprint() {
    let one = diagnosis(
      [rule("disk-trouble")],
      [match(0, line: 3, captures: ["path": "/a"], time: "2026-01-01 00:00:00")])
    let two = diagnosis(
      [rule("disk-trouble")], [match(0, line: 700, source: 1, captures: ["path": "/a"])])
    let other = diagnosis([rule("disk-trouble")], [match(0, line: 3, captures: ["path": "/b"])])
    #expect(one.findings.first?.fingerprint == two.findings.first?.fingerprint)
    #expect(one.findings.first?.fingerprint != other.findings.first?.fingerprint)
    #expect(one.findings.first?.fingerprint.description.count == 16)
  }

  @Test("Causes come before their symptoms, the gravest first")
  func ranking() {
    let rules = [
      rule("agent-symptom", severity: "critical"),
      rule("disk-trouble", severity: "low"),
      rule("sudo-cause", severity: "medium", explains: ["agent-symptom"]),
      rule("queue-trouble", severity: "high"),
    ]
    let found = diagnosis(rules, (0..<4).map { match($0, line: $0 + 1) }).findings
    #expect(
      found.map(\.rule.text) == ["queue-trouble", "sudo-cause", "disk-trouble", "agent-symptom"])
    #expect(found.map(\.isSymptom) == [false, false, false, true])
    #expect(found[1].explains == [found[3].fingerprint])
  }

  @Test("A symptom belongs to the nearest cause: same record, else same source, else any")
  func nearestCause() {
    let rules = [
      rule("agent-symptom"), rule("disk-cause", explains: ["agent-symptom"]),
      rule("sudo-cause", explains: ["agent-symptom"]),
    ]
    func causes(_ events: [MatchEvent]) -> [String] {
      diagnosis(rules, events).findings.filter { !$0.explains.isEmpty }.map(\.rule.text)
    }
    let symptom = match(0, line: 10, event: 8)
    #expect(
      causes([symptom, match(1, line: 12, event: 8), match(2, line: 20)]) == ["disk-cause"])
    #expect(causes([symptom, match(1, line: 12, source: 1), match(2, line: 20)]) == ["sudo-cause"])
    #expect(
      causes([symptom, match(1, line: 12, source: 1), match(2, line: 20, source: 1)])
        == ["disk-cause", "sudo-cause"])
  }

  @Test("A cause in the same request is nearer than one in the same source")
  func sameRequest() {
    let rules = [
      rule("agent-symptom"), rule("disk-cause", explains: ["agent-symptom"]),
      rule("sudo-cause", explains: ["agent-symptom"]),
    ]
    let found = diagnosis(
      rules,
      [
        match(0, line: 10, request: "req-1"), match(1, line: 20),
        match(2, line: 12, source: 1, request: "req-1"),
      ])
    #expect(
      found.findings.filter { !$0.explains.isEmpty }.map(\.rule.text) == ["sudo-cause"])
  }

  @Test("Of causes that are as near, what began after the symptom was over is none, unless all did")
  func laterCause() {
    let rules = [
      rule("agent-symptom"), rule("disk-cause", explains: ["agent-symptom"]),
      rule("sudo-cause", explains: ["agent-symptom"]),
    ]
    func causes(_ first: String?, _ second: String) -> [String] {
      diagnosis(
        rules,
        [
          match(0, line: 10, time: "2026-11-21 10:00:05"),
          match(1, line: 1, source: 1, time: first), match(2, line: 2, source: 1, time: second),
        ]
      ).findings.filter { !$0.explains.isEmpty }.map(\.rule.text)
    }
    #expect(causes("2026-11-21 10:00:05", "2026-11-21 10:00:06") == ["disk-cause"])
    #expect(
      causes("2026-11-21 10:00:07", "2026-11-21 10:00:06") == ["disk-cause", "sudo-cause"])
    #expect(causes(nil, "2026-11-21 10:00:06") == ["disk-cause"])
  }

  @Test("The symptoms of a cause are those of its symptoms, too, each once")
  func symptomsOfSymptoms() {
    let rules = [
      rule("disk-cause", explains: ["agent-trouble", "sudo-trouble"]),
      rule("agent-trouble", explains: ["queue-trouble"]),
      rule("sudo-trouble", explains: ["queue-trouble"]), rule("queue-trouble"),
      rule("other-trouble"),
    ]
    let found = diagnosis(rules, (0..<5).map { match($0, line: $0 + 1) }).findings
    #expect(found.first?.rule.text == "disk-cause")
    #expect(
      found.first.map { found.symptoms(of: $0).map(\.rule.text) }
        == ["agent-trouble", "sudo-trouble", "queue-trouble"])
  }

  @Test("Beyond the limit of variants, matches are counted and reported")
  func variantLimit() {
    let limit = FindingCollector.variantLimit
    func variants(_ count: Int) -> Diagnosis {
      diagnosis(
        [rule("disk-trouble")],
        (0..<count).map { match(0, line: $0 + 1, captures: ["path": "/\($0)"]) })
    }
    #expect(variants(limit).findings.count == limit)
    #expect(variants(limit).problems == [])
    #expect(variants(limit + 2).findings.count == limit)
    #expect(
      variants(limit + 2).problems == [
        ReadProblem(
          source: "rule 'disk-trouble'",
          message: "2 more matches with other values, beyond the first \(limit)", kind: .note)
      ])
  }

  @Test("A fault of a rule is a failure at its place")
  func fault() {
    let position = LogPosition(source: 1, line: 7, byteOffset: 0)
    let found = diagnosis(
      [rule("disk-trouble")],
      [.fault(RuleFault(rule: 0, position: position, message: "too much"))])
    #expect(
      found.problems == [
        ReadProblem(
          source: "b.log", line: 7, message: "rule 'disk-trouble' was not tried here: too much",
          kind: .failure)
      ])
  }

  @Test("Where logs are followed, a rule's oldest finding makes room, and each is new once")
  func following() {
    let limit = FindingCollector.variantLimit
    var collector = FindingCollector(rules: RuleSet([rule("disk-trouble")].compactMap { $0 }))
    collector.beginFollowing(knowing: [])
    collector.follow("a.log", as: 0)
    func add(_ path: String, line: Int) {
      collector.add(match(0, line: line, captures: ["path": path]))
    }
    for index in 1...limit { add("/\(index)", line: index) }
    #expect(collector.takeNews().fresh.count == limit)
    // The first one is seen again, so the second one is the oldest.
    add("/1", line: limit + 1)
    #expect(collector.newsCount == 0)
    add("/new", line: limit + 2)
    #expect(collector.takeNews().fresh.count == 1)
    let titles = Set(collector.diagnosis().findings.map(\.title))
    #expect(titles.count == limit)
    #expect(titles.isSuperset(of: ["Trouble with /1", "Trouble with /new"]))
    #expect(!titles.contains("Trouble with /2"))
    #expect(
      collector.diagnosis().problems.map(\.message)
        == ["shown and no longer counted, before the last 100: 1"])
    // It is remembered that it was told.
    add("/2", line: limit + 3)
    #expect(collector.newsCount == 0)
  }

  @Test("A new finding that has to make room before anybody was told is told nevertheless")
  func forgottenNews() {
    var collector = FindingCollector(rules: RuleSet([rule("disk-trouble")].compactMap { $0 }))
    collector.beginFollowing(knowing: [])
    collector.follow("a.log", as: 0)
    for index in 0...FindingCollector.variantLimit {
      collector.add(match(0, line: index + 1, captures: ["path": "/\(index)"]))
    }
    let (fresh, forgotten) = collector.takeNews()
    #expect(fresh.count == FindingCollector.variantLimit)
    #expect(forgotten.map(\.title) == ["Trouble with /0"])
    #expect(collector.newsCount == 0)
  }

  @Test("What was found in an earlier run is not new; so many are remembered, those seen last")
  func knownFindings() {
    var first = FindingCollector(rules: RuleSet([rule("disk-trouble")].compactMap { $0 }))
    first.beginFollowing(knowing: [])
    first.follow("a.log", as: 0)
    let limit = 4096
    for index in 0...limit {
      first.add(match(0, line: index + 1, captures: ["path": "/\(index)"]))
      if index % 64 == 0 { _ = first.takeNews() }
    }
    #expect(first.seen.count == limit)
    var second = FindingCollector(rules: RuleSet([rule("disk-trouble")].compactMap { $0 }))
    second.beginFollowing(knowing: first.seen)
    second.follow("a.log", as: 0)
    #expect(second.seen == first.seen)
    second.add(match(0, line: 1, captures: ["path": "/1"]))
    #expect(second.newsCount == 0)
    second.add(match(0, line: 2, captures: ["path": "/0"]))
    #expect(second.newsCount == 1)
  }

  @Test("A slot that another log gets is another source")
  func slots() {
    var collector = FindingCollector(rules: RuleSet([rule("disk-trouble")].compactMap { $0 }))
    collector.beginFollowing(knowing: [])
    for name in ["a.log", "b.log"] {
      collector.follow(name, as: 0)
      collector.add(match(0, line: 1))
    }
    let finding = collector.diagnosis().findings.first
    #expect(finding?.count == 2)
    #expect(finding?.evidence.map(\.source) == ["a.log", "b.log"])
  }

  @Test("Of a followed log's history the last files are known")
  func longHistories() {
    var collector = FindingCollector(rules: RuleSet([]))
    collector.follow("0", as: 3)
    for index in 1...100 {
      collector.goOn("\(index)", of: 3, afterLine: index * 10, byteOffset: index * 1000)
    }
    func place(_ line: Int) -> SourcePlace {
      collector.place(of: LogPosition(source: 3, line: line, byteOffset: line * 100))
    }
    #expect(place(1001).source == "100")
    #expect(place(1001).line == 1)
    // The last 64.
    #expect(place(371).source == "37")
    #expect(place(371).line == 1)
    #expect(place(370).source == "37")
  }
}
