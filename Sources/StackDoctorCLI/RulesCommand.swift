internal import ArgumentParser

/// `stackdoctor rules …`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Write, test, list and document rules.",
    subcommands: [
      RulesNewCommand.self, RulesTestCommand.self, RulesListCommand.self, RulesShowCommand.self,
      RulesDocsCommand.self,
    ])
}
