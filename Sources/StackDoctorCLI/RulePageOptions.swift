internal import ArgumentParser
internal import Reporting

/// What the commands about one rule have in common: where rules come from, and how text looks.
struct RulePageOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  /// How text on standard output looks.
  var style: TextStyle { Environment.style(for: .output, color: color) }

  /// The rules that a scan would use.
  func load() -> LoadedRules { LoadedRules(rules.load(for: RuleOptions.project())) }
}
