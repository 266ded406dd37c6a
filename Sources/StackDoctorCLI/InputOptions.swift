internal import ArgumentParser
internal import LogReading
internal import Reporting
internal import StackDoctor

extension ColorChoice: ExpressibleByArgument {}

/// What all commands that read logs have in common.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Log files, directories, or - for standard input.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Threads that read and search files ahead; 0 for one a processor. The report is the same.",
      valueName: "number"))
  var jobs = 1

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Do not tell what was skipped.")
  var quiet = false

  @Flag(help: "Show passwords, tokens and keys of the log instead of ***.")
  var noRedact = false

  mutating func validate() throws {
    guard (0...Doctor.jobLimit).contains(jobs) else {
      throw ValidationError("'--jobs' takes a number from 0 to \(Doctor.jobLimit).")
    }
  }

  /// A doctor with as many threads as asked for, who masks secrets unless told not to.
  func doctor(_ doctor: Doctor) -> Doctor {
    var doctor = doctor
    doctor.isRedacting = !noRedact
    doctor.jobs = jobs == 0 ? min(Environment.processorCount, Doctor.jobLimit) : jobs
    return doctor
  }

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
    for problem in problems where problem.kind == .failure || !quiet {
      StandardStream.tell(ProblemText.line(problem))
    }
  }
}
