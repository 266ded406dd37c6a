import LogReading
import Testing

struct LineCountingTests {
  @Test("Line feeds are counted in texts of every size and at every alignment")
  func sizes() {
    // A line feed at every seventh byte, and NUL, carriage return and 0x8A, which resembles one.
    let text = (0..<300).map { index -> UInt8 in
      index % 7 == 0 ? 0x0A : [0x00, 0x0D, 0x8A, 0x61, 0x0B][index % 5]
    }
    for start in 0..<64 {
      for size in 0..<200 {
        let range = start..<(start + size)
        let expected = text[range].count { $0 == 0x0A }
        let found = text.span.lineFeeds(in: range)
        if found != expected { Issue.record("\(found) in \(range), expected \(expected)") }
      }
    }
  }

  @Test(
    "A long run of line feeds overflows nothing",
    arguments: [
      32 * 255 - 1, 32 * 255, 32 * 255 + 31, 32 * 255 + 32, 32 * 255 + 33, 20_000, 32 * 510,
    ])
  func overflow(size: Int) {
    let text = [UInt8](repeating: 0x0A, count: size)
    #expect(text.span.lineFeeds(in: 0..<size) == size)
    #expect(text.span.lineFeeds(in: 1..<size) == size - 1)
  }

  @Test("An empty text has no line feed")
  func empty() {
    #expect([UInt8]().span.lineFeeds(in: 0..<0) == 0)
  }
}
