internal import ArgumentParser
internal import FailureRules
internal import Reporting
internal import RuleTooling
internal import StackDoctor

/// What the commands that show rules have in common: where rules come from, and how text looks.
struct RulePageOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  /// How text on standard output looks.
  var style: TextStyle { Environment.style(for: .output, color: color) }

  /// All rules that were read as pages, those too that a scan would not use, in order of id.
  func pages() -> [RulePage] {
    let (entries, links) = load()
    return entries.map { RulePage($0, links: links) }
  }

  /// The page of a rule; ends the program if there is no such rule.
  func page(of id: String) -> RulePage {
    let (entries, links) = load()
    if let entry = entries.named(id) { return RulePage(entry, links: links) }
    let guess = Spelling.closest(to: id, among: entries.map(\.rule.id.text))
    StandardStream.tell(
      """
      no rule is called '\(id)'\(guess.map { " (did you mean '\($0)'?)" } ?? ""); \
      '\(ToolIdentity.name) rules list' lists all
      """)
    StackDoctorCommand.exit(.usage)
  }

  private func load() -> (entries: [RulePacks.Entry], links: RuleLinks) {
    let packs = rules.load(for: rules.project())
    return (packs.entries, RuleLinks(among: packs.rules.rules))
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
