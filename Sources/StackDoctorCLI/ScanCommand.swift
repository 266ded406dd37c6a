internal import ArgumentParser
internal import Findings
internal import LogReading
internal import Reporting
internal import StackDoctor

extension ReportFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
extension FailureThreshold: ExpressibleByArgument {}

/// `stackdoctor scan PATH…`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Find known failures in logs.",
    discussion: """
      Directories are read with all that is below them, in order of name. With '-', or without a \
      path and with something on standard input, standard input is read; while it stays open, \
      findings are shown as they come.
      """)

  @Argument(
    help: ArgumentHelp("Log files, directories, or - for standard input.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(help: "Form of the report.")
  var format = ReportFormat.text

  @Option(help: ArgumentHelp("Least severity that gives exit status 1.", valueName: "severity"))
  var failOn = FailureThreshold.high

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Do not tell what was skipped.")
  var quiet = false

  mutating func run() throws {
    paths = try ScanInput.paths(paths, orHelpOf: self)
    Interrupt.watch()
    let style = Environment.style(for: .output, color: color)
    var live = format == .text ? LiveReport(TextReporter(style: style)) : nil
    let diagnosis = Doctor().scan(paths) { progress in
      live?.update(progress)
      return Interrupt.signal == 0
    }
    var output = StandardStream.output
    if let live, live.hasBegun {
      live.finish(diagnosis, to: &output)
    } else {
      format.reporter(style: style).write(diagnosis, to: &output)
    }
    ScanInput.report(diagnosis.problems, quiet: quiet)
    if Interrupt.signal != 0 {
      StackDoctorCommand.exit(.interrupted)
    }
    StackDoctorCommand.exit(ExitStatus(of: diagnosis, failOn: failOn))
  }
}
