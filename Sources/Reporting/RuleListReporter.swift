internal import FailureRules

/// A list of rules.
package struct RuleListReporter {
  private let pages: [RulePage]

  /// Takes the rules in the order in which they are listed.
  package init(_ pages: [RulePage]) {
    self.pages = pages
  }

  /// Appends a line for each rule, in columns; the title comes last and is not wrapped.
  package func writeText(style: TextStyle, to output: inout some TextOutputStream) {
    let rows = pages.map { page in
      [
        page.rule.id.text, page.rule.severity.rawValue, page.rule.component,
        page.rule.status.rawValue, page.origin,
      ].map(SafeText.line)
    }
    let widths = (0..<5).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    for (page, row) in zip(pages, rows) {
      let cells = row.enumerated().map { column, cell in
        let padded =
          cell + String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        return switch column {
        case 0: style.styled(padded, as: .title)
        case 1: style.styled(padded, as: TextReporter.role(of: page.rule.severity))
        default: padded
        }
      }
      output.write((cells + [SafeText.line(page.title)]).joined(separator: "  ") + "\n")
    }
  }

  /// Appends one JSON document.
  package func writeJSON(to output: inout some TextOutputStream) {
    output.write(JSONText.of(List(rules: pages.map(Item.init)), isPretty: true) + "\n")
  }

  private struct List: Encodable {
    var schema_version = 1
    var rules: [Item]
  }

  private struct Item: Encodable {
    var id: String
    var severity: String
    var component: String
    var status: String
    var title: String
    var origin: String

    init(_ page: RulePage) {
      id = page.rule.id.text
      severity = page.rule.severity.rawValue
      component = page.rule.component
      status = page.rule.status.rawValue
      title = page.rule.title.source
      origin = page.origin
    }
  }
}
