package import FailureRules

/// The generated documentation of some rules: a folder with a page for each, and an index.
package struct RuleManual: Sendable {
  /// The files by name.
  package let files: [String: String]

  /// What the first line of every generated file begins with: a file that begins otherwise is
  /// somebody's own.
  package static let mark = "<!-- Written by `\(ToolIdentity.name) rules docs`"

  /// The name of the index, which code hosts show with the folder.
  package static let index = "README.md"

  /// Writes the pages.
  package init(_ rules: [Rule]) {
    let links = RuleLinks(among: rules)
    let pages = rules.map { RulePage($0, origin: .shipped, links: links) }
    let markdown = RuleMarkdown(hasLinks: true)
    var files: [String: String] = [:]
    for page in pages {
      var text = "\(Self.mark) from the rule file. -->\n\n"
      markdown.write(page, to: &text)
      files["\(page.rule.id).md"] = text
    }
    var index = "\(Self.mark) from the rule files. -->\n\n"
    markdown.writeIndex(pages, to: &index)
    files[Self.index] = index
    self.files = files
  }
}
