import FailureRules
import Findings
import LogReading
import Matching
import Testing

/// What is the same failure, wherever and whenever, and what is another one.
@Suite("Kinds of findings")
struct CaptureKindTests {
  private static let rule = RuleFile(
    text: """
      id: nova-trouble
      title: Trouble
      severity: high
      status: stable
      component: nova
      signature: { line: 'some trouble (?<host>\\S+) (?<port>\\d+) (?<reason>.*) (?<path>\\S+)' }
      cause: It broke.
      remediation: [{ text: Look. }]
      references: [https://example.org/]
      versions: { verified: 2026-11 }
      examples: { match: a, no-match: b }
      """, file: "rules/nova/nova-trouble.yaml"
  ).rule

  private func kind(_ captures: [String: String]) -> Fingerprint? {
    var collector = FindingCollector(rules: RuleSet([Self.rule].compactMap { $0 }))
    let source = collector.addSource("a.log")
    let position = LogPosition(source: source, line: 1, byteOffset: 0)
    let line: [UInt8] = []
    let header = RecordHeader(position: position, prefix: RecordPrefix(), line: line.span)
    let lines = MatchedLines(position: position, endLine: 1, text: "x", header: header)
    collector.add(.match(Match(rule: 0, captures: captures, event: position, evidence: lines)))
    return collector.diagnosis().findings.first?.kind
  }

  @Test(
    "Machines, addresses, processes, times, ids, amounts and directories make no other failure",
    arguments: [
      ("host", "controller", "compute-7.example.org"), ("node2", "a", "b"),
      ("reason", "refused by 10.0.0.1", "refused by 192.168.100.200"),
      ("reason", "refused by [fd00::1]:5672", "refused by [2001:db8::7:1]:5672"),
      ("reason", "card fa:16:3e:00:11:22 lost", "card fa:16:3e:aa:bb:cc lost"),
      ("reason", "process 4711 died", "process 99 died"),
      ("reason", "at 2026-11-21 10:00:00.123, late", "at 2025-01-02 23:59:59.001, late"),
      ("reason", "after 5 s (0.25 of 30s)", "after 12 s (3.75 of 60s)"),
      (
        "reason", "image 4f5c9d1e-0a1b-4c2d-8e3f-001122334455 gone",
        "image 00000000-aaaa-4bbb-8ccc-ddddeeeeffff gone"
      ),
      (
        "reason", "token 0af1c2d3e4f5a6b7c8d9e0f1a2b3c4d5", "token ffffc2d3e4f5a6b7c8d9e0f1a2b3c4d0"
      ),
      ("prefix", "/opt/stack/api-zed", "/usr"), ("device", "tap1a2b3c4d-5e", "tap99887766-0a"),
      ("reason", "at 0x7f00aa", "at 0x55de01"),
      ("path", "/opt/stack/nova/nova.conf", "/etc/nova/nova.conf"),
      ("reason", "in '/tmp/tmpa1b2/x.py:12'", "in '/srv/x.py:345'"),
      ("url", "http://controller:8774/v2.1", "http://user@10.0.0.9:8774/v2.1"),
      ("user", "'nova'@'10.0.0.1'", "'nova'@'controller'"), ("node", "rabbit@a", "rabbit@b"),
      ("reason", "wrapped\nhere", "wrapped here"), ("peer", "10.0.0.5:40222", "10.0.0.6:51111"),
      ("reason", "closed 10.0.0.5:40222", "closed 10.0.0.5:51111"),
    ])
  func same(_ name: String, _ first: String, _ second: String) {
    #expect(kind([name: first]) == kind([name: second]))
    #expect(kind([name: first]) != nil)
  }

  @Test("The name of a machine is left out wherever else it stands")
  func machineElsewhere() {
    #expect(
      kind(["host": "ctl", "reason": "no route to ctl"])
        == kind(["host": "web-3", "reason": "no route to web-3"]))
    #expect(
      kind(["host": "ctl", "reason": "no route to ctl"])
        != kind(["host": "ctl", "reason": "no answer of ctl"]))
  }

  @Test(
    "Names, ports, codes, versions and files make another failure",
    arguments: [
      ("package", "pbr", "six"), ("port", "5672", "3306"), ("code", "404", "500"),
      ("reason", "needs 1.10.0", "needs 1.11.0"),
      ("path", "/etc/nova/nova.conf", "/etc/nova/policy"),
      ("device", "eth0", "eth1"), ("user", "'nova'@'a'", "'glance'@'a'"),
      ("url", "http://a:8774/v2.1", "http://a:9696/v2.0"), ("vhost", "/", "/nova"),
      ("reason", "cannot bind 0.0.0.0:8774", "cannot bind 0.0.0.0:9696"),
      ("reason", "no module nova.virt.fake", "no module nova.virt.real"),
    ])
  func other(_ name: String, _ first: String, _ second: String) {
    #expect(kind([name: first]) != kind([name: second]))
  }
}
