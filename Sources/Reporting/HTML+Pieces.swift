internal import FailureRules
internal import Findings

/// What several sections of a page are made of.
extension HTML {
  /// A part of the page with a heading, which links can name.
  static func section(
    _ id: String, _ title: String, note: String? = nil, @HTMLBuilder content: () -> HTML
  ) -> HTML {
    HTML("section", ["id": id, "aria-labelledby": "\(id)-title"]) {
      HTML("h2", ["id": "\(id)-title"]) { title }
      if let note { HTML("p", ["class": "note"]) { note } }
      content()
    }
  }

  /// Lines with their numbers, which are no part of the text that is searched and copied.
  static func lines(_ lines: [NumberedLine]) -> HTML {
    HTML("pre", ["class": "log"]) {
      for line in lines {
        HTML(
          "span",
          [
            "class": line.isContext ? "line context" : "line",
            "data-number": line.number.map(String.init) ?? "",
          ]
        ) {
          line.text + "\n"
        }
      }
    }
  }

  /// Commands, and a button that copies them; it is shown where there is a script.
  static func command(_ command: String) -> HTML {
    HTML("div", ["class": "command"]) {
      HTML("pre") { HTML("code") { command } }
      HTML("button", ["type": "button", "class": "copy", "hidden": ""]) { "Copy" }
    }
  }

  /// A place in a source, as `path:line`.
  static func place(_ place: String) -> HTML { HTML("code", ["class": "place"]) { place } }

  /// A reference that can be followed, or its text.
  static func link(to reference: String) -> HTML {
    guard MarkdownText.isAddress(reference) else { return HTML(reference) }
    return HTML("a", ["href": reference, "rel": "noopener noreferrer"]) { reference }
  }

  /// Why something does not count.
  @HTMLBuilder static func exemption(_ ignored: Ignored?) -> HTML {
    if let ignored {
      HTML("h4") { "Ignored" + (ignored.expires.map { " until \($0)" } ?? "") }
      HTML("p") { ignored.reason }
    }
  }

  /// The word for a severity, in its colour.
  static func badge(_ severity: Severity) -> HTML {
    HTML("span", ["class": "badge \(severity.rawValue)"]) { severity.rawValue }
  }
}
