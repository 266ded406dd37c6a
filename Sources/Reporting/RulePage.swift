package import FailureRules
internal import Findings

/// A rule as its reader sees it when no log is at hand.
///
/// Its words are those for captures that are not set; one without such words stands in capitals.
package struct RulePage: Sendable {
  package let rule: Rule
  /// Where the rule comes from.
  let origin: RuleOrigin
  /// Whether it is used.
  let use: RuleUse
  private let links: RuleLinks

  /// Takes a rule.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - origin: where it comes from.
  ///   - use: whether it is used.
  ///   - links: what it has to do with others.
  package init(_ rule: Rule, origin: RuleOrigin, use: RuleUse = .used, links: RuleLinks) {
    self.rule = rule
    self.origin = origin
    self.use = use
    self.links = links
  }

  /// The rules whose findings are symptoms of this one.
  var explains: [RuleLinks.Link] { rule.explains.compactMap { links.rules[$0] } }

  /// The rules that this one is a symptom of.
  var explainedBy: [RuleLinks.Link] { links.causes[rule.id] ?? [] }

  /// The title without a log.
  package var title: String { Self.text(rule.title) }

  var cause: String { Self.text(rule.cause) }

  var steps: [Finding.Step] {
    rule.remediation.map { step in
      Finding.Step(
        text: Self.text(step.text),
        command: step.command.map { $0.renderedCommand(with: Self.names(in: $0)) })
    }
  }

  /// Its origin, with the file of a rule that is somebody's own.
  var place: String {
    origin == .shipped ? origin.rawValue : "\(rule.file) (\(origin.rawValue))"
  }

  /// Why it is not used; nil if it is.
  var lack: String? {
    switch use {
    case .used: nil
    case .overridden(let file): "overridden by \(file)"
    case .superseded(let id): "superseded by \(id)"
    case .disabled(let reason): "disabled by \(ProjectFile.name): \(reason)"
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

  fileprivate static func text(_ template: MessageTemplate) -> String {
    template.rendered(with: names(in: template))
  }

  private static func names(in template: MessageTemplate) -> [String: String] {
    template.segments.reduce(into: [:]) { names, segment in
      if case .capture(let name, nil) = segment { names[name] = name.uppercased() }
    }
  }
}

/// What rules have to do with each other.
package struct RuleLinks: Sendable {
  /// Another rule.
  struct Link: Sendable {
    var id: RuleID
    var title: String
  }

  let rules: [RuleID: Link]
  /// The rules that explain each rule.
  let causes: [RuleID: [Link]]

  package init(among rules: [Rule]) {
    var byID: [RuleID: Link] = [:]
    var causes: [RuleID: [Link]] = [:]
    for rule in rules {
      let link = Link(id: rule.id, title: RulePage.text(rule.title))
      byID[rule.id] = link
      for symptom in rule.explains { causes[symptom, default: []].append(link) }
    }
    self.rules = byID
    self.causes = causes
  }
}
