import LogReading
import Testing

struct RecordTextTests {
  @Test("Lines are joined by line feeds, without their carriage returns")
  func joined() {
    var text = RecordText()
    let offsets = ["first\r", "", "third\rx", "\r"].enumerated().map { index, line in
      text.append(Array(line.utf8).span, at: Self.position(index))
    }
    #expect(String(decoding: text.bytes, as: UTF8.self) == "first\n\nthird\rx\n")
    #expect(offsets == [0, 6, 7, 15])
    #expect(text.lines.map(\.offset) == offsets)
    #expect(text.lines.map(\.position) == (0..<4).map(Self.position))
  }

  @Test(
    "An offset lies in the line that it stands in",
    arguments: [
      (0, 0), (2, 0), (3, 1), (4, 1), (7, 1), (8, 2), (9, 2), (1000, 2),
    ])
  func lineIndex(offset: Int, expected: Int) {
    var text = RecordText()
    for (index, line) in ["ab", "cdef", "g"].enumerated() {
      text.append(Array(line.utf8).span, at: Self.position(index))
    }
    #expect(text.lineIndex(at: offset) == expected)
  }

  @Test("The first line says whether the record's beginning is known")
  func beginning() {
    var text = RecordText()
    #expect(!text.beginsRecord)
    text.append(Array("a".utf8).span, at: Self.position(0), beginsRecord: true)
    text.append(Array("b".utf8).span, at: Self.position(1), beginsRecord: false)
    #expect(text.beginsRecord)
    text.removeAll()
    #expect(!text.beginsRecord)
    #expect(text.bytes.isEmpty && text.lines.isEmpty && !text.isFull)
    text.append(Array("c".utf8).span, at: Self.position(2))
    text.append(Array("d".utf8).span, at: Self.position(3), beginsRecord: true)
    #expect(!text.beginsRecord)
    #expect(text.bytes == Array("c\nd".utf8))
  }

  struct SizeCase: CustomTestStringConvertible {
    var lines: [Int]
    var size: Int
    var isFull: Bool
    var testDescription: String { "lines of \(lines) bytes" }
  }

  @Test(
    "No more bytes are kept than the limit",
    arguments: [
      SizeCase(lines: [8190], size: 8190, isFull: false),
      SizeCase(lines: [8191], size: 8191, isFull: false),
      SizeCase(lines: [8192], size: 8192, isFull: true),
      SizeCase(lines: [8193], size: 8192, isFull: true),
      SizeCase(lines: [100_000], size: 8192, isFull: true),
      SizeCase(lines: [8191, 5], size: 8192, isFull: true),
      SizeCase(lines: [8190, 5], size: 8192, isFull: true),
      SizeCase(lines: [4000, 4000], size: 8001, isFull: false),
    ])
  func sizes(_ example: SizeCase) {
    var text = RecordText()
    for (index, size) in example.lines.enumerated() {
      text.append([UInt8](repeating: 0x61, count: size).span, at: Self.position(index))
    }
    #expect(text.bytes.count == example.size)
    #expect(text.isFull == example.isFull)
    #expect(RecordText.sizeLimit == 8192)
  }

  @Test("A carriage return where a line is cut is kept, for it is not at the line's end")
  func cutAtCarriageReturn() {
    var text = RecordText()
    let line = [UInt8](repeating: 0x61, count: RecordText.sizeLimit - 1) + [0x0D, 0x62]
    text.append(line.span, at: Self.position(0))
    #expect(text.bytes.count == RecordText.sizeLimit)
    #expect(text.bytes.last == 0x0D)
  }

  @Test("The last line that is kept is the limit's")
  func lines() {
    var text = RecordText()
    var fullAfter: Int?
    for index in 0..<RecordText.lineLimit where fullAfter == nil {
      text.append(Array("x".utf8).span, at: Self.position(index))
      if text.isFull { fullAfter = index + 1 }
    }
    #expect(fullAfter == RecordText.lineLimit)
  }

  private static func position(_ index: Int) -> LogPosition {
    LogPosition(source: 0, line: index + 1, byteOffset: index * 100)
  }
}
