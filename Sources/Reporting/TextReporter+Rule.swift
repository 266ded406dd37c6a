internal import FailureRules
internal import Findings

extension TextReporter {
  /// Lines of an example that are shown.
  private static let exampleHeight = 12

  /// Explains a rule: why it happens, what to do, and what it looks like in a log.
  package func write(_ page: RulePage, to output: inout some TextOutputStream) {
    writeTitle(page.title, page.rule.severity, to: &output)
    let place = "\(page.rule.id): \(page.rule.component), \(page.standing) (\(page.place))"
    for line in TextWrap.words(SafeText.line(place), width: style.width - Self.indentation) {
      writeIndented(style.styled(line, as: .faint), to: &output)
    }
    if let lack = page.lack { write("Not used", lack, to: &output) }
    write("Why", page.cause, to: &output)
    write(page.steps, to: &output)
    writeExample(page.example, to: &output)
    if !page.explains.isEmpty { write("Explains", Self.list(page.explains), to: &output) }
    if !page.explainedBy.isEmpty {
      write("Explained by", Self.list(page.explainedBy), to: &output)
    }
    write("See", page.rule.references.joined(separator: "  "), to: &output)
  }

  private func writeExample(_ lines: [String], to output: inout some TextOutputStream) {
    output.write("\n")
    writeIndented(style.styled("Example", as: .title), to: &output)
    var height = 0
    for line in lines {
      for piece in TextWrap.characters(line, width: style.width - 7) {
        height += 1
        let gutter = style.styled("   │ ", as: .faint)
        guard height <= Self.exampleHeight else {
          writeIndented(style.styled("   │ …", as: .faint), to: &output)
          return
        }
        writeIndented(gutter + piece, to: &output)
      }
    }
  }

  private static func list(_ links: [RuleLinks.Link]) -> String {
    links.map { "\($0.title) (\($0.id))" }.joined(separator: "; ")
  }
}
