internal import ArgumentParser
internal import FailureRules
internal import LogReading
internal import Reporting
internal import RuleTooling
internal import StackDoctor

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `stackdoctor rules new LOG[:LINE]`.
struct RulesNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a rule for a line or a traceback of a log.",
    discussion: """
      The rule goes to standard output, without the passwords and tokens of the log. Without a line, it is for the first traceback, else for the \
      first record of level ERROR, else for the first line. It matches the log it was made from; \
      'rules lint' names what is left to write.

        stackdoctor rules new /var/log/nova/nova-compute.log:1234 > my.yaml
        journalctl -u devstack@n-cpu | stackdoctor rules new - > my.yaml

      Exit status: 0 a rule was written; 2 wrong usage, or nothing there to make a rule of; 3 the \
      log cannot be read.
      """)

  @Argument(
    help: ArgumentHelp(
      "A log, or - for standard input, and the line that shows the failure.",
      valueName: "log[:line]"),
    completion: .file())
  var place: String

  @OptionGroup var ruleOptions: RuleOptions

  @OptionGroup var redaction: RedactionOptions

  mutating func run() throws {
    let (path, line) = Self.parsed(place)
    let source: LogSource = path == "-" ? .standardInput : .file(path: path, isNamed: true)
    if line == 0 { Self.fail("\(place): lines are counted from 1", .usage) }
    do throws(LogEvent.Failure) {
      let event = try LogEvent.read(source, line: line)
      let packs = ruleOptions.load(for: ruleOptions.project())
      let draft = RuleDraft.make(
        of: redaction.mask.map(event.masked) ?? event, month: LintMonth.now.description,
        notNamed: packs.ids)
      guard let draft else {
        Self.fail(
          """
          \(source.name):\(event.line): too little for a rule, expected \
          \(LineSignature.minimumLiteralLength) bytes of fixed text in a row besides the level, or \
          a traceback with its error
          """, .usage)
      }
      var output = StandardStream.output
      output.write(draft.yaml)
    } catch {
      if case .unreadable = error { Self.fail("\(source.name): \(error)", .unreadable) }
      Self.fail("\(source.name): \(error)", .usage)
    }
  }

  /// `PATH:LINE`, unless there is a file of that whole name.
  static func parsed(_ place: String) -> (path: String, line: Int?) {
    guard access(place, F_OK) != 0, let colon = place.lastIndex(of: ":"), colon > place.startIndex,
      let line = Int(place[place.index(after: colon)...]), line >= 0
    else { return (place, nil) }
    return (String(place[..<colon]), line)
  }

  private static func fail(_ message: String, _ status: ExitStatus) -> Never {
    StandardStream.tell(message)
    StackDoctorCommand.exit(status)
  }
}
