internal import Findings
internal import Reporting
internal import StackDoctor

/// Shows findings while a pipe is still open: the first time that it falls silent, and from then on
/// whenever there is something new.
struct LiveReport {
  private let reporter: any StreamingReporter
  private var shown: Set<Fingerprint> = []
  private var shownCount = 0

  init(_ reporter: any StreamingReporter) {
    self.reporter = reporter
  }

  /// Whether something was shown already.
  var hasBegun: Bool { !shown.isEmpty }

  /// Whether something may be shown now.
  func isActive(_ progress: borrowing ScanProgress) -> Bool { progress.isWaiting || hasBegun }

  /// Shows what is new, if the source is silent or was before.
  mutating func update(_ progress: borrowing ScanProgress) {
    guard isActive(progress), progress.findingCount > shownCount else { return }
    shownCount = progress.findingCount
    let diagnosis = progress.diagnosis()
    var output = StandardStream.output
    // What is ignored here may not be in the next source.
    for finding in diagnosis.findings where finding.ignored == nil {
      guard shown.insert(finding.fingerprint).inserted else { continue }
      reporter.write(finding, among: diagnosis.findings, to: &output)
    }
  }

  /// Shows what has come since, and the summary.
  func finish(_ diagnosis: Diagnosis, to output: inout StandardStream) {
    for finding in diagnosis.findings where !shown.contains(finding.fingerprint) {
      reporter.write(finding, among: diagnosis.findings, to: &output)
    }
    reporter.writeConclusion(diagnosis, to: &output)
  }
}
