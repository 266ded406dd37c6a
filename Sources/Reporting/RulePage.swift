package import FailureRules
internal import Findings

/// A rule as its reader sees it when no log is at hand.
///
/// Its words are those for captures that are not set; one without such words stands in capitals.
package struct RulePage: Sendable {
  package let rule: Rule
  /// Where the rule comes from.
  package let origin: String
  /// The rules whose findings are symptoms of this one, and those that this one is a symptom of.
  let explains: [Link]
  let explainedBy: [Link]

  /// Another rule.
  struct Link: Sendable {
    var id: RuleID
    var title: String
  }

  /// Takes a rule.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - origin: where it comes from, in a word or a path.
  ///   - rules: all rules, for their titles.
  package init(_ rule: Rule, origin: String, among rules: [Rule]) {
    self.rule = rule
    self.origin = origin
    let wanted = Set(rule.explains)
    explains = rules.filter { wanted.contains($0.id) }.map(Link.init)
    explainedBy = rules.filter { $0.explains.contains(rule.id) }.map(Link.init)
  }

  package var title: String { Self.text(rule.title) }

  var cause: String { Self.text(rule.cause) }

  var steps: [Finding.Step] {
    rule.remediation.map { step in
      Finding.Step(
        text: Self.text(step.text),
        command: step.command.map { $0.renderedCommand(with: Self.names(in: $0)) })
    }
  }

  /// `stable, verified 2026-11`.
  var standing: String {
    var parts = [rule.status.rawValue]
    if let introduced = rule.versions.introduced { parts.append("since \(introduced)") }
    if let fixedIn = rule.versions.fixedIn { parts.append("fixed in \(fixedIn)") }
    return (parts + ["verified \(rule.versions.verified)"]).joined(separator: ", ")
  }

  /// The lines of the first example.
  var example: [String] {
    var lines = SafeText.lines(rule.examples.match.first ?? "")
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func text(_ template: MessageTemplate) -> String {
    template.rendered(with: names(in: template))
  }

  private static func names(in template: MessageTemplate) -> [String: String] {
    template.segments.reduce(into: [:]) { names, segment in
      if case .capture(let name, nil) = segment { names[name] = name.uppercased() }
    }
  }
}

extension RulePage.Link {
  init(_ rule: Rule) {
    self.init(id: rule.id, title: RulePage(rule, origin: "", among: []).title)
  }
}
