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

  /// One chunk's place in the circle, filled by a thread while it is free, and emptied by the reader.
  private final class Slot: @unchecked Sendable {
    let isFree = DispatchSemaphore(value: 1)
    let isReady = DispatchSemaphore(value: 0)
    var buffer = ChunkBuffer()
    var candidates = ChunkCandidates()
    var step = LogFeed.Step.finished
    var chunk: LogChunk?
    var times = StageTimes()
  }

  private let rules: CompiledRules
  private let isTimed: Bool
  private let slots: [Slot]
  /// The slot that is handed on next.
  private var nextRead = 0

  // What follows belongs to the thread whose turn it is.
  private let turn = DispatchSemaphore(value: 1)
  private let feed: LogFeed
  private var isFinished = false
  private var nextFilled = 0

  private let isStopped = Atomic(false)

  /// Starts the threads; nil if they would not help: one alone, little to read, or a pipe among it.
  init?(
    _ sources: [LogSource], selection: PathSelection, rules: CompiledRules, jobs: Int, isTimed: Bool
  ) {
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
    feed = LogFeed(sources, selection: selection)
    slots = (0..<(2 * jobs)).map { _ in Slot() }
    for _ in 0..<jobs { DispatchQueue.global().async { self.work() } }
  }

  /// How many bytes were read; somewhat more than were handed on.
  var position: Int { feed.position }

  /// Takes the next step; lends its chunk, and adds what it has taken to `times`.
  func next(
    adding times: inout StageTimes,
    _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) -> LogFeed.Step {
    let slot = slots[nextRead % slots.count]
    nextRead += 1
    slot.isReady.wait()
    defer { slot.isFree.signal() }
    guard let chunk = slot.chunk else { return slot.step }
    times += slot.times
    var clock = StageClock(isRunning: isTimed)
    slot.buffer.lend(upTo: chunk.fresh.upperBound) { body($0, chunk, slot.candidates) }
    times.looking += clock.lap()
    return slot.step
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
      guard !isStopped.load(ordering: .acquiring), !isFinished else {
        slot.isFree.signal()
        turn.signal()
        return
      }
      fill(slot)
      nextFilled += 1
      turn.signal()
      slot.times = StageTimes()
      slot.times.reading = clock.lap()
      if let chunk = slot.chunk {
        slot.buffer.lend(upTo: chunk.fresh.upperBound) {
          slot.candidates.search($0, chunk, with: rules)
        }
        slot.times.searching = clock.lap()
      }
      slot.isReady.signal()
    }
  }

  /// Takes the next step that says something.
  private func fill(_ slot: Slot) {
    var lent: LogChunk?
    repeat {
      slot.step = feed.next(waiting: Doctor.patience) { lent = $1 }
    } while slot.step == .idle || (slot.step == .chunk && lent == nil)
    isFinished = slot.step == .finished
    slot.chunk = lent
    if lent != nil { slot.buffer = feed.exchange(for: slot.buffer) }
  }
}
