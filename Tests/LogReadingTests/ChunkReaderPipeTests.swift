import Foundation
import LogReading
import Testing

struct ChunkReaderPipeTests {
  @Test("A pipe's lines are lent as they arrive; in between, the reader is idle")
  func arrivingLines() throws {
    let pipe = try TestPipe()
    var reader = ChunkReader(FileDescriptor(borrowing: pipe.readEnd))
    var steps = [try reader.step()]
    for text in ["a\nb", "c", "\n", "d\ne"] {
      pipe.write(text)
      steps.append(try reader.step())
    }
    steps.append(try reader.step())
    pipe.closeWriteEnd()
    for _ in 0..<3 { steps.append(try reader.step()) }
    #expect(
      steps == [
        .idle,
        .chunk("a\n", at: 0, after: "\n"),
        // A line that has begun waits for its end.
        .begun,
        .chunk("bc\n", at: 2, after: "\na\n"),
        .chunk("d\n", at: 5, after: "\na\nbc\n"),
        .idle,
        .chunk("e", at: 7, after: "\na\nbc\nd\n"),
        .end,
        .end,
      ])
  }

  @Test("A pipe that was closed without a byte is at its end")
  func nothing() throws {
    let pipe = try TestPipe()
    pipe.closeWriteEnd()
    var reader = ChunkReader(FileDescriptor(borrowing: pipe.readEnd))
    #expect(try reader.step() == .end)
  }

  @Test("A named pipe is read until its writer is gone")
  func namedPipe() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let writer = Thread {
      let file = FileHandle(forWritingAtPath: path)
      file?.write(Data("one\ntwo\nthree".utf8))
      try? file?.close()
    }
    writer.start()
    let steps = try ChunkReader.read(path)
    let bytes = steps.compactMap(\.chunk?.bytes).joined()
    #expect(String(decoding: Array(bytes), as: UTF8.self) == "one\ntwo\nthree")
  }

  /// A pipe whose ends this process has both.
  private final class TestPipe {
    let readEnd: Int32
    private var writeEnd: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
      close(readEnd)
      closeWriteEnd()
    }

    func write(_ text: String) {
      var text = text
      let count = text.withUTF8 { Foundation.write(writeEnd, $0.baseAddress, $0.count) }
      #expect(count == text.utf8.count)
    }

    func closeWriteEnd() {
      if writeEnd >= 0 { close(writeEnd) }
      writeEnd = -1
    }
  }
}
