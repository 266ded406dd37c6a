/// A place in a source.
package struct LogPosition: Hashable, Sendable, Comparable {
  /// The source's index in the order of the scan.
  package var source: Int
  /// The 1-based number of the physical line.
  package var line: Int
  /// The offset of the line's first byte from the source's beginning.
  package var byteOffset: Int

  package init(source: Int, line: Int, byteOffset: Int) {
    self.source = source
    self.line = line
    self.byteOffset = byteOffset
  }

  package static func < (first: LogPosition, second: LogPosition) -> Bool {
    (first.source, first.line) < (second.source, second.line)
  }
}
