package import FailureRules
internal import RuleData

/// A rule file, or a directory of them, that somebody has named.
package struct RulePlace: Equatable, Sendable {
  package var path: String
  package var origin: RuleOrigin

  package init(path: String, origin: RuleOrigin) {
    self.path = path
    self.origin = origin
  }

  /// All places but the program itself, in order of precedence.
  ///
  /// - Parameters:
  ///   - options: the values of `--rules`.
  ///   - project: what the project file names.
  ///   - environment: the value of an environment variable.
  /// - Returns: the places, whether or not there is something.
  package static func all(
    options: [String], project: [String], environment: (String) -> String?
  ) -> [RulePlace] {
    var places = options.map { RulePlace(path: $0, origin: .option) }
    for path in environment("STACKDOCTOR_RULES")?.split(separator: ":") ?? [] {
      places.append(RulePlace(path: String(path), origin: .environment))
    }
    places += project.map { RulePlace(path: $0, origin: .project) }
    // The XDG Base Directory Specification asks for an absolute path, and to ignore others.
    let configured = environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    if let directory = configured ?? environment("HOME").map({ $0 + "/.config" }) {
      places.append(RulePlace(path: directory + "/stackdoctor/rules", origin: .user))
    }
    places.append(RulePlace(path: "/etc/stackdoctor/rules", origin: .system))
    return places
  }
}

/// All rules of a run: those that come with the program, and a user's.
package struct RulePacks: Sendable {
  /// The rules that are used.
  package private(set) var rules: RuleSet
  /// Where each rule comes from that does not come with the program.
  private var origins: [RuleID: RuleOrigin] = [:]
  /// Rules that are not used because a place before theirs has one of the same id.
  package private(set) var overridden: [(rule: Rule, origin: RuleOrigin)] = []
  /// Rules that are not used because others take their place.
  package private(set) var superseded: [(rule: Rule, by: RuleID)] = []
  /// Rules that the project does without, and why.
  package private(set) var disabled: [(rule: Rule, reason: String)] = []
  /// What is wrong with the rules; those that are named here in a file of their own are not used.
  package private(set) var problems: [RuleProblem] = []
  /// Places that a person has named, where there is nothing.
  package private(set) var missing: [RulePlace] = []

  /// Reads the rules of all places; nothing about one keeps another from being read.
  ///
  /// - Parameters:
  ///   - places: in order of precedence; the program's own rules come after them.
  ///   - project: says which rules are not used.
  package init(places: [RulePlace], project: ProjectFile = ProjectFile()) {
    rules = .shipped
    var used: [Rule] = []
    var winners: [RuleID: (file: String, place: Int)] = [:]
    for (index, place) in places.enumerated() {
      guard let found = RuleDirectory.files(at: place.path) else {
        if place.origin != .user, place.origin != .system { missing.append(place) }
        continue
      }
      problems += found.flatMap(\.problems)
      for rule in found.compactMap(\.rule) {
        guard let winner = winners[rule.id] else {
          origins[rule.id] = place.origin
          winners[rule.id] = (rule.file, index)
          used.append(rule)
          continue
        }
        // The same file may be named twice.
        guard rule.file != winner.file else { continue }
        overridden.append((rule, place.origin))
        // Two of one place are a mistake.
        if winner.place == index { problems.append(rule.problem(ofSameIDAs: winner.file)) }
      }
    }
    // The shipped rules are not even read where nothing is done to them.
    guard !used.isEmpty || !project.disabled.isEmpty else {
      problems += Self.problems(of: project) { rules.rules }
      return
    }
    for rule in rules.rules {
      if origins[rule.id] != nil {
        overridden.append((rule, .shipped))
      } else {
        used.append(rule)
      }
    }
    problems += RuleSet.problems(among: used)
    problems += Self.problems(of: project) { used }
    rules = RuleSet(disable(project.disabled, among: used))
    superseded = rules.superseded
  }

  /// Where the rule of an id comes from that counts.
  package func origin(of id: RuleID) -> RuleOrigin { origins[id] ?? .shipped }

  /// The ids of all rules that were read.
  package var ids: Set<RuleID> { Set(entries.map(\.rule.id)) }

  /// A rule that was read.
  package struct Entry: Sendable {
    package var rule: Rule
    package var origin: RuleOrigin
    package var use: RuleUse
  }

  /// All rules that were read, in order of id; of one id the one that counts comes first.
  package var entries: [Entry] {
    func entry(_ rule: Rule, _ use: RuleUse) -> Entry {
      Entry(rule: rule, origin: origin(of: rule.id), use: use)
    }
    let winners =
      rules.rules.map { entry($0, .used) }
      + superseded.map { entry($0.rule, .superseded(by: $0.by)) }
      + disabled.map { entry($0.rule, .disabled(reason: $0.reason)) }
    let files = winners.reduce(into: [:]) { $0[$1.rule.id] = $1.rule.file }
    let losers = overridden.map {
      Entry(
        rule: $0.rule, origin: $0.origin, use: .overridden(by: files[$0.rule.id] ?? ""))
    }
    return winners.sorted { $0.rule.id < $1.rule.id }.flatMap { winner in
      [winner] + losers.filter { $0.rule.id == winner.rule.id }
    }
  }

  /// What is wrong with the entries of a project file that name no rule; all rules that were read are
  /// asked for only if an entry names one.
  private static func problems(
    of project: ProjectFile, among rules: () -> [Rule]
  ) -> [RuleProblem] {
    var names: [(key: String, rule: RuleID, line: Int, column: Int)] = project.disabled.map {
      ("disabled", $0.rule, $0.line, $0.column)
    }
    for entry in project.ignores {
      guard case .rule(let rule) = entry.subject else { continue }
      names.append(("ignores", rule, entry.line, entry.column))
    }
    guard !names.isEmpty else { return [] }
    let rules = rules()
    let known = Set(rules.flatMap { [$0.id] + $0.aliases })
    var guesses = SpellingGuesses(among: rules.map(\.id.text))
    return names.filter { !known.contains($0.rule) }.map { key, rule, line, column in
      let guess = guesses.closest(to: rule.text)
      return RuleProblem(
        file: project.file, line: line, column: column,
        message: """
          '\(key)' names '\(rule)', which is no rule\
          \(guess.map { " (did you mean '\($0)'?)" } ?? "")
          """)
    }
  }

  /// The rules that are not disabled: what one of those would supersede is among them.
  private mutating func disable(
    _ entries: [ProjectFile.DisabledRule], among rules: [Rule]
  ) -> [Rule] {
    var reasons: [RuleID: String] = [:]
    for entry in entries {
      guard let rule = rules.named(entry.rule) else { continue }
      reasons[rule.id] = reasons[rule.id] ?? entry.reason
    }
    disabled = rules.compactMap { rule in reasons[rule.id].map { (rule, $0) } }
    return rules.filter { reasons[$0.id] == nil }
  }
}
