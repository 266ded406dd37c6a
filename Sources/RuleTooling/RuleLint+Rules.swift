internal import FailureRules
internal import LogReading
internal import Matching
internal import PatternEngine

/// What is wrong between rules, and with their examples.
extension RuleLint {
  /// The steps after which a scan gives a pattern up.
  static let stepLimit = MatchScratch.backtrackingLimit

  /// The ids that stand twice, and those that are another rule's former id.
  mutating func checkIDs() {
    var places: [String: String] = [:]
    for rule in others { places[rule.id.text] = rule.file }
    for file in files {
      guard let value = file.value(at: "id"), let id = value.text, !id.isEmpty else { continue }
      if let other = places[id] {
        report(
          .duplicateID, "'id' is '\(id)', which is already that of \(other)", at: value,
          of: file.file)
      } else {
        places[id] = "\(file.file):\(value.line)"
      }
    }
    var aliases: [String: String] = [:]
    for file in files {
      for value in file.values where value.path.hasPrefix("aliases") {
        guard let alias = value.text else { continue }
        if let other = places[alias] ?? aliases[alias] {
          report(
            .duplicateID, "'\(value.path)' is '\(alias)', which is already that of \(other)",
            at: value, of: file.file)
        } else {
          aliases[alias] = "\(file.file):\(value.line)"
        }
      }
    }
  }

  /// The rules that are named and do not exist.
  mutating func checkNames() {
    var ids = Set(others.map(\.id.text))
    for file in files {
      for value in file.values where value.path == "id" || value.path.hasPrefix("aliases") {
        if let id = value.text { ids.insert(id) }
      }
    }
    let sorted = ids.sorted()
    for file in files {
      for value in file.values where value.path.hasPrefix("explains") {
        guard let name = value.text, RuleID(name) != nil, !ids.contains(name) else { continue }
        let guess = Spelling.closest(to: name, among: sorted)
        report(
          .unknownRule,
          """
          '\(value.path)' is '\(name)', which is no rule\
          \(guess.map { " (did you mean '\($0)'?)" } ?? "")
          """, at: value, of: file.file)
      }
    }
  }

  /// Examples that do not do what they stand for, and rules that match the same.
  mutating func checkExamples() {
    let rules = files.compactMap(\.rule)
    let examples = ExampleMatches(rules + others)
    let explained = ExplainedRules(rules + others)
    var overlaps: Set<[String]> = []
    for file in files {
      guard let rule = file.rule, let index = examples.indices[rule.id],
        examples.rule(index).file == rule.file
      else { continue }
      for (value, text) in Self.texts(of: file, "examples.match") {
        let outcome = examples.outcome(on: text)
        reportFaults(outcome, of: index, at: value, in: file)
        let own = outcome.matches.filter { $0.rule == index }
        if own.isEmpty {
          report(
            .example, "'\(value.path)' is not matched by the rule's signature", at: value,
            of: file.file)
        }
        let events = Set(own.map(\.event.line))
        for match in outcome.matches where match.rule != index && events.contains(match.event.line)
        {
          let other = examples.rule(match.rule)
          guard !explained.areRelated(rule.id, other.id),
            overlaps.insert([rule.id.text, other.id.text].sorted()).inserted
          else { continue }
          report(
            .overlap,
            """
            '\(value.path)' is matched by '\(other.id)' too, expected one of the two rules to \
            explain the other
            """, at: value, of: file.file)
        }
      }
      for (value, text) in Self.texts(of: file, "examples.no-match") {
        let outcome = examples.outcome(on: text)
        reportFaults(outcome, of: index, at: value, in: file)
        if outcome.matches.contains(where: { $0.rule == index }) {
          report(
            .example, "'\(value.path)' is matched by the rule's signature, expected no match",
            at: value, of: file.file)
        }
      }
    }
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
}

/// Which rules explain which, directly or over others.
struct ExplainedRules {
  private let symptoms: [RuleID: [RuleID]]

  init(_ rules: [Rule]) {
    symptoms = Dictionary(rules.map { ($0.id, $0.explains) }, uniquingKeysWith: { $0 + $1 })
  }

  /// Whether one of the two explains the other.
  func areRelated(_ first: RuleID, _ second: RuleID) -> Bool {
    reaches(second, from: first) || reaches(first, from: second)
  }

  private func reaches(_ end: RuleID, from start: RuleID) -> Bool {
    var seen: Set<RuleID> = [start]
    var open = [start]
    while let next = open.popLast() {
      if next == end { return true }
      for symptom in symptoms[next] ?? [] where seen.insert(symptom).inserted {
        open.append(symptom)
      }
    }
    return false
  }
}
