internal import FailureRules
internal import Findings
internal import LogReading
internal import StackDoctor

/// Holds rules to logs that say which of them must fire.
///
/// A case is a file `NAME.expected` with a log `NAME.log` beside it: the ids of the rules that fire
/// on the log, causes and symptoms alike, each on a line of its own, in any order. Blanks around
/// them do not count, nor what follows a `#`. A file without ids is a log in which nothing is found.
struct CorpusTest {
  private let rules: RuleSet
  private let ids: Set<String>
  private let doctor: Doctor

  static let expectedSuffix = ".expected"

  init(_ rules: RuleSet) {
    self.rules = rules
    ids = Set(rules.rules.map(\.id.text))
    doctor = Doctor(rules: rules)
  }

  /// Runs every case of a folder and the folders in it, in order of path.
  func run(
    _ directory: String, while goesOn: () -> Bool
  ) -> (suite: RuleTestSuite, problems: [ReadProblem]) {
    let walk = SourceWalk(paths: [directory])
    var problems = walk.problems
    let cases = walk.sources.map(\.name).filter { $0.hasSuffix(Self.expectedSuffix) }
    if cases.isEmpty, problems.allSatisfy({ $0.kind == .note }) {
      problems.append(
        ReadProblem(
          source: directory, message: "holds no case: no log has a file '*.expected' beside it",
          kind: .failure))
    }
    var assertions: [RuleAssertion] = []
    for path in cases {
      guard goesOn() else { break }
      let log = path.dropLast(Self.expectedSuffix.count) + ".log"
      assertions.append(
        RuleAssertion(name: String(log), failure: failure(path, log: String(log), while: goesOn)))
    }
    let suite = RuleTestSuite(name: "corpus", file: directory, assertions: assertions)
    return (suite, problems)
  }

  private func failure(
    _ path: String, log: String, while goesOn: () -> Bool
  ) -> RuleAssertion.Failure? {
    let expected: [String]
    do throws(TextFile.Failure) {
      expected = Self.ids(in: try TextFile.read(path))
    } catch {
      return RuleAssertion.Failure(
        expected: "a list of rules in \(path)", actual: [error.description])
    }
    let diagnosis = doctor.scan([log]) { _ in goesOn() }
    let failures = diagnosis.problems.filter { $0.kind == .failure }
    guard failures.isEmpty else {
      return RuleAssertion.Failure(
        expected: "a log that can be read",
        actual: failures.map { problem in
          "\(problem.source)\(problem.line.map { ":\($0)" } ?? ""): \(problem.message)"
        })
    }
    let found = Set(diagnosis.findings.map(\.rule.text))
    let missing = Set(expected).subtracting(found).sorted().map(sentence(ofMissing:))
    let surplus = diagnosis.findings.filter { !expected.contains($0.rule.text) }
      .sorted { $0.rule < $1.rule }.flatMap(FindingText.lines)
    guard !missing.isEmpty || !surplus.isEmpty else { return nil }
    return RuleAssertion.Failure(
      expected: expected.isEmpty ? "no rule to fire" : expected.sorted().joined(separator: ", "),
      actual: missing + surplus)
  }

  private func sentence(ofMissing id: String) -> String {
    guard !ids.contains(id) else { return "'\(id)' does not fire" }
    let guess = Spelling.closest(to: id, among: ids.sorted()).map { " (did you mean '\($0)'?)" }
    return "'\(id)' is no rule of the pack\(guess ?? "")"
  }

  /// The ids that a list holds.
  static func ids(in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let id = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      return id.isEmpty ? nil : id
    }
  }
}

/// Findings in words.
enum FindingText {
  /// The rule with its places, a line each, and its captures.
  static func lines(_ finding: Finding) -> [String] {
    let kept = finding.evidence.count
    let more = finding.count > kept ? ["  … and \(finding.count - kept) more"] : []
    return ["'\(finding.rule)' fires"]
      + finding.evidence.map { "  \($0.source):\($0.line)" } + more
      + MatchText.captures(finding.captures).map { "  " + $0 }
  }
}
