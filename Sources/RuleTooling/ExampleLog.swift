internal import FailureRules
internal import LogReading
package import Matching
internal import Tracebacks

/// A short text, read as a log of its own.
package struct ExampleLog {
  /// What the rules that were tried say of it.
  package private(set) var matches: [Match] = []
  /// Patterns that gave up.
  package private(set) var faults: [RuleFault] = []
  var tracebacks: [Traceback] = []

  /// Reads the text; one of more than ``RuleFile/sizeLimit`` bytes up to there.
  ///
  /// - Parameters:
  ///   - text: the lines.
  ///   - rules: those to be tried.
  ///   - timings: receives what trying them costs.
  package init(_ text: String, rules: CompiledRules, timings: RuleTimings? = nil) {
    // A first line begins after a line feed, as a reader lends it.
    let bytes = [UInt8(ascii: "\n")] + Array(text.utf8.prefix(RuleFile.sizeLimit))
    guard bytes.count > 1 else { return }
    var events: [MatchEvent] = []
    var matcher = LogMatcher(rules, timings: timings) { events.append($0) }
    matcher.begin(source: 0)
    matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
    matcher.end()
    for event in events {
      switch event {
      case .match(let match): matches.append(match)
      case .fault(let fault): faults.append(fault)
      case .traceback(let traceback, _): tracebacks.append(traceback)
      case .errorRecord, .error, .undated, .cutLine: break
      }
    }
  }
}
