/// A line without what belongs to its carrier, to a terminal or to an editor.
package struct PlainLine {
  package var bytes: [UInt8]
  /// The carrier has cut the line, and the rest follows in its next one.
  package var isPart = false

  /// The longest line that is looked at so, in bytes: a part of docker's, escaped, and more.
  package static let sizeLimit = 64 << 10

  /// An editor's byte order mark; a file that was appended to another one brings its own.
  private static let byteOrderMark: StaticString = "\u{FEFF}"

  /// Decodes a line; nil if it is plain already, or over ``sizeLimit`` and not written over.
  package init?(_ line: Span<UInt8>) {
    var start = 0
    while line.matches(Self.byteOrderMark, at: start) { start += 3 }
    let line = line.extracting(start..<line.count)
    if let shown = TerminalLine.shown(line) {
      self = Self.decoded(shown.span) ?? PlainLine(bytes: shown)
    } else if let decoded = Self.decoded(line) {
      self = decoded
    } else if start > 0 {
      self.init(bytes: line.withUnsafeBufferPointer { Array($0) })
    } else {
      return nil
    }
  }

  private static func decoded(_ line: Span<UInt8>) -> PlainLine? {
    guard line.count <= sizeLimit else { return nil }
    return JSONCarrier.unwrapped(line)
      ?? (EscapeSequences.removed(from: line) ?? EscapeSequences.unescapedTabs(in: line))
      .map { PlainLine(bytes: $0) }
  }

  /// Copies a line, decoded if it is not plain.
  package init(copying line: Span<UInt8>) {
    self =
      PlainLine(line)
      ?? PlainLine(bytes: line.withUnsafeBufferPointer { Array($0) })
  }

  init(bytes: [UInt8], isPart: Bool = false) {
    self.bytes = bytes
    self.isPart = isPart
  }
}
