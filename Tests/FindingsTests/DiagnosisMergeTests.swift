import FailureRules
import Findings
import LogReading
import Testing
import Tracebacks

/// A digit that stands for a fingerprint.
private func fingerprint(_ number: Int) throws -> Fingerprint {
  let digits = String(number, radix: 16)
  return try #require(Fingerprint(String(repeating: "0", count: 16 - digits.count) + digits))
}

private func place(_ line: Int, _ source: String = "a.log") -> Evidence {
  Evidence(source: source, line: line, endLine: line, byteOffset: 0, text: "line \(line)")
}

private func finding(
  _ rule: String, _ number: Int, kind: Int? = nil, severity: Severity = .high, count: Int = 1,
  seen: (String?, String?) = (nil, nil), known: Bool? = nil, explains: [Int] = [],
  places: Int = 1, hosts: [HostCount] = []
) throws -> Finding {
  Finding(
    rule: try #require(RuleID(rule)), title: "Trouble \(number)", severity: severity,
    component: "nova", cause: "It broke.", remediation: [], references: [], captures: [:],
    count: count, seen: seen, fingerprint: try fingerprint(number),
    kind: try fingerprint(kind ?? number), isKnown: known, ignored: nil,
    explains: try explains.map(fingerprint), evidence: (0..<places).map { place($0 + 1) },
    hosts: hosts)
}

private func diagnosis(_ findings: [Finding], lines: Int = 10) -> Diagnosis {
  var diagnosis = Diagnosis()
  diagnosis.findings = findings
  diagnosis.totals.lines = lines
  return diagnosis
}

private func rule(_ id: String, explains: [String]) throws -> Rule {
  try #require(
    RuleFile(
      text: """
        id: \(id)
        title: Trouble
        severity: high
        status: stable
        component: \(id.prefix { $0 != "-" })
        signature: { line: 'trouble with everything' }
        cause: It broke.
        remediation: [{ text: Look. }]
        explains: [\(explains.joined(separator: ", "))]
        references: [https://example.org/]
        versions: { verified: 2026-11 }
        examples: { match: a, no-match: b }
        """, file: "rules/\(id.prefix { $0 != "-" })/\(id).yaml"
    ).rule)
}

@Suite("Merging the answers of hosts")
struct DiagnosisMergeTests {
  private func merged(
    _ diagnoses: [(String, Diagnosis)], rules: [Rule] = []
  ) -> Diagnosis {
    var merge = DiagnosisMerge()
    for (host, diagnosis) in diagnoses { merge.add(diagnosis, of: host) }
    return merge.diagnosis(RuleSet(rules))
  }

