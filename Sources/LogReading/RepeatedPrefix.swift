#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The prefix of a service's record, known again on the lines that follow.
///
/// oslo.log formats a record once, so that all lines of a traceback begin with the very same bytes.
package struct RepeatedPrefix {
  private var bytes: [UInt8] = []
  private var prefix = RecordPrefix()

  package init() {}

  /// What ``RecordPrefix/init(of:)`` says of a line.
  package mutating func prefix(of line: Span<UInt8>) -> RecordPrefix {
    if isRepeated(in: line) { return prefix }
    let parsed = RecordPrefix(of: line)
    // Up to the logger's name and what brackets follow it, nothing depends on what stands behind.
    if parsed.hasOwnTime, parsed.hasLogger, parsed.time?.lowerBound == 0,
      line.matches(" ", at: parsed.bodyOffset - 1)
    {
      prefix = parsed
      bytes.removeAll(keepingCapacity: true)
      line.extracting(0..<parsed.bodyOffset).withUnsafeBufferPointer {
        bytes.append(contentsOf: $0)
      }
    }
    return parsed
  }

  /// Whether a line begins with the prefix, and with no more brackets.
  private func isRepeated(in line: Span<UInt8>) -> Bool {
    guard !bytes.isEmpty, line.count > bytes.count, line[bytes.count] != UInt8(ascii: "[") else {
      return false
    }
    return line.withUnsafeBytes { line in
      bytes.withUnsafeBytes { bytes in
        guard let line = line.baseAddress, let start = bytes.baseAddress else { return false }
        return memcmp(line, start, bytes.count) == 0
      }
    }
  }
}
