internal import FailureRules

/// A list of rules, those too that are not used.
package struct RuleListReporter {
  private let pages: [RulePage]

  /// Takes the rules in the order in which they are listed.
  package init(_ pages: [RulePage]) {
    self.pages = pages
  }

  /// Appends for each rule its id, severity and title, and what is not as it mostly is: a status other
  /// than stable, an origin other than the program, and why it is not used.
  package func writeText(style: TextStyle, to output: inout some TextOutputStream) {
    for page in pages {
      let rule = page.rule
      var words = [
        style.styled(rule.id.text, as: .title),
        style.styled(rule.severity.rawValue, as: TextReporter.role(of: rule.severity)),
      ]
      if rule.status != .stable { words.append(rule.status.rawValue) }
      if page.use != .used { words.append("not used") }
      output.write(words.joined(separator: "  ") + "\n")
      write(page.title, to: &output, style) { $0 }
      let notes = [page.origin == .shipped ? nil : page.place, page.lack]
      for note in notes.compactMap(\.self) {
        write(note, to: &output, style) { style.styled($0, as: .faint) }
      }
    }
    if !pages.isEmpty { output.write("\n") }
    output.write(summary + "\n")
  }

  private func write(
    _ text: String, to output: inout some TextOutputStream, _ style: TextStyle,
    _ styled: (String) -> String
  ) {
    for line in TextWrap.words(SafeText.line(text), width: style.width - 2) {
      output.write("  \(styled(line))\n")
    }
  }

  /// As `45 rules: 43 used, 1 overridden, 1 disabled` with a full stop.
  private var summary: String {
    let counts = Dictionary(grouping: pages, by: \.use.word).mapValues(\.count)
    let words = ["used", "overridden", "superseded", "disabled"]
    let parts = words.compactMap { word in counts[word].map { "\($0) \(word)" } }
    let all = Summary.count(pages.count, "rule")
    return counts.keys.allSatisfy { $0 == "used" }
      ? "\(all)." : "\(all): \(parts.joined(separator: ", "))."
  }

  /// Appends one JSON document.
  package func writeJSON(to output: inout some TextOutputStream) {
    let rules = pages.map { page in
      JSONValue.object(
        RuleDocument.standing(of: page).merging([
          "id": .text(page.rule.id.text), "severity": .text(page.rule.severity.rawValue),
          "component": .text(page.rule.component), "status": .text(page.rule.status.rawValue),
          "title": .text(page.rule.title.source),
        ]) { $1 })
    }
    let list = JSONValue.object(["schema_version": .number(1), "rules": .list(rules)])
    output.write(JSONText.of(list, isPretty: true) + "\n")
  }
}
