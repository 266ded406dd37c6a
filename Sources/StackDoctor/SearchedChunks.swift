internal import LogReading
internal import Matching

/// The chunks of a source in order, searched.
protocol SearchedChunks: ~Copyable {
  /// Whether a read may have to wait for a writer.
  var mayBlock: Bool { get }

  /// As ``ChunkReader/next(waiting:_:)``, and lends what was found in the chunk, too.
  mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) throws(SystemError) -> ChunkReader.Progress
}

/// Reads and searches when it is asked to.
struct DirectReader: SearchedChunks, ~Copyable {
  private var reader: ChunkReader
  private let rules: CompiledRules
  private var candidates = ChunkCandidates()

  init(_ descriptor: consuming FileDescriptor, rules: CompiledRules) {
    reader = ChunkReader(descriptor)
    self.rules = rules
  }

  var mayBlock: Bool { reader.mayBlock }

  mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) throws(SystemError) -> ChunkReader.Progress {
    try reader.next(waiting: milliseconds) { bytes, chunk in
      candidates.search(bytes, chunk, with: rules)
      body(bytes, chunk, candidates)
    }
  }
}

/// Takes what other threads have read and searched.
struct AheadReader: SearchedChunks, ~Copyable {
  private let ahead: ReadAhead

  init(_ ahead: ReadAhead) { self.ahead = ahead }

  var mayBlock: Bool { false }

  mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) throws(SystemError) -> ChunkReader.Progress {
    try ahead.next(body)
  }
}
