internal import ArgumentParser
internal import Reporting

/// `stackdoctor rules show ID`.
struct RulesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a rule says, field by field.",
    discussion: "'stackdoctor explain' says the same to those who have the failure.")

  @Argument(help: ArgumentHelp("The rule's id.", valueName: "id"))
  var id: String

  @OptionGroup var options: RulePageOptions

  mutating func run() throws {
    Interrupt.watch()
    let rules = options.load()
    var output = StandardStream.output
    RuleSheet(style: options.style).write(rules.page(of: id), to: &output)
    StackDoctorCommand.exit(rules.hasProblems ? .usage : .clean)
  }
}
