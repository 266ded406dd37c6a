/// Finding the records that their writers called errors, in one quick pass over a chunk.
extension Span where Element == UInt8 {
  /// Calls `body` with the offset of every `ERROR` and `CRITICAL` in `range` that stands between
  /// blanks, or first in its line, as oslo.log writes levels.
  ///
  /// Looks for an `R` before another or before an `I`, 32 bytes a step: capitals are rare in logs.
  /// The byte before `range` is looked at, too.
  package func forEachErrorLevel(in range: Range<Int>, _ body: (Int) -> Void) {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, range.count > 2 else { return }
      let r = SIMD32<UInt8>(repeating: UInt8(ascii: "R"))
      let i = SIMD32<UInt8>(repeating: UInt8(ascii: "I"))
      var offset = range.lowerBound
      let lastBlock = range.upperBound - 33
      while offset <= lastBlock {
        let first = base.loadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
        let second = base.loadUnaligned(fromByteOffset: offset &+ 1, as: SIMD32<UInt8>.self)
        // All bits of a lane that is true are set; masks of the standard library are slow.
        let hits =
          unsafeBitCast(first .== r, to: SIMD4<UInt64>.self)
          & (unsafeBitCast(second .== r, to: SIMD4<UInt64>.self)
            | unsafeBitCast(second .== i, to: SIMD4<UInt64>.self))
        if (hits[0] | hits[1]) | (hits[2] | hits[3]) != 0 {
          for index in offset..<(offset + 32) { check(index, in: range, body) }
        }
        offset &+= 32
      }
      for index in offset..<Swift.max(offset, range.upperBound) { check(index, in: range, body) }
    }
  }

  /// Looks whether the `R` at `index` is the second letter of a level.
  private func check(_ index: Int, in range: Range<Int>, _ body: (Int) -> Void) {
    guard self[index] == UInt8(ascii: "R"), index > range.lowerBound else { return }
    let start = index - 1
    let length: Int
    if matches("ERROR", at: start) {
      length = 5
    } else if matches("CRITICAL", at: start) {
      length = 8
    } else {
      return
    }
    let before = start > 0 ? self[start - 1] : UInt8(ascii: "\n")
    guard before == UInt8(ascii: " ") || before == UInt8(ascii: "\n"),
      start + length < range.upperBound, self[start + length] == UInt8(ascii: " ")
    else { return }
    body(start)
  }
}
