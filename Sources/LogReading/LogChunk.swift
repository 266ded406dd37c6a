/// Some whole lines of a source, as ``ChunkReader`` lends them.
package struct LogChunk: Equatable, Sendable {
  /// The lines that are new in the lent bytes.
  ///
  /// The byte before them is always there and is a line feed, or, if ``continuesLine``, the byte
  /// before in the same line; what stands further before was lent already.
  package var fresh: Range<Int>
  /// The offset of the first new byte from the source's beginning.
  package var byteOffset: Int
  /// The new bytes go on with a line that was too long to be lent whole.
  package var continuesLine: Bool
  /// The last line is cut: it is longer than ``ChunkReader/lineLimit``.
  package var isCut: Bool

  package init(fresh: Range<Int>, byteOffset: Int, continuesLine: Bool = false, isCut: Bool = false)
  {
    self.fresh = fresh
    self.byteOffset = byteOffset
    self.continuesLine = continuesLine
    self.isCut = isCut
  }
}
