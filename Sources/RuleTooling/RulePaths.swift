package import FailureRules
package import LogReading

/// The rules in some files and directories.
package struct RulePaths: Sendable {
  /// Those that can be used.
  package private(set) var rules: [Rule] = []
  /// What is wrong with the others; ids that stand twice, too.
  package private(set) var problems: [RuleProblem] = []
  /// Paths that could not be read.
  package private(set) var unread: [ReadProblem] = []

  private var files: [RuleID: String] = [:]
  private static let suffixes = [".yaml", ".yml"]

  /// Reads files, whatever their names, and the YAML files in directories and below them.
  package init(_ paths: [String]) {
    let walk = SourceWalk(paths: paths)
    unread = walk.problems.filter { $0.kind == .failure }
    for case .file(let path, let isNamed) in walk.sources {
      guard isNamed || Self.suffixes.contains(where: path.hasSuffix) else { continue }
      do throws(SystemError) {
        let text = try TextFile.read(path, sizeLimit: RuleFile.sizeLimit + 1)
        let file = RuleFile(text: text, file: path)
        problems += file.problems
        if let rule = file.rule { add(rule) }
      } catch {
        unread.append(ReadProblem(source: path, message: error.description, kind: .failure))
      }
    }
    if rules.isEmpty, problems.isEmpty, unread.isEmpty {
      unread.append(
        ReadProblem(
          source: paths.joined(separator: ", "), message: "holds no rule file '*.yaml'",
          kind: .failure))
    }
  }

  private mutating func add(_ rule: Rule) {
    rules.append(rule)
    guard let other = files.updateValue(rule.file, forKey: rule.id) else { return }
    problems.append(
      RuleProblem(
        file: rule.file, line: 1, column: 1,
        message: "the id '\(rule.id)' is already that of \(other)"))
  }
}
