internal import ArgumentParser

/// `stackdoctor rules …`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Test, list and document rules.",
    subcommands: [
      RulesTestCommand.self, RulesListCommand.self, RulesShowCommand.self, RulesDocsCommand.self,
    ])
}
