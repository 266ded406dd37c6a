package import Findings
package import LogReading

/// A JSON object a line, for programs that read while a scan is under way.
///
/// `type` says what a line is: `finding`, `unexplained`, `problem`, `timeline`, or `totals`, which is the
/// last one.
/// The other keys are those of the JSON report.
package struct NDJSONReporter: StreamingReporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    for finding in diagnosis.findings {
      write(finding, among: diagnosis.findings, to: &output)
    }
    writeConclusion(diagnosis, to: &output)
  }

  package func write(
    _ finding: Finding, among findings: [Finding], to output: inout some TextOutputStream
  ) {
    write("finding", JSONDocument.Item(finding), to: &output)
  }

  package func writeConclusion(
    _ diagnosis: Diagnosis, to output: inout some TextOutputStream
  ) {
    let document = JSONDocument(diagnosis)
    for kind in document.unexplained { write("unexplained", kind, to: &output) }
    for problem in document.problems { write("problem", problem, to: &output) }
    writeEnd(document, to: &output)
  }

  package func write(_ kind: TracebackCluster, to output: inout some TextOutputStream) {
    write("unexplained", JSONDocument.Unexplained(kind), to: &output)
  }

  package func write(_ problem: ReadProblem, to output: inout some TextOutputStream) {
    write("problem", JSONDocument.Problem(problem), to: &output)
  }

  package func writeEnd(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    writeEnd(JSONDocument(diagnosis), to: &output)
  }

  private func writeEnd(_ document: JSONDocument, to output: inout some TextOutputStream) {
    if let timeline = document.timeline { write("timeline", timeline, to: &output) }
    write("totals", document.totals, to: &output)
  }

  private func write(
    _ type: String, _ value: some Encodable, to output: inout some TextOutputStream
  ) {
    output.write(JSONText.of(Line(type: type, value: value), isPretty: false) + "\n")
  }

  /// The keys of a value, and `type` among them.
  private struct Line<Value: Encodable>: Encodable {
    var type: String
    var value: Value

    private enum CodingKeys: String, CodingKey { case type }

    func encode(to encoder: any Encoder) throws {
      try value.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(type, forKey: .type)
    }
  }
}
