internal import FailureRules
internal import LogReading
internal import Matching

/// What is wrong with examples.
extension RuleLint {
  /// The rules that are named of those that match one example; the others are counted.
  static let overlapLimit = 4

  /// Examples that do not do what they stand for, and rules that match the same.
  mutating func checkExamples() {
    var examples = ExampleMatches(files.compactMap(\.rule) + others, trials: limits.trials)
    let explained = ExplainedRules(files.compactMap(\.rule) + others)
    for file in files {
      guard let rule = file.rule, let index = examples.indices[rule.id],
        examples.rule(index).file == rule.file
      else { continue }
      var alone: CompiledRules?
      var related: Set<RuleID>?
      for (value, text) in Self.texts(of: file, "examples.match") {
        let tried = examples.outcome(on: text)
        if tried == nil { untestedExamples.add(value, of: file.file) }
        let outcome = tried ?? Self.outcome(on: text, rule, &alone)
        let own = tried == nil ? 0 : index
        reportFaults(outcome, of: own, at: value, in: file)
        let events = Set(outcome.matches.filter { $0.rule == own }.map(\.event.line))
        if events.isEmpty {
          report(
            .example,
            """
            '\(value.path)' is not matched by the rule's signature; 'rules test' shows how far it \
            comes
            """, at: value, of: file.file)
        }
        let others = outcome.matches.filter { $0.rule != own && events.contains($0.event.line) }
          .map { examples.rule($0.rule).id }
        guard !others.isEmpty else { continue }
        let links = related ?? explained.related(to: rule.id)
        related = links
        reportOverlaps(
          of: rule.id, with: others.filter { !links.contains($0) }, at: value, of: file.file)
      }
      for (value, text) in Self.texts(of: file, "examples.no-match") {
        let tried = examples.outcome(on: text)
        let outcome = tried ?? Self.outcome(on: text, rule, &alone)
        let own = tried == nil ? 0 : index
        reportFaults(outcome, of: own, at: value, in: file)
        if outcome.matches.contains(where: { $0.rule == own }) {
          report(
            .example, "'\(value.path)' is matched by the rule's signature, expected no match",
            at: value, of: file.file)
        }
      }
    }
  }

  /// What one rule makes of a text, without the others.
  private static func outcome(
    on text: String, _ rule: Rule, _ compiled: inout CompiledRules?
  ) -> ExampleLog {
    let rules = compiled ?? CompiledRules(RuleSet([rule]))
    compiled = rules
    return ExampleLog(text, rules: rules)
  }

  private static func texts(
    of file: RuleFile, _ path: String
  ) -> [(value: RuleValue, text: String)] {
    file.values.compactMap { value in
      guard value.path == path || value.path.hasPrefix(path + "["), let text = value.text else {
        return nil
      }
      return (value, text)
    }
  }

  private mutating func reportFaults(
    _ outcome: ExampleLog, of index: Int, at value: RuleValue, in file: RuleFile
  ) {
    for fault in outcome.faults where fault.rule == index {
      report(.example, "on '\(value.path)' \(fault.message)", at: value, of: file.file)
    }
  }

  /// Names each two rules once, whichever of them has the example.
  private mutating func reportOverlaps(
    of rule: RuleID, with others: [RuleID], at value: RuleValue, of file: String
  ) {
    let new = others.filter { overlaps.insert([rule.text, $0.text].sorted()).inserted }
    var matching = new.prefix(Self.overlapLimit).map { "'\($0)'" }
    let more = new.count - matching.count
    if more > 0 { matching.append("\(more) more rule\(more > 1 ? "s" : "")") }
    for other in matching {
      report(
        .overlap,
        """
        '\(value.path)' is matched by \(other) too, expected one of the two rules to explain the \
        other
        """, at: value, of: file)
    }
  }
}

/// Which rules explain which, directly or over others.
struct ExplainedRules {
  private let symptoms: [RuleID: [RuleID]]
  private let causes: [RuleID: [RuleID]]

  init(_ rules: [Rule]) {
    symptoms = Dictionary(rules.map { ($0.id, $0.explains) }, uniquingKeysWith: { $0 + $1 })
    causes = rules.reduce(into: [:]) { causes, rule in
      for symptom in rule.explains { causes[symptom, default: []].append(rule.id) }
    }
  }

  /// The rules that explain one, and those that it explains.
  func related(to rule: RuleID) -> Set<RuleID> {
    Self.reached(from: rule, over: symptoms).union(Self.reached(from: rule, over: causes))
  }

  private static func reached(from start: RuleID, over links: [RuleID: [RuleID]]) -> Set<RuleID> {
    var seen: Set<RuleID> = [start]
    var open = [start]
    while let next = open.popLast() {
      for link in links[next] ?? [] where seen.insert(link).inserted { open.append(link) }
    }
    return seen
  }
}
