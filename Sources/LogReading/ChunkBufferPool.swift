/// The memory that many readers read into, one after the other.
///
/// Used by one thread.
final class ChunkBufferPool {
  private var free: ChunkBuffer?

  /// Takes a buffer of 264 KiB or more.
  func take() -> ChunkBuffer {
    defer { free = nil }
    return free ?? ChunkBuffer()
  }

  /// Gives a buffer back.
  func give(_ buffer: ChunkBuffer) {
    if buffer.bytes.count >= ChunkReader.chunkSize + ChunkReader.historyLimit { free = buffer }
  }
}
