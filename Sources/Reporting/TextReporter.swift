internal import FailureRules
package import Findings
internal import LogReading
internal import Tracebacks

/// Text for people: what is wrong, the lines that prove it, why, and what to do.
package struct TextReporter: StreamingReporter {
  let style: TextStyle

  /// Columns that every line of a finding but its first is moved in.
  static let indentation = 2
  /// Screen lines that the evidence of one finding takes at most.
  static let evidenceHeight = 12
  /// Kinds of unexplained tracebacks that are listed, and failures that are known.
  private static let unexplainedLimit = 5

  package init(style: TextStyle) {
    self.style = style
  }

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    for finding in diagnosis.headlines {
      write(finding, among: diagnosis.findings, to: &output)
    }
    writeConclusion(diagnosis, to: &output)
  }

  /// Writes one finding, unless the baseline knows it; its symptoms are those of `findings` that it
  /// explains.
  package func write(
    _ finding: Finding, among findings: [Finding], to output: inout some TextOutputStream
  ) {
    if finding.isKnown == true { return }
    writeTitle(finding.title, finding.severity, to: &output)
    if let evidence = finding.evidence.first { write(evidence, of: finding, to: &output) }
    if let hosts = FindingText.hosts(finding.hosts) { write("Seen", hosts, to: &output) }
    write("Why", finding.cause, to: &output)
    write(finding.remediation, to: &output)
    let symptoms = findings.symptoms(of: finding)
    if !symptoms.isEmpty {
      let list = symptoms.map { finding in
        let hosts =
          finding.hosts.isEmpty
          ? "" : " on \(Summary.count(finding.hosts.count, "host"))"
        return "\(finding.title) (\(finding.rule), \(Summary.times(finding.count))\(hosts))"
      }
      write("Also explains", list.joined(separator: "; "), to: &output)
    }
    write("See", ([finding.rule.text] + finding.references).joined(separator: "  "), to: &output)
    output.write("\n")
  }

  /// Writes what comes after the findings: what no rule explains, what is known, and the summary.
  package func writeConclusion(
    _ diagnosis: Diagnosis, to output: inout some TextOutputStream
  ) {
    writeUnexplained(diagnosis.newUnexplained, to: &output)
    writeKnown(diagnosis, to: &output)
    let sentence = Summary.sentence(of: diagnosis)
    let isClean = diagnosis.headlines.isEmpty && diagnosis.newUnexplained.isEmpty
    for line in TextWrap.words(sentence, width: style.width) {
      output.write(style.styled(line, as: isClean ? .good : .title) + "\n")
    }
  }

  // MARK: parts of a finding

  func writeTitle(
    _ title: String, _ severity: Severity, to output: inout some TextOutputStream
  ) {
    let label = " \(severity.rawValue.uppercased()) "
    let lines = TextWrap.words(SafeText.line(title), width: style.width - label.count - 1)
    for (index, line) in lines.enumerated() {
      let start =
        index == 0
        ? style.styled(label, as: Self.role(of: severity))
        : String(repeating: " ", count: label.count)
      output.write("\(start) \(style.styled(line, as: .title))\n")
    }
  }

  private func write(
    _ evidence: Evidence, of finding: Finding, to output: inout some TextOutputStream
  ) {
    var place = SafeText.line(FindingText.place(of: evidence))
    if finding.count > 1 {
      place += "  (seen \(Summary.times(finding.count))"
      if let first = finding.firstSeen, let last = finding.lastSeen {
        place += first == last ? ", at \(first)" : ", \(first) to \(last)"
      }
      place += ")"
    }
    writeIndented(style.styled(place, as: .faint), to: &output)
    var height = 0
    let lines = NumberedLine.lines(of: evidence)
    let numberWidth = lines.map { String($0.number ?? 0).count }.max() ?? 1
    for line in lines {
      let number = line.number.map(String.init) ?? ""
      let margin = String(repeating: " ", count: numberWidth - number.count) + number
      let width = style.width - Self.indentation - numberWidth - 3
      for (part, piece) in TextWrap.characters(line.text, width: width).enumerated() {
        height += 1
        guard height <= Self.evidenceHeight else {
          writeIndented(
            style.styled(String(repeating: " ", count: numberWidth) + " │ …", as: .faint),
            to: &output)
          return
        }
        let gutter = part == 0 ? margin : String(repeating: " ", count: numberWidth)
        writeIndented(style.styled("\(gutter) │ ", as: .faint) + piece, to: &output)
      }
    }
  }

  func write(
    _ label: String, _ text: String, to output: inout some TextOutputStream
  ) {
    output.write("\n")
    let margin = String(repeating: " ", count: Self.indentation)
    writeParagraph(
      SafeText.line(text), first: margin + style.styled(label, as: .title) + "  ",
      firstWidth: Self.indentation + label.count + 2, hanging: Self.indentation + 5, to: &output)
  }

  func write(_ steps: [Finding.Step], to output: inout some TextOutputStream) {
    output.write("\n")
    for (index, step) in steps.enumerated() {
      let number = "\(index + 1). "
      let margin = index == 0 ? "  " + style.styled("Do", as: .title) + "   " : "       "
      writeParagraph(
        SafeText.line(step.text), first: margin + number, firstWidth: 7 + number.count,
        hanging: 7 + number.count, to: &output)
      guard let command = step.command else { continue }
      // Not wrapped, so that it can be copied.
      for line in SafeText.lines(command) {
        output.write("            " + style.styled(line, as: .command) + "\n")
      }
    }
  }

  private func writeUnexplained(
    _ kinds: [TracebackCluster], to output: inout some TextOutputStream
  ) {
    guard !kinds.isEmpty else { return }
    output.write(style.styled("Tracebacks that no rule explains", as: .title) + "\n")
    for kind in kinds.prefix(Self.unexplainedLimit) {
      let traceback = kind.first
      let place = SafeText.line(FindingText.place(of: traceback.evidence))
      let lines = TextWrap.words(
        SafeText.line(FindingText.title(of: kind)), width: style.width - Self.indentation)
      for line in lines.prefix(3) { writeIndented(line, to: &output) }
      let hosts =
        kind.hosts.isEmpty ? "" : " on \(Summary.count(kind.hosts.count, "host"))"
      writeIndented(
        style.styled("  \(place)  (seen \(Summary.times(kind.count))\(hosts))", as: .faint),
        to: &output)
    }
    if kinds.count > Self.unexplainedLimit {
      writeIndented("… and \(kinds.count - Self.unexplainedLimit) more kinds", to: &output)
    }
    output.write("\n")
  }

  /// What the baseline knows, a line each.
  private func writeKnown(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    let lines = KnownText.lines(of: diagnosis).map { SafeText.line($0) }
    guard !lines.isEmpty else { return }
    output.write(style.styled("Known", as: .title) + "\n")
    for line in lines.prefix(Self.unexplainedLimit) {
      for piece in TextWrap.words(line, width: style.width - Self.indentation) {
        writeIndented(style.styled(piece, as: .faint), to: &output)
      }
    }
    if lines.count > Self.unexplainedLimit {
      writeIndented("… and \(lines.count - Self.unexplainedLimit) more", to: &output)
    }
    output.write("\n")
  }

  // MARK: layout

  private func writeParagraph(
    _ text: String, first: String, firstWidth: Int, hanging: Int,
    to output: inout some TextOutputStream
  ) {
    // Laid out at the width of the hanging lines, the first line may have less room.
    let pad = max(0, firstWidth - hanging)
    let filler = String(repeating: "\u{1}", count: pad)
    let lines = TextWrap.words(filler + text, width: style.width - hanging)
    for (index, line) in lines.enumerated() {
      let margin = index == 0 ? first : String(repeating: " ", count: hanging)
      output.write(margin + (index == 0 ? String(line.dropFirst(pad)) : line) + "\n")
    }
  }

  func writeIndented(_ line: String, to output: inout some TextOutputStream) {
    output.write(String(repeating: " ", count: Self.indentation) + line + "\n")
  }

  static func role(of severity: Severity) -> TextStyle.Role {
    switch severity {
    case .critical: .critical
    case .high: .high
    case .medium: .medium
    case .low: .low
    case .info: .info
    }
  }
}
