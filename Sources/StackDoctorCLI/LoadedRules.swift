internal import FailureRules
internal import Reporting
internal import RuleTooling
internal import StackDoctor

/// Rules with what is wrong with their files told on standard error.
struct LoadedRules {
  private(set) var ruleSet = RuleSet([])
  /// All that was read, those rules too that are not used.
  private var entries: [RulePacks.Entry] = []
  /// Whether a file could not be read or holds a mistake.
  private(set) var hasProblems = false

  /// No rules yet.
  init() {}

  /// The rules of some files and directories alone.
  init(_ paths: [String]) {
    let packs = RulePacks(places: paths.map { RulePlace(path: $0, origin: .option) })
    var messages = packs.missing.map { "\($0.path): no such file or directory" }
    messages += packs.problems.map(\.description)
    // To be used they may stand in several places; to be looked at, each is one of all.
    for entry in packs.entries where entry.origin == .option {
      guard case .overridden(let file) = entry.use else { continue }
      let message = entry.rule.problem(ofSameIDAs: file).description
      if !messages.contains(message) { messages.append(message) }
    }
    ruleSet = RuleSet(packs.rules.rules.filter { packs.origin(of: $0.id) == .option })
    if ruleSet.rules.isEmpty, messages.isEmpty {
      messages.append("\(paths.joined(separator: ", ")): holds no rule file '*.yaml'")
    }
    hasProblems = !messages.isEmpty
    var stream = StandardStream.error
    for message in messages {
      stream.write("\(ToolIdentity.name): \(SafeText.line(message))\n")
    }
  }

  /// The rules that a scan would use, what is wrong with others having been told.
  init(_ packs: RulePacks) {
    ruleSet = packs.rules
    entries = packs.entries
  }

  /// Adds the program's own rules, as far as no id is taken.
  mutating func addShipped() {
    ruleSet = RuleSet(ruleSet.rules + RuleSet.shipped.rules)
  }

  /// All rules that were read as pages, in order of id.
  var pages: [RulePage] {
    let links = RuleLinks(among: ruleSet.rules)
    return entries.map { RulePage($0, links: links) }
  }

  /// The page of a rule; ends the program if there is no such rule.
  func page(of id: String) -> RulePage {
    if let entry = entries.named(id) {
      return RulePage(entry, links: RuleLinks(among: ruleSet.rules))
    }
    let guess = Spelling.closest(to: id, among: entries.map(\.rule.id.text))
    var stream = StandardStream.error
    stream.write(
      """
      \(ToolIdentity.name): no rule is called '\(SafeText.line(id))'\
      \(guess.map { " (did you mean '\($0)'?)" } ?? ""); \
      '\(ToolIdentity.name) rules list' lists all

      """)
    StackDoctorCommand.exit(.usage)
  }
}

extension RulePage {
  fileprivate init(_ entry: RulePacks.Entry, links: RuleLinks) {
    self.init(entry.rule, origin: entry.origin, use: entry.use, links: links)
  }
}

extension [RulePacks.Entry] {
  /// The rule of an id, or the one that had it before.
  func named(_ name: String) -> RulePacks.Entry? {
    first { $0.rule.id.text == name } ?? first { $0.rule.aliases.contains { $0.text == name } }
  }
}
