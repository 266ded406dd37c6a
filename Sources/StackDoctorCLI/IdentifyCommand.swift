internal import ArgumentParser
internal import LogReading
internal import Reporting
internal import StackDoctor

/// `stackdoctor identify PATH…`.
struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Say what files are taken for: encoding, carrier, prefix, times, services.",
    discussion: """
      Looks at the first 64 KiB of each log, and at the last ones of a file that is neither compressed \
      nor an archive. Carrier and prefix are those of most lines that have one; times are shown as \
      written.
      """)

  /// The forms of the answer.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @OptionGroup var input: InputOptions

  @Option(help: "Form of the answer.")
  var format = Format.text

  mutating func run() throws {
    let paths = try input.sources(orHelpOf: self)
    Interrupt.watch()
    let problems = format == .json ? writeJSON(paths) : writeText(paths)
    input.report(problems)
    let isWhole = !problems.contains { $0.kind == .failure }
    StackDoctorCommand.exit(
      Interrupt.signal != 0 ? .interrupted : isWhole ? .clean : .unreadable)
  }

  private func writeJSON(_ paths: [String]) -> [ReadProblem] {
    var output = StandardStream.output
    var writer = IdentityJSONWriter()
    writer.begin(&output)
    let problems = Doctor.identify(paths, selection: input.selection()) {
      writer.write($0, to: &output)
    } watch: {
      Interrupt.signal == 0
    }
    writer.end(&output)
    return problems
  }

  private func writeText(_ paths: [String]) -> [ReadProblem] {
    var output = StandardStream.output
    let reporter = IdentityTextReporter(style: input.style)
    return Doctor.identify(paths, selection: input.selection()) {
      reporter.write($0, to: &output)
    } watch: {
      Interrupt.signal == 0
    }
  }
}
