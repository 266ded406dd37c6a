internal import ArgumentParser
internal import Reporting

/// `stackdoctor rules list`.
struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all rules: id, severity, title, and which are not used and why.",
    discussion: """
      Status and origin are named where a rule is not stable, or not one of the program's own. Not \
      used are rules with whose id another place comes first (overridden), whose place another rule \
      takes (superseded), and those that .stackdoctor.yaml disables.
      """)

  /// The forms of the list.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: "Form of the list.")
  var format = Format.text

  @OptionGroup var options: RulePageOptions

  mutating func run() throws {
    Interrupt.watch()
    let reporter = RuleListReporter(options.pages())
    var output = StandardStream.output
    switch format {
    case .text: reporter.writeText(style: options.style, to: &output)
    case .json: reporter.writeJSON(to: &output)
    }
  }
}
