internal import LogReading

/// Where a line stands in its source and in the bytes that were lent.
struct LinePlace {
  var position: LogPosition
  var range: Range<Int>
  var chunk: LogChunk

  /// Calls `body` with the lines before this one as they were read, the nearest first, until it returns
  /// false.
  ///
  /// - Returns: whether the first line of the source was among them.
  func forEachLineBefore(
    in bytes: Span<UInt8>, limit: Int, _ body: (Span<UInt8>, LogPosition) -> Bool
  ) -> Bool {
    let reach = max(0, range.lowerBound - ChunkReader.historyLimit)
    var end = range.lowerBound - 1
    for distance in stride(from: 1, through: limit, by: 1) {
      guard position.line > distance else { return true }
      // The line's head may be out of reach.
      let start = bytes.lineStart(before: end, limit: reach)
      if end < reach || (start == reach && reach > 0) { return false }
      let raw = bytes.extracting(start..<end)
      let before = LogPosition(
        source: position.source, line: position.line - distance,
        byteOffset: chunk.byteOffset + start - chunk.fresh.lowerBound)
      guard body(raw, before) else { return false }
      end = start - 1
    }
    return position.line == limit + 1
  }
}
