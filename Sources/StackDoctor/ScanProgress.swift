package import Findings
internal import LogReading

/// How far a scan is.
///
/// Used by the thread that scans only.
package final class ScanProgress {
  var collector: FindingCollector
  /// Somebody is shown what is known while a source is silent.
  var isLive = false
  /// The source is being written, and silent or slow: what is known is worth showing.
  package internal(set) var isWaiting = false

  /// How many bytes of files and pipes were read, as they lie there, compressed or not.
  package internal(set) var position = 0
  /// How many bytes there are in all; nil if a pipe is among the sources.
  package private(set) lazy var size: Int? = sources.reduce(into: 0) { sum, source in
    sum = sum.flatMap { sum in source.fileSize.map { sum + $0 } }
  }
  var sources: [LogSource] = []

  /// Tracebacks that wait to be handed on.
  var tracebacks: [(source: Int, firstLine: Int, record: TracebackRecord)] = []

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
