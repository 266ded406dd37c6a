package import FailureRules

/// Looks for what is wrong with rules beyond what keeps them from loading.
package struct RuleLint {
  let files: [RuleFile]
  /// Rules that are not looked at, but may be named and may match the same.
  let others: [Rule]
  let today: LintMonth
  let limits: LintLimits
  private(set) var findings: [LintFinding] = []
  /// What was found of an expression, in whatever rule it stands.
  var tested: [String: TestedExpression] = [:]
  /// The steps that the expressions' tests have taken.
  var steps = 0
  private var shell: ShellSyntax
  /// The pairs of rules that were seen to match the same, by their ids in order.
  var overlaps: Set<[String]> = []
  /// What the limits left out.
  var untestedExpressions = UntestedValues()
  var untestedExamples = UntestedValues()
  private var untestedCommands = UntestedValues()

  /// A rule that nobody has checked for longer is named, in months.
  package static let ageLimit = 24

  private init(files: [RuleFile], others: [Rule], today: LintMonth, limits: LintLimits) {
    self.files = files
    self.limits = limits
    shell = ShellSyntax(limit: limits.commands)
    let ids = Set(files.compactMap { $0.value(at: "id")?.text })
    self.others = others.filter { !ids.contains($0.id.text) }
    self.today = today
  }

  /// Looks at rule files.
  ///
  /// - Parameters:
  ///   - files: what was read of them.
  ///   - others: rules that these may name, and that may match the same records.
  ///   - today: the month that rules' ages are counted from.
  ///   - limits: what it may cost; what is left out is a finding, too.
  /// - Returns: all that was found, in order of file, line and column.
  package static func findings(
    in files: [RuleFile], among others: [Rule] = [], today: LintMonth,
    limits: LintLimits = LintLimits()
  ) -> [LintFinding] {
    var lint = RuleLint(files: files, others: others, today: today, limits: limits)
    for file in files {
      let hasReasons = lint.checkPatterns(of: file)
      for problem in file.problems where !hasReasons || !problem.namesMissingText {
        lint.add(
          LintFinding(
            check: .ruleFile, file: problem.file, line: problem.line, column: problem.column,
            message: problem.message))
      }
      lint.checkCommands(of: file)
      lint.checkVerified(of: file)
      lint.checkReferences(of: file)
      lint.checkUnfinished(file)
    }
    lint.checkIDs()
    lint.checkNames()
    lint.checkExamples()
    lint.reportUntested()
    // The sort keeps the order of what stands in one place.
    return lint.findings.sorted { $0.order < $1.order }
  }

  private mutating func add(_ finding: LintFinding) { findings.append(finding) }

  /// Notes something about a value, or about the file where there is none.
  mutating func report(_ check: LintCheck, _ message: String, at value: RuleValue?, of file: String)
  {
    add(
      LintFinding(
        check: check, file: file, line: value?.line ?? 1, column: value?.column ?? 1,
        message: message))
  }

  // MARK: one file

  private mutating func checkCommands(of file: RuleFile) {
    for value in file.values where value.path.hasPrefix("remediation[") && value.key == "command" {
      guard let text = value.text else { continue }
      let command = MessageTemplate(text)
      let names = command.segments.compactMap { segment in
        if case .capture(let name, _) = segment { name } else { nil }
      }
      let words = Dictionary(names.map { ($0, "x") }, uniquingKeysWith: { first, _ in first })
      for captures in [words, [:]] {
        let answer = shell.answer(to: command.renderedCommand(with: captures))
        if answer == .fine { continue }
        if case .wrong(let problem) = answer {
          report(
            .command, "'\(value.path)' is no command that /bin/sh can parse: \(problem)", at: value,
            of: file.file)
        } else {
          untestedCommands.add(value, of: file.file)
        }
        break
      }
    }
  }

  /// Says once for each kind of test what the limits left out.
  private mutating func reportUntested() {
    report(
      untestedExpressions,
      """
      tested for backtracking, expected \(BacktrackingTest.expressionLimit) bytes, \
      \(BacktrackingTest.stepLimit) steps for one and \(limits.steps) for all at most
      """)
    report(
      untestedExamples,
      """
      tried on the other rules, expected \(ExampleMatches.textLimit) bytes, and \(limits.trials) \
      trials for all at most
      """)
    report(
      untestedCommands,
      "shown to /bin/sh, expected \(limits.commands) commands with special characters at most")
  }

  private mutating func report(_ untested: UntestedValues, _ test: String) {
    guard let (value, file) = untested.first else { return }
    let more = untested.count > 1 ? " and \(untested.count - 1) more were" : " was"
    report(.untested, "'\(value.path)'\(more) not \(test)", at: value, of: file)
  }

  private mutating func checkVerified(of file: RuleFile) {
    guard let value = file.value(at: "versions.verified"), let text = value.text, !text.isEmpty
    else { return }
    guard let month = LintMonth(text) else {
      report(
        .verified, "'versions.verified' is '\(text)', expected a month such as '\(today)'",
        at: value, of: file.file)
      return
    }
    let age = today.months(since: month)
    if age > Self.ageLimit {
      report(
        .verified,
        """
        'versions.verified' is '\(text)', \(age) months ago, expected \(Self.ageLimit) at most: \
        check the rule against the software of today
        """, at: value, of: file.file)
    } else if age < 0 {
      report(
        .verified, "'versions.verified' is '\(text)', which is after '\(today)'", at: value,
        of: file.file)
    }
  }

  private mutating func checkReferences(of file: RuleFile) {
    for value in file.values where value.path.hasPrefix("references[") {
      guard let text = value.text, !text.isEmpty, !Self.isAddress(text) else { continue }
      report(
        .reference, "'\(value.path)' is '\(text)', expected an address such as 'https://…'",
        at: value, of: file.file)
    }
  }

  /// Whether a text is `https://`, a host with a dot, and perhaps a path, without blanks.
  private static func isAddress(_ text: String) -> Bool {
    guard text.hasPrefix("https://"), text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      return false
    }
    let host = text.dropFirst("https://".count).prefix { !"/?#".contains($0) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
  }
}
