package import Findings
internal import Matching

/// How far a scan is.
///
/// Used by the thread that scans only.
package final class ScanProgress {
  var collector: FindingCollector
  /// Somebody is shown what is known while a source is silent.
  var isLive = false
  /// The source is being written, and silent or slow: what is known is worth showing.
  package internal(set) var isWaiting = false

  /// Tracebacks that wait to be handed on.
  var tracebacks: [(source: Int, firstLine: Int, record: TracebackRecord)] = []

  /// Keeps the records of a request, if one is followed.
  var requests: RequestCollector?

  /// The number of sources begun.
  var sourceCount: Int { collector.sourceCount }

  private let baseline: Baseline?

  init(_ collector: FindingCollector, baseline: Baseline? = nil) {
    self.collector = collector
    self.baseline = baseline
  }

  /// The number of different findings by now.
  package var findingCount: Int { collector.findingCount }

  /// The answer as far as it is known; takes time in proportion to the findings.
  package func diagnosis() -> Diagnosis {
    var diagnosis = collector.diagnosis()
    if let baseline { diagnosis.compare(with: baseline) }
    return diagnosis
  }
}
