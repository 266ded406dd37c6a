internal import FailureRules

/// A rule as JSON: what its file says, and what a scan makes of it.
///
/// `rule` has the keys of a rule file and is one of `rules/schema.json`. What the file leaves out is
/// left out, but for `by`; the rule's own scope stands beside each condition. Around it are always
/// `schema_version`, `file`, `origin`, `use` (used, overridden, superseded or disabled), `explained_by`,
/// `looks_for` (the literals, one of which a scan must see first) and `raised` (types of tracebacks, the
/// empty one for any), and where a rule is not used, `by` (the file or the rule that counts instead) or
/// `reason`.
package struct RuleDocument {
  package init() {}

  /// Appends the document.
  package func write(_ page: RulePage, to output: inout some TextOutputStream) {
    var members = Self.standing(of: page)
    members["schema_version"] = .number(1)
    members["explained_by"] = .texts(page.explainedBy.map(\.id.text))
    members["looks_for"] = .texts(page.rule.condition.scanLiterals ?? [])
    members["raised"] = .texts(page.rule.condition.tracebackTypes.sorted())
    members["rule"] = Self.value(of: page.rule)
    output.write(JSONText.of(JSONValue.object(members), isPretty: true) + "\n")
  }

  /// Where a rule comes from, and whether it is used.
  static func standing(of page: RulePage) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "file": .text(page.rule.file), "origin": .text(page.origin.rawValue),
      "use": .text(page.use.word),
    ]
    switch page.use {
    case .used: break
    case .overridden(let file): members["by"] = .text(file)
    case .superseded(let id): members["by"] = .text(id.text)
    case .disabled(let reason): members["reason"] = .text(reason)
    }
    return members
  }

  private static func value(of rule: Rule) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .text(rule.id.text), "title": .text(rule.title.source),
      "severity": .text(rule.severity.rawValue), "status": .text(rule.status.rawValue),
      "component": .text(rule.component), "signature": .object(condition(rule.condition)),
      "cause": .text(rule.cause.source), "references": .texts(rule.references),
      "remediation": .list(
        rule.remediation.map { step in
          var members: [String: JSONValue] = ["text": .text(step.text.source)]
          members["command"] = step.command.map { .text($0.source) }
          return .object(members)
        }),
      "examples": .object([
        "match": .texts(rule.examples.match), "no-match": .texts(rule.examples.noMatch),
      ]),
    ]
    for (key, ids) in [
      ("aliases", rule.aliases), ("explains", rule.explains), ("supersedes", rule.supersedes),
    ] where !ids.isEmpty {
      members[key] = .texts(ids.map(\.text))
    }
    var versions: [String: JSONValue] = ["verified": .text(rule.versions.verified)]
    versions["introduced"] = rule.versions.introduced.map(JSONValue.text)
    versions["fixed-in"] = rule.versions.fixedIn.map(JSONValue.text)
    members["versions"] = .object(versions)
    return .object(members)
  }

  // MARK: signature

  private static func conditions(_ parts: [Condition]) -> JSONValue {
    .list(parts.map { .object(condition($0)) })
  }

  private static func condition(_ condition: Condition) -> [String: JSONValue] {
    switch condition {
    case .signature(.line(let line)): return ["line": .text(line.pattern.expression)]
    case .signature(.traceback(let signature)):
      return ["traceback": .object(traceback(signature))]
    case .any(let parts): return ["any": conditions(parts)]
    case .all(let parts): return ["all": conditions(parts)]
    case .not(let part): return ["not": .object(self.condition(part))]
    case .scoped(let scope, let part):
      var members = self.condition(part)
      // A scope within a scope: both count.
      if members["scope"] != nil { members = ["all": .list([.object(members)])] }
      members["scope"] = .object(self.scope(scope))
      return members
    case .times(let threshold, let part):
      var members = self.condition(part)
      members["times"] = .object(
        ["at-least": .number(threshold.count)].merging(stretch(threshold.within)) { $1 })
      return members
    case .sequence(let sequence):
      return [
        "sequence": .object(
          ["steps": conditions(sequence.steps), "by": .text(sequence.key.rawValue)]
            .merging(stretch(sequence.within)) { $1 })
      ]
    case .absence(let absence):
      return [
        "absence": .object(
          [
            "start": .object(self.condition(absence.start)),
            "end": .object(self.condition(absence.end)), "by": .text(absence.key.rawValue),
          ].merging(stretch(absence.within)) { $1 })
      ]
    }
  }

  private static func stretch(_ stretch: Stretch?) -> [String: JSONValue] {
    switch stretch {
    case nil: [:]
    case .lines(let count): ["lines": .number(count)]
    case .seconds(let count): ["within": .text("\(count)s")]
    }
  }

  private static func scope(_ scope: RuleScope) -> [String: JSONValue] {
    let parts = [
      ("service", scope.services.map(\.text)), ("logger", scope.loggers.map(\.text)),
      ("level", scope.levels.map(\.rawValue)), ("source", scope.sources.map(\.text)),
    ]
    return parts.reduce(into: [:]) { members, part in
      if !part.1.isEmpty { members[part.0] = .texts(part.1) }
    }
  }

  private static func traceback(_ traceback: TracebackSignature) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    if !traceback.types.isEmpty { members["raises"] = .texts(traceback.types) }
    if traceback.position != .any { members["position"] = .text(traceback.position.rawValue) }
    members["message"] = traceback.message.map { .text($0.expression) }
    let frames = traceback.frames.map { frame in
      var members: [String: JSONValue] = [:]
      members["function"] = frame.function.map(JSONValue.text)
      members["file"] = frame.file.map(JSONValue.text)
      members["module"] = frame.module.map(JSONValue.text)
      return JSONValue.object(members)
    }
    if !frames.isEmpty { members["frames"] = .list(frames) }
    return members
  }
}
