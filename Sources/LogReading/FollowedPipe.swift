/// Standard input, or a named pipe, as it is written.
final class FollowedPipe: FollowedSource {
  private let feed: LogFeed
  /// Stays open.
  private let pipe: FileDescriptor

  /// Follows the process's standard input to its end.
  init() {
    pipe = FileDescriptor(borrowing: 0)
    feed = LogFeed([.standardInput])
  }

  /// Follows a named pipe, whose writers may come and go.
  init(path: String) throws(ReadFailure) {
    let pipe = try FileDescriptor(pipe: path)
    let source = LogSource.descriptor(pipe.number, name: path)
    self.pipe = pipe
    feed = LogFeed([source])
  }

  func next(_ body: (Span<UInt8>, LogChunk) -> Void) -> LogFeed.Step {
    feed.next(waiting: 0, body)
  }

  var start: FollowedStart { FollowedStart() }

  func rest() {}

  func place(ofByte byteOffset: Int, line: Int) -> LogPlace? { nil }

  var directories: [String] { [] }

  var descriptor: Int32? { pipe.number }
}
