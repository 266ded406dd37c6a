import FailureRules
import Findings
import LogReading
import Matching
import Testing

@Suite("What a project ignores")
struct IgnoresTests {
  private static let rule = RuleFile(
    text: """
      id: disk-trouble
      title: 'Trouble with {path}'
      severity: high
      status: stable
      component: disk
      signature: { line: 'trouble with (?<path>\\S+)' }
      cause: It broke.
      remediation: [{ text: 'Look.' }]
      aliases: [disk-worries]
      references: [https://example.org/]
      versions: { verified: 2026-11 }
      examples: { match: a, no-match: b }
      """, file: "rules/disk/disk-trouble.yaml"
  ).rule

  /// What is found in logs of these paths, and which entries were of no use.
  private func scan(
    _ paths: [String], _ entries: [ProjectIgnore], captures: [String] = ["/a"]
  ) -> (reasons: [String?], unused: [String]) {
    var collector = FindingCollector(
      rules: RuleSet([Self.rule].compactMap { $0 }), ignores: Ignores(entries, file: "p"))
    for path in paths {
      let source = collector.addSource(path + ".1", path: path)
      for (line, capture) in captures.enumerated() {
        let position = LogPosition(source: source, line: line + 1, byteOffset: line * 10)
        let text: [UInt8] = []
        let header = RecordHeader(position: position, prefix: RecordPrefix(), line: text.span)
        collector.add(
          .match(
            Match(
              rule: 0, captures: ["path": capture], event: position,
              evidence: MatchedLines(
                position: position, endLine: line + 1, text: "", header: header)
            )))
      }
    }
    let diagnosis = collector.diagnosis()
    return (diagnosis.findings.map(\.ignored?.reason), diagnosis.unusedIgnores.map(\.reason))
  }

  private func entry(_ subject: String, path: String? = nil, reason: String) -> ProjectIgnore {
    let rule = RuleID(subject).map(ProjectIgnore.Subject.rule)
    return ProjectIgnore(
      rule ?? .fingerprint(subject), path: path, reason: reason, line: 1, column: 1)
  }

  @Test(
    "A path is held to a log's, wherever it begins; a slash at its front to all of it",
    arguments: [
      ("nova.log", "/var/log/nova.log", true), ("*.log", "/var/log/nova.log", true),
      ("nova.txt", "/var/log/nova.log", false), ("ci/", "logs/ci/a/nova.log", true),
      ("ci/", "logs/ci", false), ("a/*.log", "logs/ci/a/nova.log", true),
      ("ci/*.log", "logs/ci/a/nova.log", false), ("ci/**", "logs/ci/a/nova.log", true),
      ("/ci/a/", "logs/ci/a/nova.log", false), ("/logs/ci/", "./logs/ci/a/nova.log", true),
      ("sos.tar/var/log/*", "in/sos.tar!/var/log/nova.log", true),
    ])
  func paths(_ pattern: String, _ path: String, _ isIgnored: Bool) {
    let found = scan([path], [entry("disk-trouble", path: pattern, reason: "r")])
    #expect(found.reasons == [isIgnored ? "r" : nil])
    #expect(found.unused == (isIgnored ? [] : ["r"]))
  }

  @Test("A finding is ignored only if all logs that it was seen in are the entry's")
  func allPlaces() {
    let entries = [
      entry("disk-trouble", path: "ci/", reason: "in tests"),
      entry("disk-trouble", path: "old/", reason: "long ago"),
    ]
    #expect(scan(["ci/a", "ci/b"], entries).reasons == ["in tests"])
    #expect(scan(["ci/a", "ci/b"], entries).unused == ["long ago"])
    let mixed = scan(["ci/a", "old/b"], entries)
    #expect(mixed.reasons == [nil])
    #expect(mixed.unused == ["in tests", "long ago"])
  }

  @Test("A rule is named by its id or one that it had, a finding by either of its fingerprints")
  func subjects() {
    let found = scan(["a"], [], captures: ["/a", "/b"])
    #expect(found.reasons == [nil, nil])
    for name in ["disk-trouble", "disk-worries"] {
      let all = scan(["a"], [entry(name, reason: "r")], captures: ["/a", "/b"])
      #expect(all.reasons == ["r", "r"])
      #expect(all.unused == [])
    }
    var collector = FindingCollector(rules: RuleSet([Self.rule].compactMap { $0 }))
    _ = collector.addSource("a")
    let position = LogPosition(source: 0, line: 1, byteOffset: 0)
    let text: [UInt8] = []
    let header = RecordHeader(position: position, prefix: RecordPrefix(), line: text.span)
    collector.add(
      .match(
        Match(
          rule: 0, captures: ["path": "/srv/10.0.0.1/a"], event: position,
          evidence: MatchedLines(position: position, endLine: 1, text: "", header: header))))
    for finding in collector.diagnosis().findings {
      #expect(finding.fingerprint != finding.kind)
      for name in [finding.fingerprint.description, finding.kind.description] {
        let one = scan(["a"], [entry(name, reason: "r")], captures: ["/srv/10.0.0.1/a", "/b"])
        #expect(one.reasons == ["r", nil])
      }
    }
  }

  @Test("Of several entries for a finding, the first in the file says why")
  func order() {
    let found = scan(
      ["a"], [entry("disk-worries", reason: "first"), entry("disk-trouble", reason: "second")])
    #expect(found.reasons == ["first"])
    #expect(found.unused == [])
  }

  @Test("What is ignored is left out of a baseline")
  func baseline() {
    var collector = FindingCollector(
      rules: RuleSet([Self.rule].compactMap { $0 }),
      ignores: Ignores([entry("disk-trouble", reason: "r")], file: "p"))
    _ = collector.addSource("a")
    let position = LogPosition(source: 0, line: 1, byteOffset: 0)
    let text: [UInt8] = []
    let header = RecordHeader(position: position, prefix: RecordPrefix(), line: text.span)
    collector.add(
      .match(
        Match(
          rule: 0, captures: [:], event: position,
          evidence: MatchedLines(position: position, endLine: 1, text: "", header: header))))
    #expect(collector.diagnosis().findings.count == 1)
    #expect(Baseline(of: collector.diagnosis()) == Baseline())
  }
}
