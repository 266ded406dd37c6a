internal import FailureRules
internal import Findings

/// Rules as Markdown: one page each, and an index of them.
package struct RuleMarkdown {
  /// Whether other rules are links to pages in the same folder.
  private let hasLinks: Bool

  package init(hasLinks: Bool = false) {
    self.hasLinks = hasLinks
  }

  /// Appends the page of a rule.
  package func write(_ page: RulePage, to output: inout some TextOutputStream) {
    let rule = page.rule
    output.write("# \(MarkdownText.escaped(page.title))\n\n")
    let standing = MarkdownText.escaped("\(rule.component), \(page.standing)")
    output.write("`\(rule.id)`: severity \(rule.severity.rawValue), \(standing)\n\n")
    output.write("## Why\n\n\(MarkdownText.escaped(page.cause))\n\n## What to do\n\n")
    output.write(MarkdownText.steps(page.steps))
    output.write("\n## Example\n\n" + MarkdownText.block(page.example, language: "text"))
    write("Symptoms that it explains", page.explains, to: &output)
    write("Causes that explain it", page.explainedBy, to: &output)
    output.write("\n## See\n\n")
    for reference in rule.references { output.write("- \(MarkdownText.link(to: reference))\n") }
  }

  private func write(
    _ title: String, _ links: [RuleLinks.Link], to output: inout some TextOutputStream
  ) {
    guard !links.isEmpty else { return }
    output.write("\n## \(title)\n\n")
    for link in links {
      let id = hasLinks ? "[`\(link.id)`](\(link.id).md)" : "`\(link.id)`"
      output.write("- \(id): \(MarkdownText.escaped(link.title))\n")
    }
  }

  /// Appends a table of all rules for each component, with links to their pages.
  package func writeIndex(_ pages: [RulePage], to output: inout some TextOutputStream) {
    let components = Dictionary(grouping: pages) { $0.rule.component }
    output.write("# Rules\n\n")
    output.write(
      "\(Summary.count(pages.count, "rule")) about \(Summary.count(components.count, "component")).\n"
    )
    for (component, pages) in components.sorted(by: { $0.key < $1.key }) {
      output.write("\n## \(MarkdownText.escaped(component))\n\n")
      output.write("| rule | severity | status | what is wrong |\n|---|---|---|---|\n")
      for page in pages {
        let rule = page.rule
        output.write(
          """
          | [`\(rule.id)`](\(rule.id).md) | \(rule.severity.rawValue) | \(rule.status.rawValue) \
          | \(MarkdownText.escaped(page.title)) |

          """)
      }
    }
  }
}
