import FailureRules
import LogReading
import Matching
import Testing
import TracebackPictures
import Tracebacks

/// What a matcher without rules finds in one source, in order of first lines.
final class TracebackReading {
  private var found: [Traceback] = []

  /// Shows chunks to a matcher and returns the traces that they hold.
  static func tracebacks(
    _ feed: (inout LogMatcher) throws -> Void
  ) rethrows -> [Traceback] {
    let reading = TracebackReading()
    var matcher = LogMatcher(CompiledRules(RuleSet([]))) { event in
      if case .traceback(let traceback, _) = event { reading.found.append(traceback) }
    }
    matcher.begin(source: 0)
    try feed(&matcher)
    matcher.end()
    return reading.found.sorted { $0.position < $1.position }
  }

  /// The traces of a text that a reader lends whole.
  static func tracebacks(in text: String) -> [Traceback] {
    // A line feed stands before the first line, as a reader lends it.
    let bytes = [UInt8(ascii: "\n")] + Array(text.utf8)
    return tracebacks {
      $0.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
    }
  }
}

/// A log, and the pictures of all its traces, with a blank line between them.
struct PictureCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var expected: String

  init(_ description: String, _ text: String, _ expected: String) {
    testDescription = description
    self.text = text
    self.expected = expected
  }

  var found: String {
    TracebackReading.tracebacks(in: text).map(\.picture).joined(separator: "\n\n")
  }
}
