internal import CBlocks

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
  /// Looked at closely is what is rare in logs: an `R`, a tab, a `#`, a backslash, or two blanks. The
  /// bytes before `range` are looked at, too.
  package func forEachMark(in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, range.count > 2 else { return }
      let last = range.upperBound - 66
      // What makes the first `at` a call may stand before the range.
      var offset = blocks_next_rare(base, Swift.max(0, range.lowerBound - 4), last)
      while offset <= last {
        var places = blocks_rare_places(base + offset)
        while places != 0 {
          check(offset + places.trailingZeroBitCount, in: range, body)
          places &= places - 1
        }
        offset = blocks_next_rare(base, offset + 64, last)
      }
      while offset < range.upperBound {
        check(offset, in: range, body)
        offset += 1
      }
    }
  }

  /// Looks closely at a byte that a mark may begin with, or hold.
  private func check(_ index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    switch self[index] {
    case UInt8(ascii: "R"): checkLevel(index, in: range, body)
    case UInt8(ascii: "\t"):
      checkAt(index + 1, in: range, body)
      checkCall(after: index + 1, in: range, body)
    case UInt8(ascii: " "):
      if matches(" ", at: index + 1) { checkAt(index + 2, in: range, body) }
    case UInt8(ascii: "\\"):
      if matches("t", at: index + 1) { checkAt(index + 2, in: range, body) }
    case UInt8(ascii: "#"):
      if matches("011", at: index + 1) { checkAt(index + 4, in: range, body) }
      if range.contains(index), index + 3 <= range.upperBound, matches("0 ", at: index + 1),
        beginsText(index)
      {
        body(index, .call)
      }
    default: break
    }
  }

  /// Looks whether a call's `at` stands at `index`.
  private func checkAt(_ index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    if index >= range.lowerBound, index + 3 <= range.upperBound, matches("at ", at: index) {
      body(index, .call)
    }
  }

  /// Looks at what stands behind a tab.
  private func checkCall(after index: Int, in range: Range<Int>, _ body: (Int, LineMark) -> Void) {
    guard range.contains(index) else { return }
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
