package import FailureRules
package import LogReading

/// The tests of a pack of rules: their own examples, corpus cases, and logs in which nothing is wrong.
package struct RuleTestRun: Sendable {
  package let rules: RuleSet
  /// In the order in which they were run.
  package private(set) var suites: [RuleTestSuite] = []
  /// What was not read as expected.
  package private(set) var problems: [ReadProblem] = []

  /// Starts with nothing run.
  package init(_ rules: RuleSet) {
    self.rules = rules
  }

  /// Assertions that do not hold.
  package var failureCount: Int { suites.reduce(0) { $0 + $1.failures.count } }

  /// Whether something was tested, and all of it holds.
  var isGood: Bool { failureCount == 0 && assertionCount > 0 }

  /// All assertions.
  package var assertionCount: Int { suites.reduce(0) { $0 + $1.assertions.count } }

  /// Holds every rule to its examples.
  ///
  /// - Parameter goesOn: asked before every rule; false ends the run.
  package mutating func runExamples(while goesOn: () -> Bool = { true }) {
    for rule in rules.rules {
      guard goesOn() else { return }
      suites.append(ExampleTest(rule).suite)
    }
  }

  /// Holds the rules to the cases of a corpus; see ``CorpusTest``.
  ///
  /// - Parameters:
  ///   - directory: the folder, with all that is below it.
  ///   - goesOn: asked now and then; false ends the run.
  package mutating func runCorpus(_ directory: String, while goesOn: () -> Bool = { true }) {
    add(CorpusTest(rules).run(directory, while: goesOn))
  }

  /// Holds the rules to logs in which they must find nothing.
  ///
  /// - Parameters:
  ///   - directory: the folder, with all that is below it, or a single log.
  ///   - goesOn: asked now and then; false ends the run.
  package mutating func runKnownGood(_ directory: String, while goesOn: () -> Bool = { true }) {
    add(KnownGoodTest(rules).run(directory, while: goesOn))
  }

  private mutating func add(_ result: (suite: RuleTestSuite, problems: [ReadProblem])) {
    suites.append(result.suite)
    problems += result.problems
  }
}
