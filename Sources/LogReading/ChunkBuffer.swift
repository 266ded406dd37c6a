/// The memory that a chunk is read into.
///
/// Used by one thread at a time, but for reading what was lent.
package final class ChunkBuffer: @unchecked Sendable {
  private(set) var bytes: UnsafeMutableRawBufferPointer

  /// The largest: a cut line, what stands before it, and a read more.
  static let sizeLimit =
    ChunkReader.lineLimit + ChunkReader.chunkSize + ChunkReader.historyLimit

  /// Allocates 264 KiB.
  package convenience init() {
    self.init(size: ChunkReader.chunkSize + ChunkReader.historyLimit)
  }

  /// Allocates `size` bytes, at most ``sizeLimit``.
  init(size: Int) {
    bytes = .allocate(byteCount: min(size, Self.sizeLimit), alignment: 64)
  }

  /// Copies some bytes of a buffer, and has no room for more.
  init(copying other: ChunkBuffer, _ range: Range<Int>) {
    bytes = .allocate(byteCount: range.count, alignment: 64)
    bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: other.bytes[range]))
  }

  deinit { bytes.deallocate() }

  /// Lends the bytes before `end`.
  package func lend(upTo end: Int, _ body: (Span<UInt8>) -> Void) {
    let lent = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    lent.withMemoryRebound(to: UInt8.self) { body($0.span) }
  }

  /// Takes bytes of a buffer, or of itself, to its front; grows so that a half of a usual read has room.
  func copy(_ other: ChunkBuffer, _ range: Range<Int>) {
    guard other !== self || range.lowerBound > 0 else { return }
    if bytes.count - range.count < ChunkReader.chunkSize / 2 {
      bytes.deallocate()
      bytes = .allocate(byteCount: other.bytes.count, alignment: 64)
    }
    bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: other.bytes[range]))
  }
}
