internal import Reporting

extension SARIFLog {
  /// The findings of `rules lint`.
  init(_ findings: [LintFinding]) {
    self.init(
      rules: LintCheck.allCases.map {
        Rule(id: $0.rawValue, summary: $0.summary, level: $0.sarifLevel)
      },
      results: findings.map { finding in
        Result(
          rule: (
            finding.check.rawValue, LintCheck.allCases.firstIndex(of: finding.check) ?? 0
          ),
          level: finding.check.sarifLevel, message: finding.message,
          locations: [
            Location(
              file: finding.file,
              region: Region(startLine: finding.line, startColumn: finding.column))
          ])
      })
  }
}

extension LintCheck {
  fileprivate var sarifLevel: SARIFLog.Level { isError ? .error : .warning }
}
