internal import ArgumentParser
internal import LogReading
internal import Reporting

extension ColorChoice: ExpressibleByArgument {}
extension FormatHint: ExpressibleByArgument {}

/// What all commands that read logs have in common.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Log files, directories, or - for standard input.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Of directories and archives, read only what matches, as a line of .gitignore; may be repeated.",
      valueName: "glob"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Of directories and archives, leave out what matches; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Flag(help: "Follow symbolic links out of directories.")
  var followSymlinks = false

  @Flag(help: "Read this host's journal, too.")
  var journal = false

  @Flag(help: "Of this host's journal, read what was written since the host has started.")
  var boot = false

  @Option(
    help: ArgumentHelp(
      "Take files, and standard input, for this, whatever they look like.", valueName: "form"))
  var formatHint: FormatHint?

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Do not tell what was skipped.")
  var quiet = false

  func validate() throws {
    if boot, !journal { throw ValidationError("'--boot' is for '--journal'.") }
  }

  /// How text on standard output looks.
  var style: TextStyle { Environment.style(for: .output, color: color) }

  /// Which files of directories and archives are read: what the project says counts where the command
  /// line does not.
  func selection(
    include projectInclude: [String] = [], exclude projectExclude: [String] = []
  ) -> PathSelection {
    var selection = PathSelection()
    selection.include = (include.isEmpty ? projectInclude : include).map(PathPattern.init)
    selection.exclude = (exclude.isEmpty ? projectExclude : exclude).map(PathPattern.init)
    selection.followsLinks = followSymlinks
    selection.hint = formatHint
    if journal {
      selection.hostJournal = HostJournal()
      selection.hostJournal?.isCurrentBootOnly = boot
    }
    return selection
  }

  /// The paths to read: those of the project if neither they nor the journal are given, standard input
  /// if something is on it, else help.
  func sources<Command: ParsableCommand>(
    of project: [String] = [], orHelpOf command: Command
  ) throws -> [String] {
    guard paths.isEmpty, !journal else { return paths }
    guard project.isEmpty else { return project }
    guard !StandardStream.inputIsTerminal else { throw CleanExit.helpRequest(command) }
    return ["-"]
  }

  /// Tells on standard error what was not read as expected.
  func report(_ problems: [ReadProblem]) {
    for problem in problems where problem.kind == .failure || !quiet {
      StandardStream.tell(ProblemText.line(problem))
    }
  }
}
