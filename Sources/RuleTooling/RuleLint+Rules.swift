internal import FailureRules

/// What is wrong with the names of rules.
extension RuleLint {
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
    var guesses = SpellingGuesses(among: ids.sorted())
    for file in files {
      for value in file.values where value.path.hasPrefix("explains") {
        guard let name = value.text, RuleID(name) != nil, !ids.contains(name) else { continue }
        let guess = guesses.closest(to: name)
        report(
          .unknownRule,
          """
          '\(value.path)' is '\(name)', which is no rule\
          \(guess.map { " (did you mean '\($0)'?)" } ?? "")
          """, at: value, of: file.file)
      }
    }
  }
}
