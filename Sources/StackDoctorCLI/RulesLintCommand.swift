internal import ArgumentParser
internal import FailureRules
internal import Reporting
internal import RuleTooling
internal import StackDoctor

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension LintFormat: ExpressibleByArgument {}

extension LintMonth: ExpressibleByArgument {
  /// Reads `2026-11` or `2026-11-21`.
  init?(argument: String) { self.init(argument) }

  /// The month that the clock shows, or `SOURCE_DATE_EPOCH` (reproducible-builds.org), in universal
  /// time.
  static var now: LintMonth {
    var seconds = Environment.value("SOURCE_DATE_EPOCH").flatMap { time_t($0) } ?? time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return LintMonth(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1)
  }
}

/// `stackdoctor rules lint PATH…`.
struct RulesLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Say what is wrong with rule files.",
    discussion: """
      Besides what keeps a rule from loading: ids that stand twice, patterns that backtrack (tried \
      on generated texts), examples that fail, rules that match the same record, commands that \
      /bin/sh cannot parse (none is run), rules that nobody has checked for \(RuleLint.ageLimit) \
      months, references that are no addresses, and what still says TODO.

      Exit status: 0 no errors; 1 errors, or warnings with --strict; 2 wrong usage, or something \
      could not be read.
      """)

  @Argument(
    help: ArgumentHelp("Rule files, or directories of them.", valueName: "path"),
    completion: .file())
  var paths: [String]

  @Option(help: "Form of the report.")
  var format = LintFormat.text

  @Option(
    help: ArgumentHelp("Count rules' ages from here rather than today.", valueName: "yyyy-mm"))
  var today: LintMonth?

  @Flag(help: "Warnings give exit status 1 too.")
  var strict = false

  mutating func run() throws {
    var files: [RuleFile] = []
    var known: Set<String> = []
    for path in paths {
      guard let found = RuleDirectory.files(at: path) else {
        StandardStream.tell("\(path): no such file or directory")
        StackDoctorCommand.exit(.usage)
      }
      files += found.filter { known.insert($0.file).inserted }
    }
    let findings = RuleLint.findings(
      in: files, among: RuleSet.shipped.rules, today: today ?? LintMonth.now)
    var output = StandardStream.output
    output.write(LintReport(findings, fileCount: files.count).text(as: format))
    // What was not read is not clean.
    if files.contains(where: \.isUnreadable) { StackDoctorCommand.exit(.usage) }
    let isBad = findings.contains { $0.check.isError || strict }
    StackDoctorCommand.exit(isBad ? .findings : .clean)
  }
}
