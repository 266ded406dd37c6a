import FailureRules
import Findings
import Foundation
import LogReading
import Reporting
import StackDoctor
import Testing

@Suite("Reports that are read again")
struct WrittenReportTests {
  private static let folder = "Tests/StackDoctorTests/Golden/formats"

  private func written(_ name: String) throws -> String {
    try String(
      contentsOf: Corpus.root.appending(path: "\(Self.folder)/\(name)"), encoding: .utf8)
  }

  private func text(_ diagnosis: Diagnosis, _ format: ReportFormat) -> String {
    var text = ""
    format.reporter(style: TextStyle(hasColor: false, width: 80)).write(diagnosis, to: &text)
    return text
  }

  private func mistake(in text: String) -> String? {
    do {
      _ = try WrittenReport.diagnosis(in: text)
      return nil
    } catch {
      return "\(error.line):\(error.column): \(error)"
    }
  }

  @Test(
    "Nothing of a report is lost",
    arguments: ["seeds", "hostile", "known", "rotated", "unexplained"],
    [ReportFormat.json, .ndjson])
  func roundTrip(_ name: String, _ format: ReportFormat) throws {
    let report = try written("\(name).\(format.rawValue)")
    #expect(text(try WrittenReport.diagnosis(in: report), format) == report)
  }

  @Test("Reports of three hosts make one", arguments: ReportFormat.allCases)
  func merged(_ format: ReportFormat) throws {
    var merge = DiagnosisMerge()
    merge.add(try WrittenReport.diagnosis(in: try written("seeds.json")), of: "node1")
    merge.add(try WrittenReport.diagnosis(in: try written("unexplained.ndjson")), of: "node2")
    merge.add(try WrittenReport.diagnosis(in: try written("seeds.ndjson")), of: "node3")
    let rules = RuleSet(RuleDirectory.read("\(Self.folder)/rules").compactMap(\.rule))
    let found = text(merge.diagnosis(rules), format)
    #expect(try Corpus.golden("formats/merged.\(format.rawValue)", for: found) == found)
  }

  private static let head =
    "{\"schema_version\": 1, \"tool\": {\"name\": \"stackdoctor\", \"version\": \"1\"}"

  @Test(
    "What is no report is refused, with the place, what is read there and what was expected",
    arguments: [
      ("", "1:1: is empty, expected a report"),
      (" \n\n", "1:1: is empty, expected a report"),
      ("hello", "1:1: is no JSON: 'hello' is read, expected a value"),
      ("{\"a\": 1,\n  b}", "2:3: is no JSON: 'b' is read, expected a key"),
      ("{\"a\" 1}", "1:6: is no JSON: a number is read, expected ':'"),
      ("{\"é\": [1 2]}", "1:10: is no JSON: a number is read, expected ',' or ']'"),
      ("{\"a\": \"x", "1:9: is no JSON: the end is read, expected '\"'"),
      ("{} {}", "1:4: is no JSON: an object is read, expected the end"),
      (
        "{}",
        "1:1: is no report, expected what 'scan --format json' or 'scan --format ndjson' has written"
      ),
      ("[]", "1:1: the whole is a list, expected an object"),
      (head + "}", "1:1: 'findings' is missing"),
      (
        head.replacing("1,", with: "2,") + "}",
        "1:20: 'schema_version' is 2, expected 1: another version of stackdoctor has written it"
      ),
      (
        head + ",\n \"findings\": [{\"rule_id\": 3}]}",
        "2:27: 'findings[0].rule_id' is a number, expected a text"
      ),
      (head + ", \"findings\": {}}", "1:84: 'findings' is an object, expected a list"),
      ("{\"type\": \"totals\"}\n", "1:1: 'sources' is missing"),
      (
        "{\"type\": \"problem\", \"source\": \"a\", \"message\": \"b\"}\n{\"type\": 4}\n",
        "2:10: 'type' is a number, expected a text"
      ),
      (
        "{\"type\": \"baseline\"}",
        "1:1: 'type' is 'baseline', expected finding, unexplained, problem, timeline or totals, as "
          + "'scan --format ndjson' writes them"
      ),
    ])
  func refused(_ text: String, _ expected: String) {
    #expect(mistake(in: text) == expected)
  }

  @Test(
    "Values that no report has are refused",
    arguments: [
      ("\"severity\" : \"critical\"", "\"severity\" : \"grave\""),
      ("\"fingerprint\" : \"", "\"fingerprint\" : \"x"),
      ("\"line\" : ", "\"line\" : -"),
      ("\"count\" : 1,", "\"count\" : 1099511627777,"),
      ("\"count\" : 1,", "\"count\" : 0,"),
    ])
  func values(_ text: String, _ other: String) throws {
    let report = try written("seeds.json")
    #expect(report.contains(text))
    let found = try #require(mistake(in: report.replacing(text, with: other)))
    #expect(
      found.contains(/^\d+:\d+: '(findings|unexplained)\[\d+\]' is not what a report has there/))
  }

  @Test("Lists in lists, however deep, are no report")
  func depth() {
    let text = String(repeating: "[", count: 100_000)
    #expect(mistake(in: text) == "1:513: is no JSON: a list is read, expected fewer lists in lists")
  }

  @Test("Of a report of a line each that was cut, what is there is taken, and a problem says so")
  func cut() throws {
    let report = try written("seeds.ndjson")
    let lines = report.split(separator: "\n").dropLast().joined(separator: "\n")
    let whole = try WrittenReport.diagnosis(in: report)
    let found = try WrittenReport.diagnosis(in: lines)
    #expect(found.findings == whole.findings)
    #expect(found.problems.last?.message == "it ends before its line of the type totals")
    #expect(found.problems.last?.kind == .failure)
  }
}
