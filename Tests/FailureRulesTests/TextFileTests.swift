import FailureRules
import Foundation
import Testing

@Suite("Text files")
struct TextFileTests {
  /// What is read of a file of some bytes.
  private func text(of bytes: [UInt8], sizeLimit: Int = TextFile.sizeLimit) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try TextFile.read(file.path, sizeLimit: sizeLimit)
  }

  @Test(
    "A file is read up to its end or the limit",
    arguments: [(0, ""), (3, "abc"), (4, "abc\u{FFFD}"), (5, "abc\u{FFFD}"), (.max, "abc\u{FFFD}")])
  func limit(_ sizeLimit: Int, _ expected: String) throws {
    #expect(try text(of: Array("abc".utf8) + [0xFF], sizeLimit: sizeLimit) == expected)
  }

  @Test("Without a limit, a mebibyte is read")
  func ownLimit() throws {
    let bytes = Array(repeating: UInt8(ascii: "x"), count: (1 << 20) + 1)
    #expect(try text(of: bytes).utf8.count == 1 << 20)
  }

  @Test(
    "What is not there, and what is no regular file, cannot be read",
    arguments: [
      ("/no/such/file", "no such file or directory"), ("/", "it is no regular file"),
      ("/dev/zero", "it is no regular file"),
    ])
  func failures(_ path: String, _ reason: String) {
    let failure = #expect(throws: TextFile.Failure.self) { try TextFile.read(path) }
    #expect(failure?.description == reason)
  }
}
