internal import ArgumentParser
internal import Reporting

/// `stackdoctor rules show ID`.
struct RulesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a rule says, field by field.",
    discussion: """
      'stackdoctor explain' says the same to those who have the failure. As JSON, 'rule' has the keys \
      of a rule file.
      """)

  /// The forms of the answer.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(help: ArgumentHelp("The rule's id.", valueName: "id"))
  var id: String

  @Option(help: "Form of the answer.")
  var format = Format.text

  @OptionGroup var options: RulePageOptions

  mutating func run() throws {
    Interrupt.watch()
    let page = options.page(of: id)
    var output = StandardStream.output
    switch format {
    case .text: RuleSheet(style: options.style).write(page, to: &output)
    case .json: RuleDocument().write(page, to: &output)
    }
  }
}
