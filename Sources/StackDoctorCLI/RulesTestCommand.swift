internal import ArgumentParser
internal import LogReading
internal import Reporting
internal import RuleTooling

/// `stackdoctor rules test PATH…`.
struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Hold rules to their examples, to a corpus, and to logs of healthy services.",
    discussion: """
      Without a path, the rules that come with the program are tested. A corpus case is a log \
      NAME.log with a file NAME.expected beside it, which lists the ids of the rules that fire on \
      it, one a line.

      Exit status: 0 all assertions hold; 1 some do not; 2 wrong usage, or something could not be \
      read.
      """)

  /// The forms of the result.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, junit
  }

  @Argument(
    help: ArgumentHelp("Rule files, or directories of them.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp("A directory of corpus cases; may be repeated.", valueName: "directory"),
    completion: .directory)
  var corpus: [String] = []

  @Option(
    help: ArgumentHelp(
      "Logs on which no rule may fire: a directory or a file; may be repeated.",
      valueName: "directory"),
    completion: .file())
  var mustNotMatch: [String] = []

  @Option(help: "Form of the result.")
  var format = Format.text

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  mutating func run() throws {
    Interrupt.watch()
    let rules = LoadedRules(paths)
    let goesOn = { Interrupt.signal == 0 }
    var run = RuleTestRun(rules.ruleSet)
    run.runExamples(while: goesOn)
    for directory in corpus { run.runCorpus(directory, while: goesOn) }
    for directory in mustNotMatch { run.runKnownGood(directory, while: goesOn) }
    var output = StandardStream.output
    switch format {
    case .text:
      let style = Environment.style(for: .output, color: color)
      RuleTestText(style: style).write(run, to: &output)
    case .junit: RuleTestJUnit().write(run, to: &output)
    }
    let failures = run.problems.filter { $0.kind == .failure }
    for problem in failures { StandardStream.tell(ProblemText.line(problem)) }
    if Interrupt.signal != 0 { StackDoctorCommand.exit(.interrupted) }
    if rules.hasProblems || !failures.isEmpty { StackDoctorCommand.exit(.usage) }
    StackDoctorCommand.exit(run.failureCount > 0 ? .findings : .clean)
  }
}
