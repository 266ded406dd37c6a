#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a project says in its `.stackdoctor.yaml`: what to scan, with which rules, and when to fail.
package struct ProjectFile: Equatable, Sendable {
  /// The file's name.
  package static let name = ".stackdoctor.yaml"
  /// The most directories that are looked into for the file.
  package static let depthLimit = 64

  /// The path that problems name.
  package var file = name
  /// What is scanned where the command line names no path.
  package var paths: [String] = []
  /// Patterns of files that are read, or left out, in directories and archives.
  package var include: [String] = []
  package var exclude: [String] = []
  /// When a scan fails, where the command line does not say.
  package var failOn: FailureThreshold?
  /// Rule files, and directories of them.
  package var rules: [String] = []
  package var disabled: [DisabledRule] = []
  /// What it does not want to hear of, in the order of the file.
  package var ignores: [ProjectIgnore] = []

  /// A rule that the project does without.
  package struct DisabledRule: Equatable, Sendable {
    package var rule: RuleID
    /// For those who wonder later; never empty.
    package var reason: String
    /// Where the file names the rule.
    package var line: Int
    package var column: Int

    package init(rule: RuleID, reason: String, line: Int, column: Int) {
      self.rule = rule
      self.reason = reason
      self.line = line
      self.column = column
    }
  }

  /// A project that says nothing.
  package init() {}

  /// Finds the file of the project that a directory is of: the nearest in it or above it, up to the
  /// root of its git repository; outside of one, in the directory itself only.
  ///
  /// - Parameter directory: empty for the working directory, or a path that ends in a slash.
  /// - Returns: its path; nil if there is none.
  package static func find(in directory: String = "") -> String? {
    var found: String?
    var place = directory
    for _ in 0..<depthLimit {
      if found == nil, access(place + name, F_OK) == 0 { found = place + name }
      if found == directory + name || access(place + ".git", F_OK) == 0 { return found }
      // The root of all directories is above itself.
      guard let here = identity(of: place + "."), here != identity(of: place + "..") else { break }
      place += "../"
    }
    return nil
  }

  private static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
  }

  /// Reads a file.
  ///
  /// - Parameter path: of the file.
  /// - Returns: what it says, and everything that is wrong with it.
  package static func read(_ path: String) -> (project: ProjectFile, problems: [RuleProblem]) {
    do throws(TextFile.Failure) {
      let bytes = try TextFile.bytes(of: path, sizeLimit: RuleFile.sizeLimit + 1)
      if let problem = RuleProblem(ofBytes: bytes, file: path) { return (ProjectFile(), [problem]) }
      return decode(String(decoding: bytes, as: UTF8.self), file: path)
    } catch {
      return (ProjectFile(), [RuleProblem(unreadable: path, error)])
    }
  }

  /// The same project, its paths taken from the directory of its file rather than from the working
  /// directory.
  package var fromItsDirectory: ProjectFile {
    guard let end = file.lastIndex(of: "/") else { return self }
    var project = self
    let directory = file[...end]
    func moved(_ path: String) -> String {
      path == "-" || path.hasPrefix("/") ? path : directory + path
    }
    project.paths = paths.map(moved)
    project.rules = rules.map(moved)
    return project
  }

  /// Reads the text of a project file; one without a key is that of a project that says nothing.
  package static func decode(
    _ text: String, file: String
  ) -> (project: ProjectFile, problems: [RuleProblem]) {
    var project = ProjectFile()
    project.file = file
    guard text.split(separator: "\n").contains(where: { !$0.hasPrefix("#") }) else {
      return (project, [])
    }
    if let problem = RuleProblem(ofSize: text.utf8.count, file: file) {
      return (project, [problem])
    }
    var decoder = RuleDecoder(file: file)
    let (node, problems) = YAMLReader.read(text, file: file)
    guard let node, problems.isEmpty else { return (project, problems.told) }
    decoder.project(from: node, into: &project)
    return (project, decoder.problems.told)
  }
}

extension RuleDecoder {
  private static let projectKeys = [
    "paths", "include", "exclude", "fail-on", "rules", "disabled", "ignores",
  ]

  fileprivate mutating func project(from node: YAMLNode, into project: inout ProjectFile) {
    guard case .mapping = node.value else {
      report("the file is \(node.kind), expected a mapping", at: node.mark)
      return
    }
    guard
      let fields = mapping(node, path: "", keys: Self.projectKeys)
    else { return }
    project.paths = fields.optional("paths").flatMap { texts($0, path: "paths") } ?? []
    project.include = fields.optional("include").flatMap { texts($0, path: "include") } ?? []
    project.exclude = fields.optional("exclude").flatMap { texts($0, path: "exclude") } ?? []
    project.rules = fields.optional("rules").flatMap { texts($0, path: "rules") } ?? []
    project.failOn = fields.optional("fail-on").flatMap {
      choice($0, path: "fail-on", as: FailureThreshold.self)
    }
    project.disabled =
      fields.optional("disabled").flatMap {
        list($0, path: "disabled") { $0.disabledRule($1, path: $2) }
      } ?? []
    project.ignores =
      fields.optional("ignores").flatMap {
        list($0, path: "ignores") { $0.ignore($1, path: $2) }
      } ?? []
  }

  private mutating func disabledRule(
    _ node: YAMLNode, path: String
  ) -> ProjectFile.DisabledRule? {
    guard var fields = mapping(node, path: path, keys: ["rule", "reason"]) else { return nil }
    let node = fields.required("rule", &self)
    let rule = node.flatMap { text($0, path: path + ".rule") }
    let reason = fields.required("reason", &self).flatMap { text($0, path: path + ".reason") }
    guard let node, let rule, let reason else { return nil }
    guard let id = RuleID(rule) else {
      report("'\(path).rule' is '\(rule)', expected a rule's id", at: node.mark)
      return nil
    }
    return ProjectFile.DisabledRule(
      rule: id, reason: reason, line: node.mark.line, column: node.mark.column)
  }
}
