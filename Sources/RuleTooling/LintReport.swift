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
    case .sarif: JSONText.of(SARIFLog(findings), isPretty: true) + "\n"
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

  private var gitHub: String {
    var output = ""
    let annotations = findings.map { finding in
      GitHubAnnotations.Annotation(
        finding.check.isError ? .error : .warning,
        place: [
          ("file", finding.file), ("line", String(finding.line)), ("col", String(finding.column)),
        ],
        title: finding.check.rawValue, message: finding.message, line: Self.line(finding))
    }
    GitHubAnnotations.write(annotations, to: &output)
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
