/// Counting the lines that are passed over.
extension Span where Element == UInt8 {
  /// The number of line feeds in `range`.
  ///
  /// 32 bytes a step. The comparison's mask is subtracted as it is (a lane that is true is -1):
  /// the mask operations of the standard library are not turned into vector instructions.
  package func lineFeeds(in range: Range<Int>) -> Int {
    extracting(range).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let needle = SIMD32<UInt8>(repeating: UInt8(ascii: "\n"))
      var total = 0
      var offset = 0
      let end = bytes.count
      while offset + 32 <= end {
        // A lane counts to 255 at most.
        var lanes = SIMD32<UInt8>(repeating: 0)
        let blockEnd = Swift.min(end - 31, offset + 32 * 255)
        while offset < blockEnd {
          let block = base.loadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
          lanes &-= unsafeBitCast(block .== needle, to: SIMD32<UInt8>.self)
          offset &+= 32
        }
        total += Int(SIMD32<UInt16>(truncatingIfNeeded: lanes).wrappedSum())
      }
      while offset < end {
        if base.load(fromByteOffset: offset, as: UInt8.self) == UInt8(ascii: "\n") { total += 1 }
        offset += 1
      }
      return total
    }
  }
}
