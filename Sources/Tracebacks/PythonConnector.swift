internal import LogReading

/// The lines between the errors of a chain (_cause_message and _context_message of Lib/traceback.py;
/// Ansible's between a module's error and the controller's).
enum PythonConnector {
  private static let texts: [StaticString] = [
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
    "The above target exception was the direct cause of the following controller exception:",
  ]
  /// What is shorter is no part of one.
  private static let shortestPart = 24

  /// Whether a line is a connector, or the beginning of one that a terminal has wrapped.
  static func begins(_ line: Span<UInt8>) -> Bool {
    texts.contains { line.matches($0, at: 0) } || breaksOff(line)
  }

  /// Whether a line is the beginning of a connector, and no more.
  static func breaksOff(_ line: Span<UInt8>) -> Bool {
    line.count >= shortestPart && texts.contains { holds(line, at: 0, of: $0) }
  }

  /// Whether a line is the end of a connector.
  static func ends(with line: Span<UInt8>) -> Bool {
    texts.contains { holds(line, at: $0.utf8CodeUnitCount - line.count, of: $0) }
  }

  /// Whether a line stands in a text at an offset, and is not the whole of it.
  private static func holds(_ line: Span<UInt8>, at offset: Int, of text: StaticString) -> Bool {
    guard offset >= 0, offset + line.count <= text.utf8CodeUnitCount,
      line.count < text.utf8CodeUnitCount
    else { return false }
    for index in 0..<line.count where line[index] != text.utf8Start[offset + index] { return false }
    return true
  }
}
