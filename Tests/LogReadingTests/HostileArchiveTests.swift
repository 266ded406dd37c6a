import LogReading
import Testing

@Suite("Archives that lie")
struct HostileArchiveTests {
  private func transcript(_ bytes: [UInt8]) throws -> String {
    let directory = try TemporaryDirectory()
    _ = try directory.write(bytes, to: "x")
    return LogFeed.transcript(["x"], in: directory.path)
  }

  @Test("Wherever an archive is cut, reading comes to an end", arguments: ArchiveForm.allCases)
  func cut(_ form: ArchiveForm) throws {
    let bytes = try WrittenArchive.archive(form, [.file("a", "one\n"), .file("b", "two\n")])
    let whole = try transcript(bytes)
    #expect(whole == "<x!/a>\none\n.\n<x!/b>\ntwo\n.\n")
    for size in stride(from: 1, to: bytes.count, by: 23) {
      let found = try transcript(Array(bytes[..<size]))
      let logs = found.split(separator: "\n").filter { !$0.hasPrefix("!") && !$0.hasPrefix("note") }
      #expect(logs.count <= 6, "\(size) bytes: \(found)")
    }
  }

  @Test(
    "A size that is not there is no reason to take memory",
    arguments: [
      // 8 GiB in octal digits; 2⁶² and -1 in base 256, as GNU tar writes what has no room.
      Array("77777777777\0".utf8), [0x80, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0],
      [UInt8](repeating: 0xFF, count: 12),
    ])
  func tarSize(_ size: [UInt8]) throws {
    var bytes = try WrittenArchive.archive(.tar, [.file("a.log", "one\n")])
    // POSIX.1 ustar: the size and, over the header with blanks in its place, the checksum.
    bytes.replaceSubrange(124..<136, with: size)
    bytes.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let sum = bytes[..<512].reduce(0) { $0 + Int($1) }
    let digits = String(sum, radix: 8)
    let field = String(repeating: "0", count: 6 - digits.count) + digits + "\0 "
    bytes.replaceSubrange(148..<156, with: field.utf8)
    let found = try transcript(bytes)
    #expect(found.contains("! x"))
  }

  @Test("Compressed data in itself is opened as far as the limit of depth")
  func deep() throws {
    var bytes = Array("one\n".utf8)
    for _ in 0..<ArchiveLimits().depth { bytes = try WrittenArchive.compressed(bytes, .gz) }
    #expect(try transcript(bytes) == "<x>\none\n.\n")
    bytes = try WrittenArchive.compressed(bytes, .gz)
    #expect(
      try transcript(bytes)
        == "! x: lies in 8 archives or compressions already, and was not read\n")
  }

  @Test(
    "Any name will do",
    arguments: ["a\nb\u{1B}[2J", "..", "a//b", String(repeating: "x/", count: 2000) + "x"])
  func names(_ name: String) throws {
    let bytes = try WrittenArchive.archive(.pax, [.file(name, "one\n")])
    #expect(try transcript(bytes).hasSuffix(">\none\n.\n"))
  }
}
