internal import ArgumentParser
internal import FailureRules
internal import Findings
internal import LogReading
internal import Matching
internal import Reporting
internal import StackDoctor

extension ReportFormat: ExpressibleByArgument {}
extension FailureThreshold: ExpressibleByArgument {}

/// `stackdoctor scan PATH…`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Find known failures in logs.",
    discussion: """
      Directories are read with all that is below them, in order of name, and so are archives; logs \
      may be compressed, or journals of systemd. Rotated logs are read oldest first, as one. With '-', \
      or without a path and with something on standard input, standard input is read; while it stays \
      open, findings are shown as they come. With --follow the scan goes on with what is written \
      later, until it is interrupted. A file .stackdoctor.yaml in the working directory, or above it \
      in its git repository, may name paths, --include, --exclude, --fail-on, rules, rules that are \
      not used, and findings that are ignored.
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup var times: TimeOptions

  @OptionGroup var following: FollowOptions

  @OptionGroup var jobOptions: JobOptions

  @OptionGroup var progressOptions: ProgressOptions

  @OptionGroup var redaction: RedactionOptions

  @OptionGroup var ruleOptions: RuleOptions

  @Option(help: "Form of the report.")
  var format = ReportFormat.text

  @Option(
    help: ArgumentHelp(
      "Write another report to a file, as in sarif=out.sarif; may be repeated.",
      valueName: "format=file"))
  var output: [ReportFile] = []

  @Option(
    help: ArgumentHelp(
      "Least severity that gives exit status 1; never for none. (default: high)",
      valueName: "severity"))
  var failOn: FailureThreshold?

  @Flag(help: "Tracebacks that no rule explains give exit status 1, too.")
  var failOnUnexplained = false

  @Flag(help: "What is found gives exit status 0; what could not be read still gives 3.")
  var exitZero = false

  @OptionGroup var baselineOptions: BaselineOptions

  @Option(
    name: [.customShort("C"), .long],
    help: ArgumentHelp(
      "Show so many lines before and after those that prove a finding.", valueName: "number"))
  var context = 0

  @Flag(
    name: .shortAndLong,
    help: """
      Show every place that is kept of a finding, all that is known, and what is ignored and why; tell \
      which project file is read, and what it ignores that was not found.
      """)
  var verbose = false

  @Flag(help: "Tell on standard error how long each rule was tried, and where the longest.")
  var timings = false

  @Flag(help: "Tell on standard error what each stage has done, and how long it took.")
  var stats = false

  @Option(
    help: ArgumentHelp(
      "Show why a rule matches or does not, instead of findings; with PATH:LINE, on that line only.",
      valueName: "rule"))
  var why: String?

  @Option(
    help: ArgumentHelp(
      "Show all records of a request in order of time, with what is found in them; as text or json.",
      valueName: "request-id"))
  var trace: RequestID?

  mutating func validate() throws {
    try validateFollowing()
    let files = output.map(\.file.path) + [baselineOptions.writeBaseline].compactMap { $0 }
    for (index, file) in files.enumerated() where files[..<index].contains(file) {
      throw ValidationError("\(file) would be written twice.")
    }
    if verbose, input.quiet {
      throw ValidationError("'--verbose' and '--quiet' exclude each other.")
    }
    guard (0...Doctor.contextLimit).contains(context) else {
      throw ValidationError("'--context' takes a number from 0 to \(Doctor.contextLimit).")
    }
    if why != nil, !files.isEmpty {
      throw ValidationError("'--why' shows a rule, and has nothing for a file.")
    }
    if trace != nil, why != nil || !files.isEmpty || ![.text, .json].contains(format) {
      throw ValidationError(
        "'--trace' shows a request, as text or json: there is nothing for '--why' or a file.")
    }
  }

  mutating func run() throws {
    Interrupt.watch()
    let project = ruleOptions.project()
    let paths = try input.sources(of: project.paths, orHelpOf: self)
    if verbose, let file = ruleOptions.projectOptions.file {
      StandardStream.tell("\(file): the project's file")
    }
    let packs = ruleOptions.load(for: project)
    let selection = input.selection(include: project.include, exclude: project.exclude)
    let window = try times.window()
    if let why { explain(why, among: packs, on: paths, selection, window) }
    if let trace { follow(trace, among: packs, on: paths, selection, window) }
    let baselineFile = baselineOptions.target()
    let files = ReportFiles(output, summary: format == .github ? Environment.stepSummary : nil)
    files.check()
    var doctor = jobOptions.doctor(Doctor(rules: packs.rules))
    doctor.selection = selection
    doctor.window = window
    doctor.isRedacting = !redaction.noRedact
    doctor.baseline = baselineOptions.load()
    doctor.ignores = Ignores(of: project)
    doctor.contextCount = context
    let formats = [format] + output.map(\.format)
    doctor.keepsTracebackText = formats.contains(where: \.showsTracebacks)
    if following.isOn { try follow(paths, by: doctor, for: project) }
    let reporter = format.reporter(style: input.style, isVerbose: verbose)
    var live = (reporter as? any StreamingReporter).map(LiveReport.init)
    var display = progressOptions.display(isQuiet: input.quiet)
    let diagnosis = doctor.scan(
      paths, isLive: live != nil, isTimed: timings || stats,
      hasTimeline: formats.contains(where: \.showsTimeline)
    ) { progress in
      // Where findings are shown, they say that something goes on.
      if live?.isActive(progress) == true {
        display?.clear()
        live?.update(progress)
      } else {
        display?.update(progress)
      }
      return Interrupt.signal == 0
    }
    display?.clear()
    // An answer that was cut short leaves the files as they were.
    let areWritten = Interrupt.signal != 0 || write(diagnosis, to: files, baselineFile)
    var stream = StandardStream.output
    if let live, live.hasBegun {
      live.finish(diagnosis, to: &stream)
    } else {
      reporter.write(diagnosis, to: &stream)
    }
    input.report(diagnosis.problems)
    if verbose, Interrupt.signal == 0 {
      Ignores.tell(unused: diagnosis.unusedIgnores, of: project)
    }
    if timings {
      var stream = StandardStream.error
      TimingReport.write(diagnosis.timings, to: &stream)
    }
    if stats {
      var stream = StandardStream.error
      StatisticsReport.write(diagnosis, to: &stream)
    }
    if Interrupt.signal != 0 {
      StackDoctorCommand.exit(.interrupted)
    }
    StackDoctorCommand.exit(areWritten ? status(of: diagnosis, for: project) : .unreadable)
  }

  /// Writes what goes to files; false if some of it is not written, which is told.
  private func write(
    _ diagnosis: Diagnosis, to files: ReportFiles, _ baseline: OutputFile?
  ) -> Bool {
    let hasReports = files.write(diagnosis)
    return baselineOptions.write(diagnosis, to: baseline) && hasReports
  }

  func status(of diagnosis: Diagnosis, for project: ProjectFile) -> ExitStatus {
    exitZero || baselineOptions.writeBaseline != nil
      ? ExitStatus(of: diagnosis, failOn: .never)
      : ExitStatus(
        of: diagnosis, failOn: failOn ?? project.failOn ?? .high,
        isUnexplainedFailure: failOnUnexplained)
  }
}
