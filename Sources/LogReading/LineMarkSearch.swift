/// What is seen of a line in one quick pass over a chunk, before the line is looked at.
package enum LineMark: Sendable {
  /// `ERROR` or `CRITICAL` between blanks, or first in its line, as oslo.log writes levels.
  case errorLevel
  /// What begins a call in the traces of Java, JavaScript, .NET, Ruby and Go: `at ` behind a tab,
  /// escaped or not, or behind two blanks; `from `, `7: from ` or a path behind a tab. And `#0 `, first
  /// in its line or behind a blank or an escaped line feed, which begins PHP's and those of debuggers.
  case call
}

extension Span where Element == UInt8 {
  /// Calls `body` with the offset of every mark in `range`; a call's is that of its `at` or `from`.
  ///
  /// Looks for an `R` before another or before an `I`, for tabs, and for `at `, 32 bytes a step: all
  /// are rare in logs. The bytes before `range` are looked at, too.
  package func forEachMark(in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, range.count > 2 else { return }
      typealias Block = SIMD32<UInt8>
      let (r, i) = (Block(repeating: UInt8(ascii: "R")), Block(repeating: UInt8(ascii: "I")))
      let (a, t) = (Block(repeating: UInt8(ascii: "a")), Block(repeating: UInt8(ascii: "t")))
      let tab = Block(repeating: UInt8(ascii: "\t"))
      let blank = Block(repeating: UInt8(ascii: " "))
      let (hash, zero) = (Block(repeating: UInt8(ascii: "#")), Block(repeating: UInt8(ascii: "0")))
      // All bits of a lane that is true are set; masks of the standard library are slow.
      @inline(__always) func lanes(_ mask: SIMDMask<Block.MaskStorage>) -> SIMD4<UInt64> {
        unsafeBitCast(mask, to: SIMD4<UInt64>.self)
      }
      var offset = range.lowerBound
      let lastBlock = range.upperBound - 34
      while offset <= lastBlock {
        let first = base.loadUnaligned(fromByteOffset: offset, as: Block.self)
        let second = base.loadUnaligned(fromByteOffset: offset &+ 1, as: Block.self)
        let third = base.loadUnaligned(fromByteOffset: offset &+ 2, as: Block.self)
        let hits =
          lanes(first .== r) & (lanes(second .== r) | lanes(second .== i))
          | lanes(first .== a) & lanes(second .== t) & lanes(third .== blank)
          | lanes(first .== hash) & lanes(second .== zero) | lanes(first .== tab)
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
  private func check(_ index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    switch self[index] {
    case UInt8(ascii: "R"): checkLevel(index, in: range, body)
    case UInt8(ascii: "a"):
      if index + 3 <= range.upperBound, matches("at ", at: index), followsIndentation(index) {
        body(index, .call)
      }
    case UInt8(ascii: "\t"): checkCall(after: index + 1, in: range, body)
    case UInt8(ascii: "#"):
      if index + 3 <= range.upperBound, matches("0 ", at: index + 1), beginsText(index) {
        body(index, .call)
      }
    default: break
    }
  }

  /// Looks at what stands behind a tab.
  private func checkCall(after index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    guard index < range.upperBound else { return }
    // The numbers of Ruby's calls have the width of the largest.
    var end = index
    while end < index + 8, matches(" ", at: end) { end += 1 }
    if matches("/", at: index) || matches("from ", at: index)
      || matches(": from ", at: skippingDigits(from: end))
    {
      body(index, .call)
    }
  }

  /// Whether a line, or one that is escaped, may begin at `index`.
  private func beginsText(_ index: Int) -> Bool {
    index == 0 || self[index - 1] == UInt8(ascii: "\n") || self[index - 1] == UInt8(ascii: " ")
      || matches("\\n", at: index - 2) || matches("#012", at: index - 4)
  }

  /// Whether a tab, escaped as in JSON or by syslog or not, or two blanks stand before `index`.
  private func followsIndentation(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    switch self[index - 1] {
    case UInt8(ascii: "\t"): return true
    case UInt8(ascii: " "): return matches(" ", at: index - 2)
    case UInt8(ascii: "t"): return matches("\\", at: index - 2)
    default: return matches("#011", at: index - 4)
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
