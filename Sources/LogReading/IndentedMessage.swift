/// The further lines of a message that `journalctl -o short` and its like have indented to the width of
/// the prefix (output_short in systemd's src/shared/logs-show.c).
///
/// Shown the lines of a source in order, it puts the prefix back.
package struct IndentedMessage {
  /// What stands before the message in its first line.
  private var prefix: [UInt8] = []
  /// The number of the message's last line.
  private var lastLine = 0

  /// A prefix of journalctl's is longer.
  package static let minimumIndentation = 12

  package init() {}

  /// Whether the line before the one with a number was the last one taken, and of a message.
  package func isNext(_ number: Int) -> Bool { !prefix.isEmpty && number == lastLine + 1 }

  /// Takes a line.
  ///
  /// - Returns: the line with its record's prefix, if it goes on with the one before; nil otherwise.
  package mutating func take(_ line: Span<UInt8>, number: Int) -> [UInt8]? {
    let blanks = line.skippingBlanks(from: 0)
    if blanks >= Self.minimumIndentation || (blanks == line.count && blanks > 0) {
      guard !prefix.isEmpty, number == lastLine + 1, blanks >= prefix.count else {
        prefix = []
        return nil
      }
      lastLine = number
      return prefix
        + line.extracting(prefix.count..<line.count).withUnsafeBufferPointer { Array($0) }
    }
    let parsed = RecordPrefix(of: line)
    lastLine = number
    prefix = []
    if parsed.isCarried, parsed.time != nil, parsed.program != nil,
      parsed.carrierEnd >= Self.minimumIndentation
    {
      line.extracting(0..<parsed.carrierEnd).withUnsafeBufferPointer { prefix = Array($0) }
    }
    return nil
  }
}
