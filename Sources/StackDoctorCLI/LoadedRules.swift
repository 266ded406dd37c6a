internal import FailureRules
internal import Reporting
internal import RuleTooling
internal import StackDoctor

/// Rules with what is wrong with their files told on standard error.
struct LoadedRules {
  private(set) var ruleSet = RuleSet([])
  private(set) var origins: [RuleID: String] = [:]
  /// Whether a file could not be read or holds a mistake.
  private(set) var hasProblems = false

  /// No rules yet.
  init() {}

  /// The rules of some files and directories alone.
  init(_ paths: [String]) {
    let packs = RulePacks(places: paths.map { RulePlace(path: $0, origin: .option) })
    var messages = packs.missing.map { "\($0.path): no such file or directory" }
    messages += packs.problems.map(\.description)
    ruleSet = RuleSet(packs.rules.rules.filter { packs.origins[$0.id] == .option })
    for rule in ruleSet.rules { origins[rule.id] = rule.file }
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
    for rule in ruleSet.rules {
      let origin = packs.origins[rule.id] ?? .shipped
      origins[rule.id] =
        origin == .shipped ? origin.rawValue : "\(rule.file) (\(origin.rawValue))"
    }
  }

  /// Adds the program's own rules, as far as no id is taken.
  mutating func addShipped() {
    let shipped = RuleSet.shipped.rules
    for rule in shipped where origins[rule.id] == nil { origins[rule.id] = "shipped" }
    ruleSet = RuleSet(ruleSet.rules + shipped)
  }

  /// All rules as pages, in order of id.
  var pages: [RulePage] {
    let links = RuleLinks(among: ruleSet.rules)
    return ruleSet.rules.map { RulePage($0, origin: origins[$0.id] ?? "", links: links) }
  }

  /// The page of a rule; ends the program if there is no such rule.
  func page(of id: String) -> RulePage {
    if let rule = RuleID(id).flatMap(ruleSet.rule(named:)) {
      return RulePage(
        rule, origin: origins[rule.id] ?? "", links: RuleLinks(among: ruleSet.rules))
    }
    let guess = Spelling.closest(to: id, among: ruleSet.rules.map(\.id.text))
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
