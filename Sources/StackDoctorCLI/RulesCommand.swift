internal import ArgumentParser

/// `stackdoctor rules …`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Write, check and list rules.",
    subcommands: [RulesNewCommand.self])
}
