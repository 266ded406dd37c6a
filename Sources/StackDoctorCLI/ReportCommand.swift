internal import ArgumentParser

/// `stackdoctor report …`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Do something with reports that were written as JSON.",
    subcommands: [ReportMergeCommand.self])
}
