import FailureRules
import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

@Suite("Findings as records of the journal")
struct JournalRecordTests {
  /// Takes a record apart as journald does: name and value by `=`, or by a length in eight bytes.
  private func fields(of record: JournalRecord) throws -> [String: [UInt8]] {
    var fields: [String: [UInt8]] = [:]
    var rest = record.bytes[...]
    while !rest.isEmpty {
      let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\n") }
      let end = try #require(rest.dropFirst(name.count).first)
      rest = rest.dropFirst(name.count + 1)
      var value = rest.prefix { $0 != UInt8(ascii: "\n") }
      if end == UInt8(ascii: "\n") {
        let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(8)
        value = rest.prefix(length)
        #expect(value.count == length)
      }
      rest = rest.dropFirst(value.count)
      #expect(rest.first == UInt8(ascii: "\n"))
      rest = rest.dropFirst()
      fields[String(decoding: name, as: UTF8.self)] = Array(value)
    }
    return fields
  }

  @Test(
    "A value of several lines stays whole, one that is too long is cut, and a message has one line")
  func longValues() throws {
    let rule = RuleFile(
      text: #"""
        id: odd-thing
        title: 'Odd: {thing}'
        severity: critical
        status: stable
        component: odd
        signature: { line: 'what\s+an\s+odd\s+thing:\s+(?<thing>[\s\S]+)' }
        cause: '{thing} {thing} {thing}'
        remediation: [{ text: Repair it. }]
        references: ['https://example.org/']
        versions: { verified: 2026-11 }
        examples: { match: a, no-match: b }
        """#, file: "rules/odd/odd-thing.yaml"
    ).rule
    let scratch = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).log")
    let thing = "x\u{1B}[1m\n PRIORITY=0\n" + String(repeating: " é", count: 2600)
    try "ERROR: what an odd thing: \(thing)\n".write(to: scratch, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let diagnosis = Doctor(rules: RuleSet([try #require(rule)])).scan([scratch.path])
    let fields = try fields(of: JournalRecord(try #require(diagnosis.findings.first)))
    #expect(fields["PRIORITY"] == Array("2".utf8))
    #expect(fields["MESSAGE"]?.contains(UInt8(ascii: "\n")) == false)
    #expect(fields["MESSAGE"]?.starts(with: "Odd: x".utf8) == true)
    let evidence = try #require(diagnosis.findings.first?.evidence.first?.text)
    #expect(evidence.contains("\n PRIORITY=0\n"))
    #expect(fields["STACKDOCTOR_EVIDENCE"] == Array(evidence.utf8))
    #expect(fields["STACKDOCTOR_CAUSE"]?.count == 16 << 10)
  }
}
