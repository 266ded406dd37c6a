internal import ArgumentParser
internal import Reporting

/// `stackdoctor explain ID`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a failure that the program knows: cause, steps, an example.",
    discussion: """
      Reports name the rule of each finding. Words in capitals stand for what a log would tell.
      """)

  /// The forms of the page.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown
  }

  @Argument(help: ArgumentHelp("The rule's id.", valueName: "id"))
  var id: String

  @Option(help: "Form of the page.")
  var format = Format.text

  @OptionGroup var options: RulePageOptions

  mutating func run() throws {
    Interrupt.watch()
    let page = options.page(of: id)
    var output = StandardStream.output
    switch format {
    case .text: TextReporter(style: options.style).write(page, to: &output)
    case .markdown: RuleMarkdown().write(page, to: &output)
    }
  }
}
