import FailureRules
import LogReading
import Matching
import Testing
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

extension Traceback {
  /// The whole trace from outside, a line for each thing that is known of it.
  ///
  /// The line breaks of a message are shown as `⏎`.
  var picture: String {
    let numbers = lineNumbers.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    var head = "\(language.name) \(numbers.joined(separator: ", "))"
    if contextLineCount > 0 { head += ", after a record" }
    if lacksHead { head += ", lacks its head" }
    if isCut { head += ", is cut" }
    if isEmbedded { head += ", is embedded" }
    var lines = [head]
    for error in raised {
      let message = string(error.message).replacing("\n", with: "⏎")
      lines.append("raised \(string(error.type)): \(message)")
    }
    if raised.count > 1, let primary, let root {
      lines.append("about \(string(primary.type)), first \(string(root.type))")
    }
    lines += frames.map { "call \($0.file):\($0.line) \($0.function)" }
    return lines.joined(separator: "\n")
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
