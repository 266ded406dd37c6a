internal import FailureRules
internal import StackDoctor

/// The rules of some files and directories, or the program's own; what is wrong with them is told on
/// standard error.
struct LoadedRules {
  let ruleSet: RuleSet
  /// Whether a file could not be read or holds a mistake.
  let hasProblems: Bool

  /// Takes files and directories; without any, the program's own rules are meant.
  init(_ paths: [String]) {
    guard !paths.isEmpty else {
      ruleSet = .shipped
      hasProblems = false
      return
    }
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
    for message in messages { StandardStream.tell(message) }
  }
}
