internal import ArgumentParser
internal import LogReading
internal import Reporting

/// What all commands that read logs have in common.
enum ScanInput {
  /// The paths to read: standard input if none is given and something is on it, else help.
  static func paths<Command: ParsableCommand>(
    _ paths: [String], orHelpOf command: Command
  ) throws -> [String] {
    guard paths.isEmpty else { return paths }
    guard !StandardStream.inputIsTerminal else { throw CleanExit.helpRequest(command) }
    return ["-"]
  }

  /// Tells on standard error what was not read as expected.
  static func report(_ problems: [ReadProblem], quiet: Bool) {
    var stream = StandardStream.error
    for problem in problems where problem.kind == .failure || !quiet {
      stream.write("\(ToolIdentity.name): \(ProblemText.line(problem))\n")
    }
  }
}
