internal import LogReading
internal import Matching

/// The chunks of sources in order, searched.
protocol SearchedChunks: ~Copyable {
  /// Whether a read may have to wait for a writer.
  var mayBlock: Bool { get }
  /// How many bytes of the sources were read, as they lie there.
  var position: Int { get }
  /// What the stages have taken, if they are timed.
  var times: StageTimes { get }

  /// As ``LogFeed/next(waiting:_:)``, and lends what was found in the chunk, too.
  mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) -> LogFeed.Step
}

/// Reads and searches when it is asked to.
struct DirectReader: SearchedChunks, ~Copyable {
  private(set) var times = StageTimes()
  private let feed: LogFeed
  private let rules: CompiledRules
  private let isTimed: Bool
  private var candidates = ChunkCandidates()

  init(_ feed: LogFeed, rules: CompiledRules, isTimed: Bool) {
    self.feed = feed
    self.rules = rules
    self.isTimed = isTimed
  }

  var mayBlock: Bool { feed.mayBlock }

  var position: Int { feed.position }

  mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) -> LogFeed.Step {
    var clock = StageClock(isRunning: isTimed)
    return feed.next(waiting: milliseconds) { bytes, chunk in
      times.reading += clock.lap()
      candidates.search(bytes, chunk, with: rules)
      times.searching += clock.lap()
      body(bytes, chunk, candidates)
      times.looking += clock.lap()
    }
  }
}

/// Takes what other threads have read and searched.
struct AheadReader: SearchedChunks, ~Copyable {
  private(set) var times = StageTimes()
  private let ahead: ReadAhead

  init(_ ahead: ReadAhead) { self.ahead = ahead }

  var mayBlock: Bool { false }

  var position: Int { ahead.position }

  mutating func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk, borrowing ChunkCandidates) -> Void
  ) -> LogFeed.Step {
    ahead.next(adding: &times, body)
  }
}

/// The processor time between one call and the next, if anybody wants to know.
struct StageClock {
  private var start: Duration?

  init(isRunning: Bool) { start = isRunning ? ThreadTime.now : nil }

  /// The time since the last call.
  mutating func lap() -> Duration {
    guard let start else { return .zero }
    let now = ThreadTime.now
    self.start = now
    return now - start
  }
}
