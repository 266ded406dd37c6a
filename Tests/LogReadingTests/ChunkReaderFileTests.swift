import LogReading
import Testing

struct ChunkReaderFileTests {
  struct Case: CustomTestStringConvertible {
    var text: String
    var expected: [LentChunk]
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ expected: [LentChunk]) {
      self.text = text
      self.expected = expected
    }
  }

  @Test(
    "A short file is lent as whole lines, and its end last",
    arguments: [
      Case("", []),
      Case("\n", [LentChunk("\n", at: 0)]),
      Case("a\nb\n", [LentChunk("a\nb\n", at: 0)]),
      Case("a\nb", [LentChunk("a\n", at: 0), LentChunk("b", at: 2)]),
      Case("b", [LentChunk("b", at: 0)]),
      Case("a\r\n\r\nb\r\n", [LentChunk("a\r\n\r\nb\r\n", at: 0)]),
      Case("a\r", [LentChunk("a\r", at: 0)]),
      Case("\0\0\n\0", [LentChunk("\0\0\n", at: 0), LentChunk("\0", at: 3)]),
    ])
  func shortFiles(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    let steps = try ChunkReader.read(try directory.write(example.text.utf8))
    #expect(steps.compactMap(\.chunk) == example.expected)
    #expect(steps.allSatisfy { $0.history.last == UInt8(ascii: "\n") })
  }

  @Test("A long file is lent in chunks of whole lines, each behind what was lent before")
  func longFile() throws {
    let lines = (0..<30_000).map { "\($0) " + String(repeating: "x", count: $0 % 97) + "\n" }
    let text = Array(lines.joined().utf8)
    let directory = try TemporaryDirectory()
    let steps = try ChunkReader.read(try directory.write(text))
    try Self.checkContinuity(steps, of: text)
    #expect(steps.count > 3)
    for step in steps {
      let chunk = try #require(step.chunk)
      #expect(chunk.bytes.last == UInt8(ascii: "\n"))
      #expect(!chunk.isCut && !chunk.continuesLine)
      #expect(step.history.last == UInt8(ascii: "\n"))
    }
  }

  static let sizes = [
    ChunkReader.chunkSize - 1, ChunkReader.chunkSize, ChunkReader.chunkSize + 1,
    ChunkReader.chunkSize + ChunkReader.historyLimit, ChunkReader.lineLimit - 1,
    ChunkReader.lineLimit,
  ]

  @Test("A line up to the limit is lent in one piece", arguments: sizes)
  func linesWithinLimit(size: Int) throws {
    // The line feed counts.
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: size - 1) + [UInt8(ascii: "\n")]
    let text = Array("first\n".utf8) + line + Array("last".utf8)
    let directory = try TemporaryDirectory()
    let steps = try ChunkReader.read(try directory.write(text))
    try Self.checkContinuity(steps, of: text)
    #expect(steps.allSatisfy { $0.chunk?.isCut == false && $0.chunk?.continuesLine == false })
    #expect(steps.last?.chunk == LentChunk("last", at: text.count - 4))
  }

  @Test(
    "A line over the limit is lent in pieces and marked, and nothing of it is left out",
    arguments: [
      "\nafter it\nlast", "\n", "",
    ])
  func cutLine(rest: String) throws {
    let line = (0..<(3 << 20)).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    let text = Array("first\n".utf8) + line + Array(rest.utf8)
    let directory = try TemporaryDirectory()
    let steps = try ChunkReader.read(try directory.write(text))
    try Self.checkContinuity(steps, of: text)
    let chunks = steps.compactMap(\.chunk)
    #expect(chunks.count { $0.isCut } >= 2)
    // Only a piece that is cut has a continuation, and every one has.
    #expect(chunks.dropFirst().map(\.continuesLine) == chunks.dropLast().map(\.isCut))
    #expect(chunks.first?.continuesLine == false)
    #expect(chunks.last?.isCut == false)
    for chunk in chunks where chunk.isCut {
      #expect(chunk.bytes.last != UInt8(ascii: "\n"))
      #expect(chunk.bytes.count <= ChunkReader.lineLimit + ChunkReader.chunkSize)
    }
  }

  @Test("What cannot be read is an error of the system")
  func errors() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path
    let missing = #expect(throws: ReadFailure.self) {
      _ = try ChunkReader.read(path + "/missing")
    }
    #expect(missing?.description == "no such file or directory")
    let unreadable = #expect(throws: ReadFailure.self) { _ = try ChunkReader.read(path) }
    #expect(unreadable?.description == "is a directory")
  }

  /// Whether the chunks give the text back, each at its place and behind what was lent before.
  private static func checkContinuity(_ steps: [ReadStep], of text: [UInt8]) throws {
    var read = 0
    for step in steps {
      let chunk = try #require(step.chunk)
      #expect(chunk.byteOffset == read)
      let end = read + chunk.bytes.count
      try #require(end <= text.count)
      #expect(text[read..<end].elementsEqual(chunk.bytes), "bytes \(read)..<\(end)")
      #expect(step.history.count >= min(read, ChunkReader.historyLimit))
      // In front of the file's first byte stands a line feed that is not the file's.
      let history = step.history.suffix(read)
      #expect(text[..<read].suffix(history.count).elementsEqual(history), "before \(read)")
      read = end
    }
    #expect(read == text.count)
  }
}
