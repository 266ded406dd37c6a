/// All rules of a scan: no two of the same id, in order of id.
package struct RuleSet: Sendable {
  /// What a scan looks for before it tries them.
  package let index: RuleIndex
  /// The rules that others supersede, in order of id.
  package let superseded: [(rule: Rule, by: RuleID)]
  private let store: RuleStore

  /// Takes the first rule of each id, without those that another one supersedes.
  ///
  /// Where `explains` names a rule by an alias, it gets the rule's own id; where it names one that is
  /// superseded, that of the rule in its place.
  package init(_ rules: [Rule]) {
    var seen: Set<RuleID> = []
    let first = rules.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
    let (used, superseded) = Self.inForce(first)
    index = RuleIndex(used)
    store = RuleStore(used)
    self.superseded = superseded
  }

  /// Takes rules that ``RulePack`` wrote, in order of id, none of them superseded; each is read when it is
  /// first asked for.
  ///
  /// - Precondition: `index` is that of these rules.
  package init(packed: [StaticString], index: StaticString) {
    guard let index = RuleIndex(packed: index) else {
      preconditionFailure("the embedded index cannot be read")
    }
    self.index = index
    store = RuleStore(packed: packed)
    superseded = []
  }

  /// How many rules there are.
  package var count: Int { store.count }

  /// The rule of a number.
  package subscript(number: Int) -> Rule { store[number] }

  /// All of them.
  package var rules: [Rule] { (0..<count).map { self[$0] } }

  /// The rules without the superseded ones and with the ids of today, and the superseded ones.
  private static func inForce(
    _ rules: [Rule]
  ) -> (rules: [Rule], superseded: [(rule: Rule, by: RuleID)]) {
    let ids = Set(rules.map(\.id))
    let names = rules.reduce(into: [RuleID: RuleID]()) { names, rule in
      for alias in rule.aliases where !ids.contains(alias) { names[alias] = rule.id }
    }
    let successors = successors(among: rules, names)
    guard !names.isEmpty || !successors.isEmpty else { return (rules, []) }
    let used = rules.filter { successors[$0.id] == nil }.map { rule in
      var rule = rule
      var seen: Set<RuleID> = [rule.id]
      rule.explains = rule.explains.map { last(of: successors, from: names[$0] ?? $0) }
        .filter { seen.insert($0).inserted }
      return rule
    }
    return (used, rules.compactMap { rule in successors[rule.id].map { (rule, $0) } })
  }

  /// The rule that takes the place of each superseded one: the first that says so.
  private static func successors(
    among rules: [Rule], _ names: [RuleID: RuleID]
  ) -> [RuleID: RuleID] {
    var successors: [RuleID: RuleID] = [:]
    for rule in rules {
      for id in rule.supersedes.map({ names[$0] ?? $0 }) where successors[id] == nil {
        // Of those that supersede each other, the first stays.
        if last(of: successors, from: rule.id) != id { successors[id] = rule.id }
      }
    }
    return successors
  }

  /// The rule at the end of a line of successors, which never leads back.
  private static func last(of successors: [RuleID: RuleID], from id: RuleID) -> RuleID {
    var id = id
    while let next = successors[id] { id = next }
    return id
  }

  /// What is wrong between the rules: ids that stand twice, `explains` and `supersedes` that name no
  /// rule.
  package static func problems(among rules: [Rule]) -> [RuleProblem] {
    var problems: [RuleProblem] = []
    var files: [RuleID: String] = [:]
    for rule in rules {
      if let other = files.updateValue(rule.file, forKey: rule.id) {
        problems.append(rule.problem(ofSameIDAs: other))
      }
    }
    for rule in rules {
      for alias in rule.aliases {
        if let other = files.updateValue(rule.file, forKey: alias) {
          problems.append(
            RuleProblem(
              file: rule.file, line: 1, column: 1,
              message: "'aliases' names '\(alias)', which is already the name of \(other)"))
        }
      }
    }
    var guesses = SpellingGuesses(among: files.keys.map(\.text).sorted())
    for rule in rules {
      for (key, ids) in [("explains", rule.explains), ("supersedes", rule.supersedes)] {
        for id in ids.filter({ files[$0] == nil }).prefix(RuleProblem.countLimit) {
          let guess = guesses.closest(to: id.text)
          problems.append(
            RuleProblem(
              file: rule.file, line: 1, column: 1,
              message: """
                '\(key)' names '\(id)', which is no rule\
                \(guess.map { " (did you mean '\($0)'?)" } ?? "")
                """))
        }
      }
      if rule.supersedes.contains(rule.id) {
        problems.append(
          RuleProblem(
            file: rule.file, line: 1, column: 1, message: "'supersedes' names the rule itself"))
      }
    }
    return problems
  }
}

extension Rule {
  /// What is wrong with it where another file has a rule of its id.
  package func problem(ofSameIDAs other: String) -> RuleProblem {
    RuleProblem(
      file: file, line: 1, column: 1, message: "the id '\(id)' is already that of \(other)")
  }
}

extension [Rule] {
  /// The rule of an id, or the one that had it before.
  package func named(_ id: RuleID) -> Rule? {
    first { $0.id == id } ?? first { $0.aliases.contains(id) }
  }
}
