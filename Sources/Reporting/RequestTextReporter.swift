internal import FailureRules
package import Findings
internal import LogReading

/// The way of a request through the logs, as text for people.
package struct RequestTextReporter {
  private let style: TextStyle
  /// Screen lines that a record takes at most: of a longer one its first and, as a traceback ends with
  /// its error, its last.
  private static let recordHeight = 12
  private static let firstHeight = 3
  /// Calls of a log that are named.
  private static let callLimit = 3

  package init(style: TextStyle) { self.style = style }

  /// Writes the records in order of time, what rules say of each beneath it, and the causes among that.
  ///
  /// - Parameters:
  ///   - trace: the records.
  ///   - diagnosis: the answer of the scan that they come from.
  ///   - output: what it is written to.
  package func write(
    _ trace: RequestTrace, _ diagnosis: Diagnosis, to output: inout some TextOutputStream
  ) {
    guard !trace.records.isEmpty else {
      output.write("No record names \(SafeText.line(trace.id)).\n")
      return
    }
    writeHead(trace, to: &output)
    for record in trace.records { write(record, diagnosis, to: &output) }
    if trace.omitted > 0 {
      output.write(
        "\(Summary.count(trace.omitted, "more record")), beyond those that are kept.\n\n")
    }
    let found = Set(trace.records.flatMap(\.findings))
    let findings = diagnosis.findings.filter { found.contains($0.fingerprint) }
    let told = Set(findings.flatMap(\.explains))
    let reporter = TextReporter(style: style)
    for finding in findings where !told.contains(finding.fingerprint) {
      reporter.write(finding, among: findings, to: &output)
    }
    output.write(style.styled(Self.sentence(of: trace, findings.count), as: .title) + "\n")
  }

  private func writeHead(_ trace: RequestTrace, to output: inout some TextOutputStream) {
    output.write(style.styled("Request \(SafeText.line(trace.id))", as: .title) + "\n")
    if let call = trace.call {
      output.write("  \(SafeText.line(call)) is a call that it has led to.\n")
    }
    for source in trace.sources {
      var line = "\(SafeText.line(source.name)): \(Summary.count(source.count, "record"))"
      if !source.calls.isEmpty {
        let names = source.calls.prefix(Self.callLimit).map(SafeText.line)
        let rest = source.calls.count - names.count
        line += ", calls \(names.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "")"
      }
      if let offset = source.offset, let reference = trace.reference {
        line += """
          ; its clock is at least \(Self.seconds(offset)) s behind that of \
          \(SafeText.line(reference)), and times are shown so much later
          """
      }
      for part in TextWrap.words(line, width: style.width - 2) {
        output.write("  \(style.styled(part, as: .faint))\n")
      }
    }
    output.write("\n")
  }

  private func write(
    _ record: RequestTrace.Record, _ diagnosis: Diagnosis, to output: inout some TextOutputStream
  ) {
    let time = record.time ?? "no time"
    let level = record.level.map { " \($0.rawValue)" } ?? ""
    output.write(
      style.styled("\(time)  \(SafeText.line(record.service))\(level)", as: .title) + "  "
        + style.styled("\(SafeText.line(record.place.source)):\(record.place.line)", as: .faint)
        + "\n")
    let lines = SafeText.lines(record.text)
      .flatMap { TextWrap.characters($0, width: style.width - 2) }
    let isLong = lines.count > Self.recordHeight
    for line in lines.prefix(isLong ? Self.firstHeight : lines.count) {
      output.write("  \(line)\n")
    }
    if isLong {
      output.write(style.styled("  …", as: .faint) + "\n")
      let rest = Self.recordHeight - Self.firstHeight - 1
      for line in lines.suffix(rest) { output.write("  \(line)\n") }
    }
    if record.omittedLines > 0 {
      let omitted = "  … and \(Summary.count(record.omittedLines, "more line"))"
      output.write(style.styled(omitted, as: .faint) + "\n")
    }
    for fingerprint in record.findings {
      guard let finding = diagnosis.findings.first(where: { $0.fingerprint == fingerprint }) else {
        continue
      }
      let label = " \(finding.severity.rawValue.uppercased()) "
      let title = "\(SafeText.line(finding.title)) (\(finding.rule))"
      output.write(
        " \(style.styled(label, as: TextReporter.role(of: finding.severity))) \(title)\n")
    }
    output.write("\n")
  }

  private static func sentence(of trace: RequestTrace, _ findings: Int) -> String {
    let records = Summary.count(trace.records.count, "record")
    let sources = Summary.count(trace.sources.count, "log")
    return "\(records) of the request in \(sources); \(Summary.count(findings, "finding"))."
  }

  /// Milliseconds as seconds with three decimals.
  private static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())"
  }
}
