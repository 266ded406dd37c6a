internal import ArgumentParser
internal import Findings
internal import LogReading
internal import Reporting
internal import StackDoctor

/// `stackdoctor tracebacks PATH…`.
struct TracebacksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tracebacks",
    abstract: "List the tracebacks in logs, sorted by kind.",
    discussion: """
      Tracebacks of one kind raise the same types in the same calls; line numbers, processes and \
      times do not count. The most frequent kind comes first.
      """)

  /// The forms of the list.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(
    help: ArgumentHelp("Log files, directories, or - for standard input.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(help: "Form of the list; json has every traceback, text every kind.")
  var format = Format.text

  @Flag(help: "Show all lines of the first traceback of each kind.")
  var full = false

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Do not tell what was skipped.")
  var quiet = false

  mutating func run() throws {
    paths = try ScanInput.paths(paths, orHelpOf: self)
    Interrupt.watch()
    var output = StandardStream.output
    var clusters = TracebackClusters()
    var writer = TracebackJSONWriter()
    if format == .json { writer.begin(&output) }
    let diagnosis = Doctor().collectTracebacks(paths) { record in
      switch format {
      case .json: writer.write(record, to: &output)
      case .text: clusters.add(record)
      }
    } watch: { _ in
      Interrupt.signal == 0
    }
    switch format {
    case .json: writer.end(&output)
    case .text:
      let style = Environment.style(for: .output, color: color)
      TracebackTextReporter(style: style, isFull: full).write(clusters, to: &output)
    }
    ScanInput.report(diagnosis.problems, quiet: quiet)
    StackDoctorCommand.exit(
      Interrupt.signal != 0 ? .interrupted : ExitStatus(of: diagnosis, failOn: .never))
  }
}
