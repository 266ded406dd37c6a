package import FailureRules
internal import LogReading
internal import Matching

/// Holds a rule to the examples in its file.
package struct ExampleTest {
  private let rule: Rule
  private let compiled: CompiledRules

  package init(_ rule: Rule) {
    self.rule = rule
    compiled = CompiledRules(RuleSet([rule]))
  }

  /// An assertion for each example, in the file's order.
  package var suite: RuleTestSuite {
    let match = rule.examples.match.enumerated().map {
      RuleAssertion(name: "examples.match[\($0.offset)]", failure: failure(toMatch: $0.element))
    }
    let noMatch = rule.examples.noMatch.enumerated().map {
      RuleAssertion(
        name: "examples.no-match[\($0.offset)]", failure: failure(notToMatch: $0.element))
    }
    return RuleTestSuite(
      name: rule.id.text, component: rule.component, file: rule.file, assertions: match + noMatch)
  }

  private func failure(toMatch text: String) -> RuleAssertion.Failure? {
    let log = ExampleLog(text, rules: compiled)
    guard let match = log.matches.first else {
      let reason =
        log.faults.isEmpty
        ? NearMiss(rule.condition, in: text, log).lines
        : log.faults.map { "line \($0.position.line): \($0.message)" }
      return RuleAssertion.Failure(
        expected: "a match", actual: ["no match"] + reason.map { "  " + $0 }, text: text)
    }
    let missing = requiredCaptures.subtracting(match.captures.keys).sorted()
    guard !missing.isEmpty else { return nil }
    return RuleAssertion.Failure(
      expected: "a match that sets every value that the rule's words use",
      actual: MatchText.lines(match)
        + missing.map { "  {\($0)} is not set, and '{\($0)|…}' gives no words for then" },
      text: text)
  }

  private func failure(notToMatch text: String) -> RuleAssertion.Failure? {
    let log = ExampleLog(text, rules: compiled)
    if let match = log.matches.first {
      return RuleAssertion.Failure(
        expected: "no match", actual: MatchText.lines(match), text: text)
    }
    guard let fault = log.faults.first else { return nil }
    return RuleAssertion.Failure(
      expected: "no match", actual: ["line \(fault.position.line): \(fault.message)"], text: text)
  }

  /// The captures that stand in the rule's words without words for when they are not set.
  private var requiredCaptures: Set<String> {
    let templates =
      [rule.title, rule.cause] + rule.remediation.map(\.text)
      + rule.remediation.compactMap(\.command)
    return templates.flatMap(\.segments).reduce(into: []) { names, segment in
      if case .capture(let name, nil) = segment { names.insert(name) }
    }
  }
}

/// Matches in words.
enum MatchText {
  /// The place and what it captured: one line, and one for each capture.
  static func lines(_ match: Match) -> [String] {
    let evidence = match.evidence
    return ["a match on \(places(evidence.position.line, evidence.endLine))"]
      + captures(match.captures).map { "  " + $0 }
  }

  static func captures(_ captures: [String: String]) -> [String] {
    captures.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
  }

  static func places(_ first: Int, _ last: Int) -> String {
    first == last ? "line \(first)" : "lines \(first) to \(last)"
  }
}
