internal import ArgumentParser
internal import FailureRules
internal import LogReading
internal import Reporting

/// `stackdoctor rules docs`.
struct RulesDocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs",
    abstract: "Write a Markdown page for each rule, and an index.",
    discussion: """
      Only what differs is written. Pages of rules that are gone are removed, if this command has \
      written them. Exit status: 0 done; 1 with --check, if something differs; 2 wrong usage, or \
      something could not be read or written.
      """)

  @Argument(
    help: ArgumentHelp(
      "Rule files, or directories of them; without any, the rules that come with the program.",
      valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp("The folder for the pages.", valueName: "directory"),
    completion: .directory)
  var output = "docs/rules"

  @Flag(help: "Write nothing, and say what differs.")
  var check = false

  mutating func run() throws {
    Interrupt.watch()
    let rules = LoadedRules(paths)
    guard !rules.hasProblems else { StackDoctorCommand.exit(.usage) }
    while output.count > 1, output.hasSuffix("/") { output.removeLast() }
    let folder = PageFolder(path: output, manual: RuleManual(rules.ruleSet.rules))
    let status = check ? compare(folder) : write(folder)
    StackDoctorCommand.exit(status)
  }

  private func compare(_ folder: PageFolder) -> ExitStatus {
    var stream = StandardStream.output
    let differences = folder.differences
    for difference in differences {
      stream.write(
        SafeText.line("\(folder.path)/\(difference.name) \(difference.kind.rawValue)") + "\n")
    }
    return differences.isEmpty ? .clean : .findings
  }

  private func write(_ folder: PageFolder) -> ExitStatus {
    guard folder.create() else {
      StandardStream.tell("the folder '\(folder.path)' cannot be created")
      return .usage
    }
    var stream = StandardStream.output
    for difference in folder.differences {
      guard Interrupt.signal == 0 else { return .interrupted }
      let file = "\(folder.path)/\(difference.name)"
      guard folder.settle(difference) else {
        StandardStream.tell("\(file) cannot be written")
        return .usage
      }
      let deed = difference.kind == .superfluous ? "removed" : "wrote"
      stream.write(SafeText.line("\(deed) \(file)") + "\n")
    }
    return .clean
  }
}
