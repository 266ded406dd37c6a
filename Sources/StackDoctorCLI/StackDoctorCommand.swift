internal import ArgumentParser
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The program: `stackdoctor [scan] PATH…`.
@main
struct StackDoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ToolIdentity.name,
    abstract: "Say what is wrong with an OpenStack install, from its logs.",
    usage: "stackdoctor [scan] [<options>] [<path> ...]",
    discussion: """
      Reads log files, directories or a pipe and names known failures: the cause, the lines that \
      prove it, and the commands that repair it.

        stackdoctor scan /var/log/nova
        journalctl | stackdoctor -
        stackdoctor scan --format github .

      Exit status: 0 nothing found at or above --fail-on; 1 findings; 2 wrong usage; 3 some input \
      could not be read; 130 interrupted; 141 standard output was closed.
      """,
    version: ToolIdentity.version,
    subcommands: [
      ScanCommand.self, TracebacksCommand.self, IdentifyCommand.self, ExplainCommand.self,
      RulesCommand.self, ReportCommand.self,
    ],
    defaultSubcommand: ScanCommand.self)

  /// Runs the program; a command line that cannot be understood ends it with status 2, where the
  /// argument parser's own choice is sysexits.h's 64.
  static func main() {
    Environment.setLocale()
    do {
      let arguments = CommandLine.arguments.dropFirst()
      var command = try commandAtOnce(arguments) ?? parseAsRoot()
      try command.run()
    } catch {
      let message = fullMessage(for: error)
      if exitCode(for: error) == .success {
        var output = StandardStream.output
        output.write(message + "\n")
        Self.exit(.clean)
      }
      if let status = error as? ExitCode { exit(withError: status) }
      var stream = StandardStream.error
      stream.write(message + "\n")
      Self.exit(.usage)
    }
  }

  /// The command that is named first, if it is a usual one and nothing is wrong with its options.
  ///
  /// By way of this type the parser would put together the options of the default command several times,
  /// which takes half of all the time before the first byte is read.
  private static func commandAtOnce(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    let usual: [any ParsableCommand.Type] = [ScanCommand.self, TracebacksCommand.self]
    guard let type = usual.first(where: { $0.configuration.commandName == arguments.first }),
      let command = try? type.parseAsRoot(Array(arguments.dropFirst())),
      // Not the parser's own, which shows help.
      Swift.type(of: command) == type
    else { return nil }
    return command
  }

  static func exit(_ status: ExitStatus) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status.rawValue)
    #else
      Darwin.exit(status.rawValue)
    #endif
  }
}
