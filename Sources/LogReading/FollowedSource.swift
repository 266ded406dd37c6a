/// Something that goes on being written, and is read as it grows.
///
/// Used by one thread.
package protocol FollowedSource: AnyObject {
  /// Takes the next step; never waits.
  ///
  /// - Parameter body: as for ``LogFeed/next(waiting:_:)``.
  /// - Returns: ``LogFeed/Step/idle`` if there is nothing to read now, ``LogFeed/Step/finished`` if there
  ///   never will be.
  func next(_ body: (Span<UInt8>, LogChunk) -> Void) -> LogFeed.Step

  /// Where the log that has begun is read from.
  var start: FollowedStart { get }

  /// Gives back the memory that only reading needs.
  func rest()

  /// Where reading is to go on after a restart.
  ///
  /// - Parameters:
  ///   - byteOffset: the first byte that is not done with, of those that were lent or are the next. What
  ///     stands before it is not asked for again.
  ///   - line: the number of its line in its file.
  /// - Returns: nil for what cannot be read twice.
  func place(ofByte byteOffset: Int, line: Int) -> LogPlace?

  /// The directories whose changes may mean that there is something to read.
  var directories: [String] { get }

  /// A descriptor that becomes readable when there is something to read.
  var descriptor: Int32? { get }
}

/// Where a followed log is read from.
package struct FollowedStart {
  /// The offset of the first byte that is read.
  package var byteOffset = 0
  /// The 1-based number of its line.
  package var line = 1
  /// The file is in the journal export format, as its beginning shows, which is not read.
  package var isJournalExport = false
}
