package import Findings
internal import LogReading

/// The way of a request through the logs, as one JSON document, `schema_version` 1.
package struct RequestJSONReporter {
  package init() {}

  /// Writes the document.
  ///
  /// - Parameters:
  ///   - trace: the records.
  ///   - diagnosis: the answer of the scan that they come from.
  ///   - output: what it is written to.
  package func write(
    _ trace: RequestTrace, _ diagnosis: Diagnosis, to output: inout some TextOutputStream
  ) {
    output.write(JSONText.of(Document(trace, diagnosis), isPretty: true) + "\n")
  }

  /// Names and shape of the document; what is not known is missing.
  private struct Document: Encodable {
    var schema_version = 1
    var tool = JSONDocument.Tool()
    var request_id: String
    var asked_for: String?
    var reference_source: String?
    var sources: [Source]
    var records: [Record]
    var omitted_records: Int
    var findings: [JSONDocument.Item]
    var totals: JSONDocument.Totals
    var problems: [JSONDocument.Problem]

    init(_ trace: RequestTrace, _ diagnosis: Diagnosis) {
      request_id = trace.id
      asked_for = trace.call
      reference_source = trace.reference
      sources = trace.sources.map(Source.init)
      records = trace.records.map(Record.init)
      omitted_records = trace.omitted
      let found = Set(trace.records.flatMap(\.findings))
      findings = diagnosis.findings.filter { found.contains($0.fingerprint) }
        .map(JSONDocument.Item.init)
      totals = JSONDocument.Totals(diagnosis.totals)
      problems = diagnosis.problems.map(JSONDocument.Problem.init)
    }
  }

  private struct Source: Encodable {
    var source: String
    var records: Int
    var calls: [String]
    var clock_offset_ms: Int?

    init(_ source: RequestTrace.Source) {
      self.source = source.name
      records = source.count
      calls = source.calls
      clock_offset_ms = source.offset
    }
  }

  private struct Record: Encodable {
    var time: String?
    var service: String
    var source: String
    var line: Int
    var end_line: Int
    var byte_offset: Int
    var level: String?
    var logger: String?
    var pid: Int?
    var requests: [String]
    var text: String
    var omitted_lines: Int
    var findings: [String]

    init(_ record: RequestTrace.Record) {
      time = record.time
      service = record.service
      source = record.place.source
      line = record.place.line
      end_line = record.endLine
      byte_offset = record.place.byteOffset
      level = record.level?.rawValue
      logger = record.logger
      pid = record.pid
      requests = record.requests
      text = record.text
      omitted_lines = record.omittedLines
      findings = record.findings.map(\.description)
    }
  }
}
