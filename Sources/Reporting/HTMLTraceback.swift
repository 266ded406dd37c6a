internal import FailureRules
internal import Findings
internal import LogReading

/// A kind of traceback that no rule explains, as a card that can be opened and closed.
struct HTMLTraceback {
  private let kind: TracebackCluster
  /// The lines that are shown of a traceback: its beginning, and its end, which says most.
  private static let lineLimit = (first: 8, last: 32)
  /// The characters that are shown of a line, and of the title.
  private static let widthLimit = 2000

  init(_ kind: TracebackCluster) {
    self.kind = kind
  }

  /// The card, closed.
  var card: HTML {
    HTML(
      "article",
      ["class": "card unexplained", "id": "kind-\(kind.fingerprint)", "data-kind": "unexplained"]
    ) {
      HTML("details") {
        HTML("summary") {
          HTML("span", ["class": "badge unexplained"]) { "unexplained" }
          HTML("h3") { String(FindingText.title(of: kind).prefix(Self.widthLimit)) }
          HTML("p", ["class": "meta"]) { "\(kind.first.language) · seen \(count)×" }
        }
        HTML("div", ["class": "body"]) {
          HTML.exemption(kind.ignored)
          HTML("figure") {
            HTML("figcaption") { caption }
            HTML.lines(lines)
          }
          draft
        }
      }
    }
  }

  private var count: String { Summary.grouped(kind.count) }

  private var firstLine: Int { kind.first.lines.first?.lowerBound ?? kind.first.evidence.line }

  @HTMLBuilder private var caption: HTML {
    HTML.place(firstPlace)
    if kind.count > 1 {
      ", last at "
      HTML.place("\(kind.lastSource):\(kind.lastLine)")
    }
  }

  private var firstPlace: String {
    let start = "\(kind.first.source):\(firstLine)"
    guard let end = kind.first.continuations.last, let line = end.lines.last?.upperBound else {
      return start
    }
    return "\(start) to \(end.source):\(line)"
  }

  private var lines: [NumberedLine] {
    let ranges = kind.first.lines + kind.first.continuations.flatMap(\.lines)
    let numbers = ranges.lazy.flatMap { $0 }
    let isWhole = kind.first.text.count == numbers.count && !kind.first.isEmbedded
    let lines = zip(
      kind.first.text, isWhole ? numbers.map(Optional.some) : kind.first.text.map { _ in nil }
    ).map { text, number in
      NumberedLine(number: number, text: SafeText.line(String(text.prefix(Self.widthLimit))))
    }
    let limit = Self.lineLimit
    guard lines.count > limit.first + limit.last + 1 else { return lines }
    let left = Summary.count(lines.count - limit.first - limit.last, "line")
    return lines.prefix(limit.first) + [NumberedLine(number: nil, text: "… \(left) …")]
      + lines.suffix(limit.last)
  }

  /// How to write the rule that is missing, where there is a file to take it from, rather than an
  /// archive or a pipe.
  @HTMLBuilder private var draft: HTML {
    if kind.first.source != LogSource.standardInput.name, !kind.first.source.contains("!/") {
      let place = ShellWord.quoted("\(kind.first.source):\(firstLine)")
      HTML("h4") { "Write a rule for it" }
      HTML.command("\(ToolIdentity.name) rules new \(place) > my.yaml")
    }
  }
}
