package import Findings
package import LogReading

/// Writes a diagnosis in one format.
package protocol Reporter {
  /// Appends the whole report.
  func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream)
}

/// Writes findings one by one, as they come, and the rest when the scan has ended.
package protocol StreamingReporter: Reporter {
  /// Appends one finding; its symptoms are those of `findings` that it explains.
  func write(
    _ finding: Finding, among findings: [Finding], to output: inout some TextOutputStream)

  /// Appends what comes after the findings.
  func writeConclusion(_ diagnosis: Diagnosis, to output: inout some TextOutputStream)

  /// Appends one kind of tracebacks that no rule explains.
  func write(_ kind: TracebackCluster, to output: inout some TextOutputStream)

  /// Appends what could not be read, where the format has a place for it.
  func write(_ problem: ReadProblem, to output: inout some TextOutputStream)

  /// Appends what comes after findings, tracebacks and problems that were all written one by one.
  func writeEnd(_ diagnosis: Diagnosis, to output: inout some TextOutputStream)
}

/// The formats, by the names that `--format` takes.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people, at a terminal.
  case text
  /// For programs: one document, `schema_version` 1.
  case json
  /// For programs: an object a line.
  case ndjson
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// JUnit XML, which all CI systems show as tests.
  case junit
  /// Workflow commands, which GitHub Actions shows as annotations.
  case github
  /// GitLab's Code Quality.
  case gitlab
  /// Zuul's file comments, as a job returns them.
  case zuul
  /// For people, in a merge request or on a wiki.
  case markdown
  /// For people, in a browser: one file that asks for no other.
  case html

  /// Whether the report says when errors were written, which must be asked of the scan.
  package var showsTimeline: Bool { [.json, .ndjson, .html].contains(self) }

  /// Whether the report shows all lines of unexplained tracebacks.
  package var showsTracebacks: Bool { self == .html }

  /// The reporter of the format.
  ///
  /// - Parameters:
  ///   - style: how text for people looks; the other formats have one form only.
  ///   - isVerbose: whether that text has all that is kept, rather than what matters most.
  /// - Returns: a reporter for one report.
  package func reporter(style: TextStyle, isVerbose: Bool = false) -> any Reporter {
    switch self {
    case .text: TextReporter(style: style, isVerbose: isVerbose)
    case .json: JSONReporter()
    case .ndjson: NDJSONReporter()
    case .sarif: SARIFReporter()
    case .junit: JUnitReporter()
    case .github: GitHubReporter()
    case .gitlab: GitLabReporter()
    case .zuul: ZuulReporter()
    case .markdown: MarkdownReporter()
    case .html: HTMLReporter()
    }
  }
}
