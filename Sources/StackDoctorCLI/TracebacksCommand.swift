internal import ArgumentParser
internal import FailureRules
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

  @OptionGroup var input: InputOptions

  @OptionGroup var jobOptions: JobOptions

  @OptionGroup var redaction: RedactionOptions

  @Option(help: "Form of the list; json has every traceback, text every kind.")
  var format = Format.text

  @Flag(help: "Show all lines of the first traceback of each kind.")
  var full = false

  mutating func run() throws {
    let paths = try input.sources(orHelpOf: self)
    Interrupt.watch()
    let diagnosis = format == .json ? writeAll(paths) : writeKinds(paths)
    input.report(diagnosis.problems)
    StackDoctorCommand.exit(
      Interrupt.signal != 0 ? .interrupted : ExitStatus(of: diagnosis, failOn: .never))
  }

  private var doctor: Doctor {
    var doctor = jobOptions.doctor(.withoutRules)
    doctor.selection = input.selection()
    doctor.isRedacting = !redaction.noRedact
    doctor.keepsTracebackText = full && format == .text
    return doctor
  }

  private func writeAll(_ paths: [String]) -> Diagnosis {
    var output = StandardStream.output
    var writer = TracebackJSONWriter()
    writer.begin(&output)
    let diagnosis = doctor.collectTracebacks(paths) {
      writer.write($0, to: &output)
    } watch: {
      _ in
      Interrupt.signal == 0
    }
    writer.end(&output)
    return diagnosis
  }

  private func writeKinds(_ paths: [String]) -> Diagnosis {
    let diagnosis = doctor.scan(paths) { _ in Interrupt.signal == 0 }
    var output = StandardStream.output
    TracebackTextReporter(style: input.style, isFull: full).write(diagnosis, to: &output)
    return diagnosis
  }
}
