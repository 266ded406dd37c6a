package import Findings

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

  /// The number of sources begun.
  var sourceCount: Int { collector.sourceCount }

  init(_ collector: FindingCollector) {
    self.collector = collector
  }

  /// The number of different findings by now.
  package var findingCount: Int { collector.findingCount }

  /// The answer as far as it is known; takes time in proportion to the findings.
  package func diagnosis() -> Diagnosis { collector.diagnosis() }
}
