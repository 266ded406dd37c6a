import LogReading

/// A copy of what a reader lent.
struct LentChunk: Equatable {
  var bytes: [UInt8]
  var byteOffset: Int
  var continuesLine = false
  var isCut = false

  init(bytes: [UInt8], byteOffset: Int, continuesLine: Bool = false, isCut: Bool = false) {
    self.bytes = bytes
    self.byteOffset = byteOffset
    self.continuesLine = continuesLine
    self.isCut = isCut
  }

  init(_ text: String, at byteOffset: Int) {
    self.init(bytes: Array(text.utf8), byteOffset: byteOffset)
  }
}

/// What one call for a chunk came to.
struct ReadStep: Equatable {
  var progress: ChunkReader.Progress
  var chunk: LentChunk?
  /// What stands before the new bytes.
  var history: [UInt8] = []

  static let idle = ReadStep(progress: .idle, chunk: nil)
  /// A line has begun: something has arrived, and nothing is lent.
  static let begun = ReadStep(progress: .chunk, chunk: nil, history: [])
  static let end = ReadStep(progress: .end, chunk: nil)

  static func chunk(_ text: String, at byteOffset: Int, after history: String) -> ReadStep {
    ReadStep(
      progress: .chunk, chunk: LentChunk(text, at: byteOffset), history: Array(history.utf8))
  }
}

extension ChunkReader {
  mutating func step() throws(ReadFailure) -> ReadStep {
    var step = ReadStep(progress: .end, chunk: nil)
    step.progress = try next(waiting: 0) { bytes, chunk in
      let text = bytes.extracting(chunk.fresh).withUnsafeBufferPointer { Array($0) }
      step.chunk = LentChunk(
        bytes: text, byteOffset: chunk.byteOffset, continuesLine: chunk.continuesLine,
        isCut: chunk.isCut)
      step.history = bytes.extracting(..<chunk.fresh.lowerBound)
        .withUnsafeBufferPointer { Array($0) }
    }
    return step
  }

  /// The steps until the end that lent something.
  static func read(_ path: String) throws -> [ReadStep] {
    var reader = ChunkReader(try FileDescriptor(reading: path))
    var steps: [ReadStep] = []
    while true {
      let step = try reader.step()
      if step.progress == .end { return steps }
      if step.chunk != nil { steps.append(step) }
    }
  }
}
