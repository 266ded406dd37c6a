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

  /// Copies a line, decoded if it is not plain.
  package init(copying line: Span<UInt8>) {
    self =
      PlainLine(line)
      ?? PlainLine(bytes: line.withUnsafeBufferPointer { Array($0) }, isPart: false)
  }

  init(bytes: [UInt8], isPart: Bool) {
    self.bytes = bytes
    self.isPart = isPart
  }
}
