internal import ArgumentParser
internal import Reporting

/// What the commands about one rule have in common: where rules come from, and how text looks.
struct RulePageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A rule file, or a directory of them, beside the rules that come with the program.",
      valueName: "path"),
    completion: .file())
  var rules: [String] = []

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  /// How text on standard output looks.
  var style: TextStyle { Environment.style(for: .output, color: color) }

  /// The user's rules, and those that come with the program as far as no id is the user's.
  func load() -> LoadedRules {
    var loaded = rules.isEmpty ? LoadedRules() : LoadedRules(rules)
    loaded.addShipped()
    return loaded
  }
}
