internal import FailureRules
package import Reporting

/// The result of a test run for people: what failed, expected and actual, and a sentence.
package struct RuleTestText {
  private let style: TextStyle
  /// Lines of an example that are shown.
  private static let textHeight = 12

  package init(style: TextStyle) {
    self.style = style
  }

  /// Appends the whole result.
  package func write(_ run: RuleTestRun, to output: inout some TextOutputStream) {
    for suite in run.suites {
      for assertion in suite.assertions {
        guard let failure = assertion.failure else { continue }
        let name = SafeText.line("\(suite.name)  \(assertion.name)")
        output.write(
          "\(style.styled("FAIL", as: .high))  \(style.styled(name, as: .title))\n"
            + "  \(style.styled(SafeText.line(suite.file), as: .faint))\n")
        write("expected", [failure.expected], to: &output)
        write("actual  ", failure.actual, to: &output)
        if let text = failure.text { write(text, to: &output) }
        output.write("\n")
      }
    }
    let sentence = Self.sentence(of: run)
    output.write(style.styled(sentence, as: run.isGood ? .good : .title) + "\n")
  }

  private func write(_ label: String, _ lines: [String], to output: inout some TextOutputStream) {
    let margin = String(repeating: " ", count: label.count)
    for (index, line) in lines.enumerated() {
      let blanks = String(line.prefix { $0 == " " })
      let width = style.width - label.count - 4 - blanks.count
      for (part, piece) in TextWrap.words(SafeText.line(line), width: width).enumerated() {
        let start = index == 0 && part == 0 ? label : margin
        output.write("  \(start)  \(blanks)\(part == 0 ? "" : "  ")\(piece)\n")
      }
    }
  }

  private func write(_ text: String, to output: inout some TextOutputStream) {
    var lines = SafeText.lines(text)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let shown = lines.prefix(Self.textHeight)
    let numberWidth = String(shown.count).count
    for (index, line) in shown.enumerated() {
      let number = String(index + 1)
      let margin = String(repeating: " ", count: numberWidth - number.count) + number
      output.write("  \(style.styled("\(margin) │ ", as: .faint))\(line)\n")
    }
    if lines.count > shown.count {
      output.write("  \(style.styled("… \(lines.count - shown.count) more", as: .faint))\n")
    }
  }

  /// How many assertions of how many rules hold.
  static func sentence(of run: RuleTestRun) -> String {
    guard run.assertionCount > 0 else { return "Nothing was tested." }
    let failures = run.failureCount
    let rules = Summary.count(run.rules.rules.count, "rule")
    let all = "\(Summary.count(run.assertionCount, "assertion")) about \(rules)"
    return failures == 0 ? "\(all): all hold." : "\(all): \(failures) failed."
  }
}
