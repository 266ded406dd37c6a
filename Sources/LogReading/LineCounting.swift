internal import CBlocks

/// Counting the lines that are passed over.
extension Span where Element == UInt8 {
  /// The number of line feeds in `range`.
  package func lineFeeds(in range: Range<Int>) -> Int {
    extracting(range).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var total = 0
      var offset = 0
      while case let size = Swift.min(bytes.count - offset, 127 * 64) & ~63, size > 0 {
        total += blocks_line_feeds(base + offset, size)
        offset += size
      }
      while offset < bytes.count {
        if bytes[offset] == UInt8(ascii: "\n") { total += 1 }
        offset += 1
      }
      return total
    }
  }
}
