import LogReading
import Testing

/// A log is never wrong: whatever a line is cut to or damaged into has a prefix, if an empty one.
struct RecordPrefixRobustnessTests {
  static let lines = [
    "2026-11-21 12:39:25.649+01:00 7723 ERROR nova.compute [None req-73 - - -] [instance: 9f8b] Fail",
    "2016-06-21 12:35:20.956 | WARNING:",
    "Nov  1 12:13:05.123 vm nova-compute[22846]: 2026-11-21 12:13:05.423 22846 DEBUG nova [-] x",
    "[Sat Nov 21 11:55:50.778315 2026] [wsgi:error] [pid 7:tid 8] [remote 10.0.0.1:80] [req-1 a] x",
    "ERROR nova [req-1 a] [instance: 9f8b] x",
  ]

  @Test("Every line may be cut anywhere", arguments: lines)
  func prefixes(line: String) {
    let bytes = Array(line.utf8)
    for length in 0...bytes.count {
      let part = Array(bytes[..<length])
      #expect(Self.isWithinBounds(part), "\(length) bytes")
    }
  }

  @Test("Every byte of a line may be any other", arguments: lines)
  func mutations(line: String) {
    let bytes = Array(line.utf8)
    for offset in bytes.indices {
      for byte in UInt8.min...UInt8.max {
        var mutant = bytes
        mutant[offset] = byte
        if !Self.isWithinBounds(mutant) { Issue.record("byte \(byte) at \(offset)") }
      }
    }
  }

  @Test("Numbers may be of any length", arguments: [17, 18, 19, 20, 40])
  func numbers(digits: Int) {
    let number = String(repeating: "9", count: digits)
    let bytes = Array("2026-11-21 12:39:25.649 \(number) ERROR nova x".utf8)
    #expect(RecordPrefix(of: bytes.span).pid == Int(number).flatMap { digits <= 18 ? $0 : nil })
  }

  /// Whether all that was found stands in the line, and in order.
  private static func isWithinBounds(_ line: [UInt8]) -> Bool {
    let prefix = RecordPrefix(of: line.span)
    let ranges = [prefix.time, prefix.logger, prefix.context, prefix.instance].compactMap(\.self)
    let request = prefix.requestID(in: line.span)
    return (0...line.count).contains(prefix.bodyOffset)
      && ranges.allSatisfy { $0.upperBound <= prefix.bodyOffset }
      && zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
      && request.map { prefix.context?.contains($0.lowerBound) == true } != false
  }
}
