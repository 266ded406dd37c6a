internal import Dispatch
internal import LogReading
internal import Matching
internal import Synchronization

/// Reads files and searches their chunks on several threads, ahead of the one that looks at what was
/// found.
///
/// The threads take turns at reading, so that each chunk is the one that a single thread would read;
/// what takes longest, the search, they do side by side. The chunks are handed on in order, so that a
/// scan's answer does not depend on the number of threads.
///
/// Memory: two chunks for each thread, 264 KiB each or, around a long line, 1.3 MiB.
final class ReadAhead: @unchecked Sendable {
  /// The most threads.
  static let jobLimit = 64
  /// Less is read before a thread has begun, in bytes.
  private static let worthwhileSize = 4 << 20

  private enum Step {
    case chunk(LogChunk)
    case end
    case failure(SystemError)
  }

  /// One chunk's place in the circle, filled by a thread while it is free, and emptied by the reader.
  private final class Slot: @unchecked Sendable {
    let isFree = DispatchSemaphore(value: 1)
    let isReady = DispatchSemaphore(value: 0)
    var buffer = ChunkBuffer()
    var candidates = ChunkCandidates()
    var step = Step.end
    var times = StageTimes()
  }

  private let rules: CompiledRules
  private let isTimed: Bool
  private let slots: [Slot]
  /// The slot that is handed on next.
  private var nextRead = 0

  // What follows belongs to the thread whose turn it is.
  private let turn = DispatchSemaphore(value: 1)
  private var sources: ArraySlice<LogSource>
  private var reader: ChunkReader?
  private var isFirstChunk = true
  private var nextFilled = 0

  private let isStopped = Atomic(false)

  /// Starts the threads; nil if they would not help: one alone, little to read, or a pipe among it.
  init?(_ sources: [LogSource], rules: CompiledRules, jobs: Int, isTimed: Bool = false) {
    let jobs = min(jobs, Self.jobLimit)
    guard jobs > 1 else { return nil }
    var size = 0
    for source in sources {
      guard let fileSize = source.fileSize else { return nil }
      size += fileSize
    }
    guard size >= Self.worthwhileSize else { return nil }
    self.rules = rules
    self.isTimed = isTimed
    self.sources = sources[...]
    slots = (0..<(2 * jobs)).map { _ in Slot() }
    for _ in 0..<jobs { DispatchQueue.global().async { self.work() } }
  }

  /// Lends the next chunk of the source at hand, and adds what it has taken to `times`.
  func next(
    adding times: inout StageTimes,
    _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) throws(SystemError) -> ChunkReader.Progress {
    let slot = slots[nextRead % slots.count]
    nextRead += 1
    slot.isReady.wait()
    defer { slot.isFree.signal() }
    switch slot.step {
    case .chunk(let chunk):
      times += slot.times
      var clock = StageClock(isRunning: isTimed)
      slot.buffer.lend(upTo: chunk.fresh.upperBound) { body($0, chunk, slot.candidates) }
      times.looking += clock.lap()
      return .chunk
    case .end: return .end
    case .failure(let error): throw error
    }
  }

  /// Ends the threads, which may be waiting for room.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    for slot in slots { slot.isFree.signal() }
  }

  private func work() {
    while true {
      turn.wait()
      let slot = slots[nextFilled % slots.count]
      slot.isFree.wait()
      var clock = StageClock(isRunning: isTimed)
      guard !isStopped.load(ordering: .acquiring), fill(slot) else {
        slot.isFree.signal()
        turn.signal()
        return
      }
      nextFilled += 1
      turn.signal()
      slot.times = StageTimes()
      slot.times.reading = clock.lap()
      if case .chunk(let chunk) = slot.step {
        slot.buffer.lend(upTo: chunk.fresh.upperBound) {
          slot.candidates.search($0, chunk, with: rules)
        }
        slot.times.searching = clock.lap()
      }
      slot.isReady.signal()
    }
  }

  /// Reads the next chunk of the next source that has one; false if there is none.
  private func fill(_ slot: Slot) -> Bool {
    guard let source = sources.first else { return false }
    do throws(SystemError) {
      var current: ChunkReader
      if let reader = reader.take() {
        current = reader
      } else {
        current = ChunkReader(try source.open())
        isFirstChunk = true
      }
      var lent: LogChunk?
      var isBinary = false
      while lent == nil {
        let progress = try current.next(waiting: Doctor.patience) { bytes, chunk in
          lent = chunk
          isBinary = isFirstChunk && BinaryContent.kind(of: bytes.extracting(chunk.fresh)) != nil
        }
        guard progress != .end else { break }
      }
      guard let lent else {
        slot.step = .end
        sources.removeFirst()
        return true
      }
      isFirstChunk = false
      slot.step = .chunk(lent)
      slot.buffer = current.exchange(for: slot.buffer)
      if isBinary {
        // Whoever is lent it skips the rest.
        sources.removeFirst()
      } else {
        reader = consume current
      }
    } catch {
      slot.step = .failure(error)
      sources.removeFirst()
    }
    return true
  }
}
