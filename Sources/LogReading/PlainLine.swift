/// A line without what belongs to its carrier or to a terminal.
package struct PlainLine {
  package var bytes: [UInt8]
  /// The carrier has cut the line, and the rest follows in its next one.
  package var isPart = false

  /// The longest line that is looked at so, in bytes: a part of docker's, escaped, and more.
  package static let sizeLimit = 64 << 10

  /// Decodes a line; nil if it is plain already, or over ``sizeLimit``.
  package init?(_ line: Span<UInt8>) {
    guard line.count <= Self.sizeLimit else { return nil }
    if let carried = JSONCarrier.unwrapped(line) {
      self = carried
    } else if let plain = EscapeSequences.removed(from: line)
      ?? EscapeSequences.unescapedTabs(in: line)
    {
      self.init(bytes: plain, isPart: false)
    } else {
      return nil
    }
  }

  /// Takes a line that is plain already.
  package init(bytes: [UInt8], isPart: Bool) {
    self.bytes = bytes
    self.isPart = isPart
  }
}
