import FailureRules
import Foundation
import Testing

@testable import RuleTooling

/// `BrokenRules/NAME.yaml` has mistakes, and `BrokenRules/NAME.expected` every message about them.
///
/// With `UPDATE_GOLDEN=1` in the environment the messages are written anew, to be read in review.
@Suite("Broken rule files")
struct BrokenRulesTests {
  static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "BrokenRules")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
    return (files ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// Rules that the broken ones name.
  static let others: [Rule] = ["nova-build-failed", "glance-other"].compactMap { id in
    RuleFile(
      text: """
        id: \(id)
        title: The build has failed
        severity: medium
        status: stable
        component: nova
        signature:
          line: 'the build has failed'
        cause: Something else.
        remediation:
          - text: Look.
        references: ['https://docs.openstack.org/']
        versions: { verified: 2026-11 }
        examples:
          match: the build has failed
          no-match: the build
        """, file: "\(id).yaml"
    ).rule
  }

  @Test("There are enough of them, and the rules that they name can be read")
  func count() {
    #expect(Self.names.count >= 60)
    #expect(Self.others.count == 2)
  }

  @Test("Every problem is told, and nothing else", arguments: names)
  func messages(_ name: String) throws {
    let text = try String(
      contentsOf: Self.directory.appending(path: "\(name).yaml"), encoding: .utf8)
    let file = RuleFile(text: text, file: "\(name).yaml")
    let findings = RuleLint.findings(
      in: [file], among: Self.others, today: LintMonth(year: 2026, month: 11))
    let report = findings.map {
      "\($0.line):\($0.column): \($0.check.level): \($0.message) [\($0.check.rawValue)]\n"
    }.joined()
    let expected = Self.directory.appending(path: "\(name).expected")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try report.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(try report == String(contentsOf: expected, encoding: .utf8))
    #expect(report != "")
    for finding in findings where finding.check == .ruleFile { #expect(file.rule == nil) }
  }
}
