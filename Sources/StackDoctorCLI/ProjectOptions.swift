internal import ArgumentParser
internal import FailureRules
internal import Findings

/// Which project file is read; what all commands that use rules have in common.
struct ProjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this file instead of the project's .stackdoctor.yaml.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var config: String?

  @Flag(help: "Read no .stackdoctor.yaml.")
  var noConfig = false

  mutating func validate() throws {
    if config != nil, noConfig {
      throw ValidationError("'--config' and '--no-config' exclude each other.")
    }
  }

  /// The path of the file that is read; nil for none.
  var file: String? { noConfig ? nil : config ?? ProjectFile.find() }

  /// Reads the file; one that is wrong ends the program, because the project would be held to what it
  /// did not say.
  func load() -> ProjectFile {
    guard let file else { return ProjectFile() }
    let (project, problems) = ProjectFile.read(file)
    guard problems.isEmpty else {
      for problem in problems { StandardStream.tell(problem.description) }
      StackDoctorCommand.exit(.usage)
    }
    // A file that is named here says paths as the command line would.
    return config == nil ? project.fromItsDirectory : project
  }
}

extension Ignores {
  /// What a project ignores today; tells on standard error what has expired.
  init(of project: ProjectFile) {
    let today = project.ignores.isEmpty ? nil : Environment.today
    var entries: [ProjectIgnore] = []
    for entry in project.ignores {
      guard let today, let last = entry.expires, entry.hasExpired(on: today) else {
        entries.append(entry)
        continue
      }
      StandardStream.tell(
        """
        \(project.file):\(entry.line):\(entry.column): '\(entry.name)' is ignored no more, since \
        \(last) has passed: \(entry.reason)
        """)
    }
    self.init(entries, file: project.file)
  }

  /// Tells on standard error which entries could go.
  static func tell(unused entries: [ProjectIgnore], of project: ProjectFile) {
    for entry in entries {
      StandardStream.tell(
        """
        \(project.file):\(entry.line):\(entry.column): nothing that was found is ignored because of \
        '\(entry.name)'
        """)
    }
  }
}