  @Test("Findings of one kind are one, with hosts and counts, the first places and the whole time")
  func kinds() throws {
    let found = merged([
      (
        "a",
        diagnosis([
          try finding(
            "nova-x", 1, kind: 9, count: 2, seen: ("2026-01-02", "2026-01-03"), places: 2),
          try finding("nova-x", 2, kind: 9, count: 3),
        ])
      ),
      (
        "b",
        diagnosis([
          try finding("nova-x", 3, kind: 9, count: 4, seen: ("2026-01-01", "2026-01-02"))
        ])
      ),
    ])
    #expect(found.findings.map(\.title) == ["Trouble 1"])
    #expect(found.findings.map(\.count) == [9])
    #expect(
      found.findings.map(\.hosts) == [
        [HostCount(host: "a", count: 5), HostCount(host: "b", count: 4)]
      ])
    #expect(
      found.findings.first?.evidence.map { "\($0.source):\($0.line)" }
        == ["a:a.log:1", "a:a.log:2", "a:a.log:1"])
    #expect(found.findings.first?.firstSeen == "2026-01-01")
    #expect(found.findings.first?.lastSeen == "2026-01-03")
    #expect(found.hosts == ["a", "b"])
    #expect(found.totals.lines == 20)
  }

  @Test("What was merged already keeps its hosts and the names of its sources")
  func again() throws {
    let first = merged([
      ("a", diagnosis([try finding("nova-x", 1)])), ("b", diagnosis([try finding("nova-x", 1)])),
    ])
    let found = merged([("all", first), ("c", diagnosis([try finding("nova-x", 1)]))])
    #expect(found.hosts == ["a", "b", "c"])
    #expect(found.findings.first?.hosts.map(\.host) == ["a", "b", "c"])
    #expect(
      found.findings.first?.evidence.map(\.source) == ["a:a.log", "b:a.log", "c:a.log"])
  }

  @Test("A symptom without a cause on its host has it on another")
  func causeElsewhere() throws {
    let rules = [try rule("rabbitmq-x", explains: ["nova-x", "nova-y"])]
    let found = merged(
      [
        (
          "a",
          diagnosis([
            try finding("nova-z", 1, explains: [2]), try finding("nova-y", 2),
            try finding("nova-x", 3),
          ])
        ),
        ("b", diagnosis([try finding("rabbitmq-x", 4, severity: .low)])),
      ], rules: rules)
    #expect(found.findings.map(\.rule.text) == ["nova-z", "rabbitmq-x", "nova-y", "nova-x"])
    #expect(found.findings.map(\.isSymptom) == [false, false, true, true])
    #expect(
      found.findings.map(\.explains) == [[try fingerprint(2)], [try fingerprint(3)], [], []])
  }

  @Test(
    "What is new on one host is new; nothing is known where no host has a baseline",
    arguments: [
      (true, true, true), (true, false, false), (true, nil, false), (nil, nil, nil),
    ] as [(Bool?, Bool?, Bool?)])
  func known(_ first: Bool?, _ second: Bool?, _ expected: Bool?) throws {
    let found = merged([
      ("a", diagnosis([try finding("nova-x", 1, known: first)])),
      ("b", diagnosis([try finding("nova-x", 1, known: second)])),
    ])
    #expect(found.findings.map(\.isKnown) == [expected])
  }

  @Test("Kinds beyond the limit are counted, and said to be")
  func findingLimit() throws {
    let limit = DiagnosisMerge.findingLimit
    let fitting = merged([("a", diagnosis(try (1...limit).map { try finding("nova-x", $0) }))])
    #expect(fitting.findings.count == limit)
    #expect(fitting.problems == [])
    let more = merged([
      ("a", diagnosis(try (1...limit).map { try finding("nova-x", $0) })),
      ("b", diagnosis([try finding("nova-x", limit + 1), try finding("nova-x", 1)])),
    ])
    #expect(more.findings.count == limit)
    #expect(
      more.problems == [
        ReadProblem(
          source: "findings", message: "1 more beyond the first \(limit) kinds", kind: .note)
      ])
  }

  @Test("Problems and kinds of tracebacks name their hosts")
  func tracebacks() throws {
    var one = Diagnosis()
    let record = TracebackRecord(
      language: "Python", exception: "nova.X", message: "m",
      frames: [StackFrame(file: "/a.py", line: 3, function: "f")], evidence: place(7))
    one.unexplained = [
      TracebackCluster(
        fingerprint: try fingerprint(5), first: record, count: 2, isKnown: nil, ignored: nil,
        hosts: [])
    ]
    one.problems = [ReadProblem(source: "x.log", line: 3, message: "is cut", kind: .failure)]
    let found = merged([("a", one), ("b", one)])
    #expect(found.unexplained.map(\.count) == [4])
    #expect(
      found.unexplained.map(\.hosts) == [
        [HostCount(host: "a", count: 2), HostCount(host: "b", count: 2)]
      ])
    #expect(found.unexplained.first?.first.evidence.source == "a:a.log")
    #expect(found.problems.map(\.source) == ["a:x.log", "b:x.log"])
  }

  @Test("Sums of what was read stop at a number that every reader of JSON can hold")
  func totals() {
    let limit = Diagnosis.Totals.limit
    let found = merged([
      ("a", diagnosis([], lines: limit)), ("b", diagnosis([], lines: limit)),
    ])
    #expect(found.totals.lines == limit)
  }
}
