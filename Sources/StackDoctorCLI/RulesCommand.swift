internal import ArgumentParser

/// `stackdoctor rules …`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Write, check, test, list and document rules.",
    subcommands: [
      RulesNewCommand.self, RulesLintCommand.self, RulesTestCommand.self, RulesListCommand.self,
      RulesShowCommand.self,
      RulesDocsCommand.self,
    ])
}
