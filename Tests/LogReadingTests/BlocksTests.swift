import CBlocks
import Testing

/// The loops over blocks are written once and compiled for several processors.
struct BlocksTests {
  /// A log's bytes, and among them all that is looked for, at every place of a block.
  private static let texts: [[UInt8]] = (0..<64).flatMap { before in
    ["R", "\t", "#", "\\", "  ", "  a", " \u{1}", "\n", "\u{D2}", "x"].map {
      Array(String(repeating: "q", count: before).utf8) + Array($0.utf8)
        + Array(String(repeating: "q\n ", count: 48).utf8)
    }
  }

  @Test("A block is rare if one of its 64 bytes is")
  func nextRare() {
    for text in Self.texts {
      let last = text.count - 66
      let blocks = stride(from: 0, through: last, by: 64)
      let expected = blocks.first { !Self.rarePlaces(text, from: $0, before: nil).isEmpty }
      let next = blocks_next_rare(text, 0, last)
      #expect(expected == (next <= last ? next : nil))
      #expect(blocks_next_rare_any(text, 0, last) == next)
      #expect(blocks_next_rare(text, last + 1, last) == last + 1)
    }
  }

  @Test("Of two blanks those before an a count")
  func rarePlaces() {
    for text in Self.texts {
      let expected = Self.rarePlaces(text, from: 0, before: UInt8(ascii: "a"))
        .reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
      #expect(blocks_rare_places(text) == expected)
      #expect(blocks_rare_places_any(text) == expected)
    }
  }

  @Test("Line feeds are counted, 8,128 at most")
  func lineFeeds() {
    for text in Self.texts {
      let expected = text.prefix(128).count { $0 == UInt8(ascii: "\n") }
      #expect(blocks_line_feeds(text, 128) == expected)
      #expect(blocks_line_feeds_any(text, 128) == expected)
    }
    let longest = [UInt8](repeating: UInt8(ascii: "\n"), count: 8128)
    #expect(blocks_line_feeds(longest, 8128) == 8128)
    #expect(blocks_line_feeds_any(longest, 8128) == 8128)
    #expect(blocks_line_feeds(longest, 0) == 0)
  }

  private static func rarePlaces(_ text: [UInt8], from start: Int, before third: UInt8?) -> [Int] {
    (0..<64).filter { index in
      let bytes = text[(start + index)...].prefix(3)
      let isPair = Array(bytes.prefix(2)) == Array("  ".utf8)
      return bytes.prefix(1).contains(where: "R\t#\\".utf8.contains)
        || isPair && (third == nil || bytes.last == third)
    }
  }
}
