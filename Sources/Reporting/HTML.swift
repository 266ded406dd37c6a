/// A piece of a page: elements, and texts between them.
///
/// Names of elements and attributes are written in the program. All else is escaped here and only here,
/// so that nothing that a log or a rule says becomes markup.
struct HTML: Sendable {
  private(set) var source = ""

  /// Nothing.
  init() {}

  /// A text that stands for itself.
  init(_ text: String) {
    source = XMLText.escaped(text)
  }

  /// An element and what stands in it.
  ///
  /// - Parameters:
  ///   - name: of an element that has an end tag.
  ///   - attributes: those with a value; an empty one switches an attribute on.
  ///   - content: pieces and texts.
  init(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    @HTMLBuilder content: () -> HTML = { HTML() }
  ) {
    source = Self.tag(name, attributes) + content().source + "</\(name)>"
    if Self.blocks.contains(name.description) { source += "\n" }
  }

  /// An element that has no content and no end tag.
  init(empty name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]) {
    source = Self.tag(name, attributes) + "\n"
  }

  /// An element with a text in which nothing is escaped: a style sheet or a script of the program.
  init(_ name: StaticString, verbatim text: String) {
    source = "<\(name)>\(text)</\(name)>\n"
  }

  /// A whole page.
  static func page(language: String, @HTMLBuilder content: () -> HTML) -> String {
    "<!DOCTYPE html>\n" + HTML("html", ["lang": language], content: content).source
  }

  private static func tag(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>
  ) -> String {
    let attributes = attributes.compactMap { name, value in
      value.map { " \(name)=\"\(XMLText.escaped($0))\"" }
    }
    return "<\(name)\(attributes.joined())>"
  }

  /// Elements after which a line ends, for those who read the source.
  private static let blocks: Set<String> = [
    "article", "body", "details", "div", "dl", "figure", "footer", "g", "h1", "h2", "h3", "h4",
    "head", "header", "html", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select",
    "summary", "svg", "table", "tbody", "thead", "title", "tr", "ul",
  ]

  fileprivate mutating func append(_ other: HTML) { source += other.source }
}

/// Pieces and texts, one after the other.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ piece: HTML) -> HTML { piece }
  static func buildExpression(_ text: String) -> HTML { HTML(text) }
  static func buildOptional(_ piece: HTML?) -> HTML { piece ?? HTML() }
  static func buildEither(first piece: HTML) -> HTML { piece }
  static func buildEither(second piece: HTML) -> HTML { piece }
  static func buildArray(_ pieces: [HTML]) -> HTML { buildBlock(pieces) }
  static func buildBlock(_ pieces: HTML...) -> HTML { buildBlock(pieces) }

  private static func buildBlock(_ pieces: [HTML]) -> HTML {
    pieces.reduce(into: HTML()) { $0.append($1) }
  }
}
