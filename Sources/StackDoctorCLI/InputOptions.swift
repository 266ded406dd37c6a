internal import ArgumentParser
internal import LogReading
internal import Reporting

extension ColorChoice: ExpressibleByArgument {}

/// What all commands that read logs have in common.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Log files, directories, or - for standard input.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Do not tell what was skipped.")
  var quiet = false

  /// How text on standard output looks.
  var style: TextStyle { Environment.style(for: .output, color: color) }

  /// The paths to read: those of the project if none is given, standard input if something is on it,
  /// else help.
  func sources<Command: ParsableCommand>(
    of project: [String] = [], orHelpOf command: Command
  ) throws -> [String] {
    guard paths.isEmpty else { return paths }
    guard project.isEmpty else { return project }
    guard !StandardStream.inputIsTerminal else { throw CleanExit.helpRequest(command) }
    return ["-"]
  }

  /// Tells on standard error what was not read as expected.
  func report(_ problems: [ReadProblem]) {
    var stream = StandardStream.error
    for problem in problems where problem.kind == .failure || !quiet {
      stream.write("\(ToolIdentity.name): \(ProblemText.line(problem))\n")
    }
  }
}
