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

  @OptionGroup var times: TimeOptions

  @OptionGroup var jobOptions: JobOptions

  @OptionGroup var progressOptions: ProgressOptions

  @OptionGroup var redaction: RedactionOptions

  @Option(help: "Form of the list; json has every traceback, text every kind.")
  var format = Format.text

  @Flag(help: "Show all lines of the first traceback of each kind.")
  var full = false

  mutating func run() throws {
    let paths = try input.sources(orHelpOf: self)
    Interrupt.watch()
    var doctor = jobOptions.doctor(.withoutRules)
    doctor.selection = input.selection()
    doctor.window = try times.window()
    doctor.isRedacting = !redaction.noRedact
    doctor.keepsTracebackText = full && format == .text
    let diagnosis =
      format == .json ? writeAll(paths, by: doctor) : writeKinds(paths, by: doctor)
    input.report(diagnosis.problems)
    StackDoctorCommand.exit(
      Interrupt.signal != 0 ? .interrupted : ExitStatus(of: diagnosis, failOn: .never))
  }

  private func writeAll(_ paths: [String], by doctor: Doctor) -> Diagnosis {
    var output = StandardStream.output
    var writer = TracebackJSONWriter()
    writer.begin(&output)
    // What is written as it is found shows that something goes on.
    var display = output.isTerminal ? nil : progressOptions.display(isQuiet: input.quiet)
    let diagnosis = doctor.collectTracebacks(paths) {
      writer.write($0, to: &output)
    } watch: {
      display?.update($0)
      return Interrupt.signal == 0
    }
    display?.clear()
    writer.end(&output)
    return diagnosis
  }

  private func writeKinds(_ paths: [String], by doctor: Doctor) -> Diagnosis {
    var display = progressOptions.display(isQuiet: input.quiet)
    let diagnosis = doctor.scan(paths) {
      display?.update($0)
      return Interrupt.signal == 0
    }
    display?.clear()
    var output = StandardStream.output
    TracebackTextReporter(style: input.style, isFull: full).write(diagnosis, to: &output)
    return diagnosis
  }
}
