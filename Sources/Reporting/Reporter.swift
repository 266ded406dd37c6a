package import Findings

/// Writes a diagnosis in one format.
package protocol Reporter {
  /// Appends the whole report.
  func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream)
}

/// The formats, by the names that `--format` takes.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people, at a terminal.
  case text
  /// For programs: one document, `schema_version` 1.
  case json
  /// Workflow commands, which GitHub Actions shows as annotations.
  case github

  /// The reporter of the format.
  ///
  /// - Parameter style: how text for people looks; the other formats have one form only.
  /// - Returns: a reporter for one report.
  package func reporter(style: TextStyle) -> any Reporter {
    switch self {
    case .text: TextReporter(style: style)
    case .json: JSONReporter()
    case .github: GitHubReporter()
    }
  }
}
