internal import ArgumentParser
internal import FailureRules
internal import Reporting
internal import StackDoctor

/// Which rules are used; what all commands that use rules have in common.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "A rule file, or a directory of them, that comes before all others; may be repeated.",
      valueName: "path"),
    completion: .file())
  var places: [String] = []

  @Flag(help: "End with status 2 if something is wrong with a rule.")
  var strict = false

  @OptionGroup var projectOptions: ProjectOptions

  /// What the project says.
  func project() -> ProjectFile { projectOptions.load() }

  /// Reads the rules, and tells on standard error what is wrong with them.
  ///
  /// A place that was named and is not there ends the program, and so does a wrong rule if
  /// ``strict`` says so.
  func load(for project: ProjectFile) -> RulePacks {
    let packs = RulePacks(
      places: RulePlace.all(
        options: places, project: project.rules, environment: Environment.value),
      project: project)
    for place in packs.missing {
      StandardStream.tell("\(place.origin.rawValue): \(place.path): no such file or directory")
    }
    for problem in packs.problems { StandardStream.tell(problem.description) }
    let isWrong = !packs.missing.isEmpty || !packs.problems.isEmpty
    if packs.missing.contains(where: { $0.origin != .environment }) || (strict && isWrong) {
      StackDoctorCommand.exit(.usage)
    }
    return packs
  }
}
