/// Workflow commands of GitHub Actions that annotate files.
///
/// GitHub shows ``limit`` annotations of each kind for a step; where there are more, the last one of a
/// kind says how many are left out, and those are lines of the step's log.
package struct GitHubAnnotations {
  /// Annotations of one kind that GitHub shows for a step (actions/toolkit, docs/problem-matchers.md).
  package static let limit = 10

  /// The kinds, by the names of their commands.
  package enum Kind: String, CaseIterable, Sendable {
    case error, warning, notice
  }

  /// One remark about a place.
  package struct Annotation {
    package var kind: Kind
    /// The file and what else stands before the title: `line`, `endLine`, `col`.
    package var place: [(name: String, value: String)]
    package var title: String
    package var message: String
    /// The annotation as a line of the step's log.
    package var line: String

    package init(
      _ kind: Kind, place: [(name: String, value: String)], title: String, message: String,
      line: String
    ) {
      self.kind = kind
      self.place = place
      self.title = title
      self.message = message
      self.line = line
    }
  }

  /// Appends the annotations, sorted by kind.
  package static func write(
    _ annotations: [Annotation], to output: inout some TextOutputStream
  ) {
    for kind in Kind.allCases {
      let all = annotations.filter { $0.kind == kind }
      let shown = all.count > limit ? limit - 1 : all.count
      for annotation in all.prefix(shown) {
        let properties = annotation.place + [(name: "title", value: annotation.title)]
        let list = properties.map { "\($0.name)=\(escapedProperty($0.value))" }
        output.write(
          """
          ::\(kind.rawValue) \(list.joined(separator: ","))::\
          \(escapedMessage(annotation.message))

          """)
      }
      guard all.count > shown else { continue }
      let more = "\(all.count - shown) more of this kind are in the step's log"
      output.write("::\(kind.rawValue) title=\(ToolIdentity.name)::\(more)\n")
      for annotation in all.dropFirst(shown) { output.write(logLine(annotation.line) + "\n") }
    }
  }

  /// The escapes that the runner undoes in messages (actions/toolkit, packages/core/src/command.ts).
  static func escapedMessage(_ text: String) -> String {
    SafeText.lines(text).joined(separator: "\n")
      .replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// In properties a colon and a comma would end the value.
  static func escapedProperty(_ text: String) -> String {
    escapedMessage(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// A line that holds no command: the runner takes `::` at a line's beginning for one, and `##[`
  /// anywhere (actions/runner, src/Runner.Common/ActionCommand.cs).
  static func logLine(_ text: String) -> String {
    let line = SafeText.line(text).replacing("##[", with: "## [")
    return line.drop(while: \.isWhitespace).hasPrefix("::") ? "> " + line : line
  }
}
