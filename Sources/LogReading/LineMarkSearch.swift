/// What is seen of a line in one quick pass over a chunk, before the line is looked at.
package enum LineMark: Sendable {
  /// `ERROR` or `CRITICAL` between blanks, or first in its line, as oslo.log writes levels.
  case errorLevel
  /// What begins a call in the traces of Java, JavaScript, .NET and Ruby: `at `, `from ` or
  /// `7: from ` behind a tab, `at ` behind two blanks; the tab may be escaped as in JSON or by syslog.
  /// And `#0 `, first in its line or behind a blank or an escaped line feed, which begins PHP's.
  case call
}

extension Span where Element == UInt8 {
  /// Calls `body` with the offset of every mark in `range`; a call's is that of its `at` or `from`.
  ///
  /// Looks for an `R` before another or before an `I`, for tabs, escaped or not, and for ` at`, 32
  /// bytes a step: all are rare in logs. The bytes before `range` are looked at, too.
  package func forEachMark(in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, range.count > 2 else { return }
      typealias Block = SIMD32<UInt8>
      let (r, i) = (Block(repeating: UInt8(ascii: "R")), Block(repeating: UInt8(ascii: "I")))
      let (a, t) = (Block(repeating: UInt8(ascii: "a")), Block(repeating: UInt8(ascii: "t")))
      let f = Block(repeating: UInt8(ascii: "f"))
      let tab = Block(repeating: UInt8(ascii: "\t"))
      let blank = Block(repeating: UInt8(ascii: " "))
      let slash = Block(repeating: UInt8(ascii: "\\"))
      let hash = Block(repeating: UInt8(ascii: "#"))
      var offset = range.lowerBound
      let lastBlock = range.upperBound - 34
      while offset <= lastBlock {
        let first = base.loadUnaligned(fromByteOffset: offset, as: Block.self)
        let second = base.loadUnaligned(fromByteOffset: offset &+ 1, as: Block.self)
        let third = base.loadUnaligned(fromByteOffset: offset &+ 2, as: Block.self)
        // All bits of a lane that is true are set; masks of the standard library are slow.
        @inline(__always) func lanes(_ mask: SIMDMask<Block.MaskStorage>) -> SIMD4<UInt64> {
          unsafeBitCast(mask, to: SIMD4<UInt64>.self)
        }
        let levels = lanes(first .== r) & (lanes(second .== r) | lanes(second .== i))
        let calls =
          lanes(first .== blank) & lanes(second .== a) & lanes(third .== t)
          | lanes(first .== slash) & lanes(second .== t)
          & (lanes(third .== a) | lanes(third .== f))
        let hits = levels | calls | lanes(first .== tab) | lanes(first .== hash)
        if (hits[0] | hits[1]) | (hits[2] | hits[3]) != 0 {
          for lane in 0..<4 {
            var word = hits[lane].littleEndian
            while word != 0 {
              let byte = word.trailingZeroBitCount >> 3
              word &= ~(0xFF << UInt64(byte * 8))
              check(offset + lane * 8 + byte, in: range, body)
            }
          }
        }
        offset &+= 32
      }
      for index in offset..<Swift.max(offset, range.upperBound) { check(index, in: range, body) }
    }
  }

  /// Looks closely at a byte that may be of a mark.
  @inline(never)
  private func check(_ index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    switch self[index] {
    case UInt8(ascii: "R"): checkLevel(index, in: range, body)
    case UInt8(ascii: "\t"): checkCall(after: index + 1, in: range, body)
    case UInt8(ascii: " "):
      if index > 0, self[index - 1] == UInt8(ascii: " "), index + 4 <= range.upperBound,
        matches("at ", at: index + 1)
      {
        body(index + 1, .call)
      }
    case UInt8(ascii: "\\"):
      if matches("t", at: index + 1) { checkCall(after: index + 2, in: range, body) }
    case UInt8(ascii: "#"):
      if matches("011", at: index + 1) {
        checkCall(after: index + 4, in: range, body)
      } else if matches("0 ", at: index + 1), index + 3 <= range.upperBound,
        index == 0
          || self[index - 1] == UInt8(ascii: "\n") || self[index - 1] == UInt8(ascii: " ")
          || matches("\\n", at: index - 2) || matches("#012", at: index - 4)
      {
        body(index, .call)
      }
    default: break
    }
  }

  private func checkCall(after index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    guard index + 3 <= range.upperBound else { return }
    if matches("at ", at: index) || matches("from ", at: index) {
      body(index, .call)
    } else if self[index].isDigit || self[index] == UInt8(ascii: " ") {
      // The width of the numbers is that of the largest.
      var end = index
      while end < index + 8, matches(" ", at: end) { end += 1 }
      if matches(": from ", at: skippingDigits(from: end)) { body(index, .call) }
    }
  }

  /// Looks whether the `R` at `index` is the second letter of a level.
  private func checkLevel(_ index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    guard index > range.lowerBound else { return }
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
    body(start, .errorLevel)
  }
}
