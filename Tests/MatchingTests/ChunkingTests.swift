import Foundation
import LogReading
import Matching
import Testing
import TracebackPictures
import Tracebacks

@Suite("Logs that arrive in pieces")
struct ChunkingTests {
  private static let folder: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "corpus/tracebacks")

  /// The logs of a folder of the corpus, the smallest first.
  private static func logs(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    let directory = Self.folder.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".log") }.sorted()
      .map { (name: $0, bytes: Array(try Data(contentsOf: directory.appending(path: $0)))) }
      .sorted { $0.bytes.count < $1.bytes.count }
  }

  /// All that a reader can tell of a trace, its text among it.
  private func description(of traceback: Traceback) -> String {
    let text = String(decoding: traceback.text, as: UTF8.self)
    return "\(traceback.picture)\nat \(traceback.position)\n\(text)"
  }

  /// The traces of bytes that a writer hands to a pipe in pieces, each of which is read before the
  /// next is written.
  private func tracebacks(in bytes: [UInt8], pieceSize: Int) throws -> [String] {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends where end >= 0 { close(end) } }
    return try TracebackReading.tracebacks { matcher in
      var reader = ChunkReader(FileDescriptor(borrowing: ends[0]))
      for start in stride(from: 0, to: bytes.count, by: pieceSize) {
        let piece = bytes[start..<min(start + pieceSize, bytes.count)]
        let written = piece.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        try #require(written == piece.count)
        #expect(try reader.next(waiting: 0) { matcher.take($0, $1) } == .chunk)
      }
      close(ends[1])
      ends[1] = -1
      while try reader.next(waiting: 0, { matcher.take($0, $1) }) != .end {}
    }.map(description)
  }

  /// The traces of a file that holds the bytes.
  private func tracebacks(inFile path: String) throws -> [String] {
    try TracebackReading.tracebacks { matcher in
      var reader = ChunkReader(try FileDescriptor(reading: path))
      while try reader.next(waiting: 0, { matcher.take($0, $1) }) != .end {}
    }.map(description)
  }

  @Test(
    "A stream has the tracebacks of the file, whatever the size of its pieces",
    arguments: ["carriers", "managed", "native", "none", "python"])
  func pieces(_ folder: String) throws {
    let logs = try Self.logs(in: folder)
    try #require(!logs.isEmpty)
    for (index, log) in logs.enumerated() {
      let expected = try tracebacks(inFile: "\(Self.folder.path)/\(folder)/\(log.name)")
      // Pieces of a few bytes take long.
      for size in (index < 10 ? [1, 2, 3] : []) + [7, 64, 1000, 4096] {
        let found = try tracebacks(in: log.bytes, pieceSize: size)
        #expect(found == expected, "\(log.name) in pieces of \(size)")
      }
    }
  }
}
