internal import FailureRules
package import Findings
package import LogReading
internal import Tracebacks

/// Text for people: what is wrong, the lines that prove it, why, and what to do.
package struct TextReporter: StreamingReporter {
  let style: TextStyle
  private let isVerbose: Bool

  /// Columns that every line of a finding but its first is moved in.
  static let indentation = 2
  /// Screen lines that the evidence of one finding takes at most.
  static let evidenceHeight = 12
  /// Kinds of unexplained tracebacks that are listed, and failures that are known.
  private static let unexplainedLimit = 5

  /// Makes a reporter.
  ///
  /// - Parameters:
  ///   - style: how text looks.
  ///   - isVerbose: whether every place that is kept of a finding is shown, all that is known, and what
  ///     is ignored and why.
  package init(style: TextStyle, isVerbose: Bool = false) {
    self.style = style
    self.isVerbose = isVerbose
  }

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    for finding in diagnosis.headlines {
      write(finding, among: diagnosis.findings, to: &output)
    }
    writeConclusion(diagnosis, to: &output)
  }

  /// Writes one finding, if it counts; its symptoms are those of `findings` that it explains.
  package func write(
    _ finding: Finding, among findings: [Finding], to output: inout some TextOutputStream
  ) {
    guard finding.standing == .counts else { return }
    writeTitle(finding.title, finding.severity, to: &output)
    for (index, evidence) in finding.evidence.prefix(isVerbose ? .max : 1).enumerated() {
      if index > 0 { output.write("\n") }
      write(evidence, note: index == 0 ? Self.frequency(of: finding) : nil, to: &output)
    }
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
    write("Known", KnownText.lines(of: diagnosis), to: &output)
    if isVerbose { write("Ignored", IgnoredText.lines(of: diagnosis), to: &output) }
    writeEnd(diagnosis, to: &output)
  }

  package func write(_ kind: TracebackCluster, to output: inout some TextOutputStream) {
    if kind.standing == .counts { writeUnexplained([kind], to: &output) }
  }

  /// Writes nothing: what could not be read is told on standard error.
  package func write(_ problem: ReadProblem, to output: inout some TextOutputStream) {}

  /// Writes the summary.
  package func writeEnd(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
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

  /// `seen 3 times, 2026-11-21T10:00:00 to 2026-11-21T10:05:00`; nil if it was seen once.
  private static func frequency(of finding: Finding) -> String? {
    guard finding.count > 1 else { return nil }
    let times = "seen \(Summary.times(finding.count))"
    guard let first = finding.firstSeen, let last = finding.lastSeen else { return times }
    return times + (first == last ? ", at \(first)" : ", \(first) to \(last)")
  }

  private func write(
    _ evidence: Evidence, note: String?, to output: inout some TextOutputStream
  ) {
    let place = SafeText.line(FindingText.place(of: evidence))
    let line = place + (note.map { "  (\($0))" } ?? "")
    if DisplayWidth.of(line) <= style.width - Self.indentation {
      writeIndented(style.styled(line, as: .faint), to: &output)
    } else {
      // Whole, so that it can be copied.
      writeIndented(style.styled(place, as: .faint), to: &output)
      if let note { writeFaint("(\(note))", to: &output) }
    }
    let lines = NumberedLine.lines(of: evidence)
    let numberWidth = lines.map { String($0.number ?? 0).count }.max() ?? 1
    var height = 0
    for line in lines {
      guard line.isContext || height <= Self.evidenceHeight else { continue }
      let number = line.number.map(String.init) ?? ""
      let margin = String(repeating: " ", count: numberWidth - number.count) + number
      let width = style.width - Self.indentation - numberWidth - 3
      for (part, piece) in TextWrap.characters(line.text, width: width).enumerated() {
        if !line.isContext { height += 1 }
        let gutter = part == 0 ? margin : String(repeating: " ", count: numberWidth)
        if line.isContext {
          writeIndented(style.styled("\(gutter) ┊ \(piece)", as: .faint), to: &output)
        } else if height <= Self.evidenceHeight {
          writeIndented(style.styled("\(gutter) │ ", as: .faint) + piece, to: &output)
        } else {
          let blanks = String(repeating: " ", count: numberWidth)
          writeIndented(style.styled("\(blanks) │ …", as: .faint), to: &output)
          break
        }
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

  /// What does not count, a line each.
  private func write(
    _ heading: String, _ lines: [String], to output: inout some TextOutputStream
  ) {
    guard !lines.isEmpty else { return }
    output.write(style.styled(heading, as: .title) + "\n")
    let limit = isVerbose ? lines.count : Self.unexplainedLimit
    for line in lines.prefix(limit) {
      writeFaint(SafeText.line(line), to: &output)
    }
    if lines.count > limit { writeIndented("… and \(lines.count - limit) more", to: &output) }
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

  private func writeFaint(_ line: String, to output: inout some TextOutputStream) {
    for piece in TextWrap.words(line, width: style.width - Self.indentation) {
      writeIndented(style.styled(piece, as: .faint), to: &output)
    }
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
