internal import FailureRules
internal import Findings
internal import LogReading
internal import StackDoctor

/// Holds rules to logs in which nothing is wrong: none of them may fire.
struct KnownGoodTest {
  private let rules: RuleSet

  init(_ rules: RuleSet) {
    self.rules = rules
  }

  /// Scans a folder, or a log, and makes an assertion for each rule.
  func run(
    _ directory: String, while goesOn: () -> Bool
  ) -> (suite: RuleTestSuite, problems: [ReadProblem]) {
    let diagnosis = Doctor(rules: rules).scan([directory]) { _ in goesOn() }
    var findings: [String: [Finding]] = [:]
    for finding in diagnosis.findings { findings[finding.rule.text, default: []].append(finding) }
    let assertions = rules.rules.map { rule in
      RuleAssertion(
        name: rule.id.text,
        failure: findings[rule.id.text].map {
          RuleAssertion.Failure(
            expected: "no match in \(directory)", actual: $0.flatMap(FindingText.lines))
        })
    }
    let suite = RuleTestSuite(name: "must-not-match", file: directory, assertions: assertions)
    var problems = diagnosis.problems
    if diagnosis.totals.sources == 0, problems.allSatisfy({ $0.kind == .note }) {
      problems.append(ReadProblem(source: directory, message: "holds no log", kind: .failure))
    }
    return (suite, problems)
  }
}
