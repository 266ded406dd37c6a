internal import Reporting

/// The forms in which `rules lint` tells what it has found.
package enum LintFormat: String, CaseIterable, Sendable {
  case text, json, sarif, github
}

/// Writes what `rules lint` has found.
package struct LintReport {
  private let findings: [LintFinding]
  private let fileCount: Int

  /// Takes what was found, in order, and how many files were looked at.
  package init(_ findings: [LintFinding], fileCount: Int) {
    self.findings = findings
    self.fileCount = fileCount
  }

  private var errorCount: Int { findings.count { $0.check.isError } }

  /// The whole report.
  package func text(as format: LintFormat) -> String {
    switch format {
    case .text: findings.map { Self.line($0) + "\n" }.joined() + summary + "\n"
    case .json: JSONText.of(Document(findings, fileCount), isPretty: true) + "\n"
    case .sarif: JSONText.of(LintSARIF(findings), isPretty: true) + "\n"
    case .github: gitHub + summary + "\n"
    }
  }

  private static func line(_ finding: LintFinding) -> String {
    SafeText.line(
      """
      \(finding.file):\(finding.line):\(finding.column): \(finding.check.level): \
      \(finding.message) [\(finding.check.rawValue)]
      """)
  }

  private var summary: String {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    return """
      \(count(fileCount, "rule file")): \(count(errorCount, "error")), \
      \(count(findings.count - errorCount, "warning"))
      """
  }

  /// Annotations, as many of each kind as GitHub shows; the others are lines of the step's log.
  private var gitHub: String {
    var output = ""
    for level in ["error", "warning"] {
      let kind = findings.filter { $0.check.level == level }
      let shown =
        kind.count > GitHubReporter.limit ? GitHubReporter.limit - 1 : kind.count
      for finding in kind.prefix(shown) {
        output += """
          ::\(level) file=\(GitHubReporter.escapedProperty(finding.file)),line=\(finding.line),\
          col=\(finding.column),title=\(finding.check.rawValue)::\
          \(GitHubReporter.escapedMessage(finding.message))

          """
      }
      guard kind.count > shown else { continue }
      output += "::\(level) title=stackdoctor::\(kind.count - shown) more are in the step's log\n"
      for finding in kind.dropFirst(shown) { output += Self.line(finding) + "\n" }
    }
    return output
  }

  /// The JSON form; every key is always there.
  private struct Document: Encodable {
    var schema_version = 1
    var files: Int
    var findings: [Item]

    init(_ findings: [LintFinding], _ files: Int) {
      self.files = files
      self.findings = findings.map {
        Item(
          check: $0.check.rawValue, level: $0.check.level, file: $0.file, line: $0.line,
          column: $0.column, message: $0.message)
      }
    }

    struct Item: Encodable {
      var check: String
      var level: String
      var file: String
      var line: Int
      var column: Int
      var message: String
    }
  }
}
