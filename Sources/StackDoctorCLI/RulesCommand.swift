internal import ArgumentParser

/// `stackdoctor rules …`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Check and write rules.",
    subcommands: [RulesLintCommand.self])
}
