/// All rules of a scan: no two of the same id.
package struct RuleSet: Sendable {
  /// In order of id.
  package let rules: [Rule]

  /// Takes the first rule of each id.
  package init(_ rules: [Rule]) {
    var seen: Set<RuleID> = []
    self.rules = rules.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
  }

  /// Reads rules that ``RulePack`` wrote; those that cannot be read are left out.
  package init(packed: [StaticString]) {
    rules = packed.compactMap(RulePack.unpack)
  }

  /// What is wrong between the rules: ids that stand twice, `explains` that name no rule.
  package static func problems(among rules: [Rule]) -> [RuleProblem] {
    var problems: [RuleProblem] = []
    var files: [RuleID: String] = [:]
    for rule in rules {
      if let other = files.updateValue(rule.file, forKey: rule.id) {
        problems.append(
          RuleProblem(
            file: rule.file, line: 1, column: 1,
            message: "the id '\(rule.id)' is already that of \(other)"))
      }
    }
    for rule in rules {
      for symptom in rule.explains where files[symptom] == nil {
        let guess = Spelling.closest(to: symptom.text, among: files.keys.map(\.text).sorted())
        problems.append(
          RuleProblem(
            file: rule.file, line: 1, column: 1,
            message: """
              'explains' names '\(symptom)', which is no rule\
              \(guess.map { " (did you mean '\($0)'?)" } ?? "")
              """))
      }
    }
    return problems
  }
}
