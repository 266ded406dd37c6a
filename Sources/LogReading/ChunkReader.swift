/// Reads a source in chunks of whole lines through one buffer that is used again and again.
///
/// Memory: 264 KiB; up to 1 MiB more while a line longer than that is read. A line of
/// which ``lineLimit`` bytes have been read without its end is lent in pieces, marked as cut; nothing
/// of it is left out.
///
/// No memory mapping: it costs page faults, and a log that is truncated while it is read would end
/// the process with SIGBUS.
package struct ChunkReader: ~Copyable {
  /// The bytes of a line without its end after which it is lent in pieces.
  package static let lineLimit = 1 << 20
  /// How much of what was lent before stays in front of a chunk, in bytes.
  package static let historyLimit = 8 << 10
  /// The size of a read, in bytes: a quarter of a usual second-level cache.
  package static let chunkSize = 256 << 10

  /// What a call to ``next(waiting:_:)`` came to.
  package enum Progress: Equatable, Sendable {
    /// Something has arrived; it was lent as far as its lines are whole.
    case chunk
    /// Nothing arrived in time, or a signal did.
    case idle
    /// The source has ended; a last line without a line feed was lent before.
    case end
  }

  private var source: any ByteSource
  private var buffer: ChunkBuffer
  /// Bytes in the buffer, and how many of them were lent.
  private var filled = 1
  private var lent = 1
  private var byteOffset = 0
  private var isInsideLine = false
  /// Thrown when all that was read before is lent.
  private var failure: ReadFailure?

  /// Reads from a descriptor until its end.
  package init(_ descriptor: consuming FileDescriptor) {
    self.init(DescriptorBytes(descriptor))
  }

  /// Reads a source until its end.
  init(_ source: any ByteSource) {
    self.init(source, at: 0, after: [], in: ChunkBuffer())
  }

  /// Reads a source from a place on where a line begins.
  ///
  /// - Parameters:
  ///   - source: gives what comes from there on.
  ///   - byteOffset: the place.
  ///   - history: what stands before it, ``historyLimit`` bytes or all there is.
  ///   - buffer: the memory to read into, which has room for that.
  init(
    _ source: any ByteSource, at byteOffset: Int, after history: [UInt8], in buffer: ChunkBuffer
  ) {
    self.source = source
    self.buffer = buffer
    self.byteOffset = byteOffset
    // A first line begins after a line feed, like every other.
    buffer.bytes[0] = UInt8(ascii: "\n")
    for (index, byte) in history.enumerated() { buffer.bytes[1 + index] = byte }
    filled += history.count
    lent = filled
  }

  /// Whether a read may have to wait for a writer, as on a pipe.
  package var mayBlock: Bool { source.mayBlock }

  /// Goes on with another source as if it were the rest of the one that has ended.
  ///
  /// A last line without a line feed gets one; offsets count it.
  ///
  /// - Returns: the offset of the new source's first byte.
  mutating func goOn(with source: any ByteSource) -> Int {
    self.source = source
    if buffer.bytes[lent - 1] != UInt8(ascii: "\n") {
      makeRoom()
      buffer.bytes[lent] = UInt8(ascii: "\n")
      filled += 1
      lent += 1
      byteOffset += 1
    }
    isInsideLine = false
    return byteOffset
  }

  /// Reads once and lends the whole lines that have arrived.
  ///
  /// - Parameters:
  ///   - milliseconds: how long to wait for a source that is still being written.
  ///   - body: receives the buffer's bytes and where the new lines stand in them.
  /// - Returns: whether there was something to lend.
  /// - Throws: why nothing more can be read; what was read before has been lent.
  package mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk) -> Void
  ) throws(ReadFailure) -> Progress {
    if let failure { throw failure }
    if mayBlock, !source.isReadable(within: milliseconds) { return .idle }
    makeRoom()
    switch try readOrFlush(body) {
    case nil: return .chunk
    case .interrupted: return .idle
    case .end:
      guard lent < filled else { return .end }
      lend(upTo: filled, isCut: false, body)
      return .chunk
    case .bytes(let count):
      let before = filled
      filled += count
      if let end = endOfLastLine(from: before) {
        lend(upTo: end, isCut: false, body)
        return .chunk
      }
      if filled - lent >= Self.lineLimit {
        lend(upTo: filled, isCut: true, body)
        return .chunk
      }
      // A line has begun; more of it will come.
      return .chunk
    }
  }

  /// Reads; if that fails, lends what is left of a line, and returns nil.
  private mutating func readOrFlush(
    _ body: (Span<UInt8>, LogChunk) -> Void
  ) throws(ReadFailure) -> ReadResult? {
    do throws(ReadFailure) {
      return try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[filled...]))
    } catch {
      failure = error
      guard lent < filled else { throw error }
      lend(upTo: filled, isCut: false, body)
      return nil
    }
  }

  private func endOfLastLine(from start: Int) -> Int? {
    var index = filled
    while index > start {
      if buffer.bytes[index - 1] == UInt8(ascii: "\n") { return index }
      index -= 1
    }
    return nil
  }

  private mutating func lend(
    upTo end: Int, isCut: Bool, _ body: (Span<UInt8>, LogChunk) -> Void
  ) {
    let chunk = LogChunk(
      fresh: lent..<end, byteOffset: byteOffset, continuesLine: isInsideLine, isCut: isCut)
    buffer.lend(upTo: end) { body($0, chunk) }
    byteOffset += end - lent
    lent = end
    isInsideLine = isCut
  }

  /// Leaves the buffer with what was lent last to the caller, and goes on with another one.
  package mutating func exchange(for other: ChunkBuffer) -> ChunkBuffer {
    let lentBuffer = buffer
    moveRest(to: other)
    return lentBuffer
  }

  /// Gives the memory for reading back, and keeps what is still needed.
  ///
  /// These are ``historyLimit`` bytes, and a line that has begun. ``wake(in:)`` must come before the next
  /// read.
  mutating func rest() -> ChunkBuffer {
    let keep = max(0, lent - Self.historyLimit)
    defer {
      buffer = ChunkBuffer(copying: buffer, keep..<filled)
      lent -= keep
      filled -= keep
    }
    return buffer
  }

  /// Goes on reading in another buffer.
  mutating func wake(in other: ChunkBuffer) { moveRest(to: other) }

  /// Moves what is still needed to the front, and grows the buffer for a long line.
  private mutating func makeRoom() {
    let kept = filled - max(0, lent - Self.historyLimit)
    let isTooSmall = buffer.bytes.count - kept < Self.chunkSize / 2
    moveRest(to: isTooSmall ? ChunkBuffer(size: buffer.bytes.count * 2) : buffer)
  }

  private mutating func moveRest(to other: ChunkBuffer) {
    let keep = max(0, lent - Self.historyLimit)
    other.copy(buffer, keep..<filled)
    buffer = other
    lent -= keep
    filled -= keep
  }
}
