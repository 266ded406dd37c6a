import LogReading
import Testing

@Suite("What a person says that files are")
struct FormatHintTests {
  private func transcript(_ bytes: [UInt8], as hint: FormatHint?) throws -> String {
    let directory = try TemporaryDirectory()
    _ = try directory.write(bytes, to: "x")
    var selection = PathSelection()
    selection.hint = hint
    return LogFeed.transcript(["x"], in: directory.path, selection: selection)
  }

  @Test("Bytes that look like something else are lines of text")
  func text() throws {
    for magic in ["SQLite format 3", "PK\u{3}\u{4}", "LPKSHHRH", "\u{1}\u{2}\u{3}"] {
      let bytes = Array("\(magic)\none\n".utf8)
      #expect(try transcript(bytes, as: .text) == "<x>\n\(magic)\none\n.\n")
      #expect(try transcript(bytes, as: nil).hasPrefix("!"))
    }
  }

  @Test(
    "UTF-16 needs no byte order mark",
    arguments: [
      (FormatHint.utf16le, [0x61, 0, 0xE9, 0, 0x0A, 0]),
      (.utf16be, [0, 0x61, 0, 0xE9, 0, 0x0A]),
    ] as [(FormatHint, [UInt8])])
  func utf16(_ hint: FormatHint, _ bytes: [UInt8]) throws {
    #expect(try transcript(bytes, as: hint) == "<x>\naé\n.\n")
  }

  @Test("Tar as it was before POSIX is an archive")
  func oldTar() throws {
    var bytes = try WrittenArchive.archive(.tar, [.file("a.log", "one\n")])
    // The magic number and what stands behind it; and the checksum, over blanks in its place.
    bytes.replaceSubrange(257..<512, with: [UInt8](repeating: 0, count: 255))
    bytes.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let digits = String(bytes[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
    bytes.replaceSubrange(
      148..<156, with: (String(repeating: "0", count: 6 - digits.count) + digits + "\0 ").utf8)
    #expect(try transcript(bytes, as: nil) == "<x>\n\(bytes.count) bytes\n.\n")
    #expect(try transcript(bytes, as: .tar) == "<x!/a.log>\none\n.\n")
  }

  @Test("A hint that is wrong is told of", arguments: FormatHint.allCases)
  func wrong(_ hint: FormatHint) throws {
    let found = try transcript(Array("no such thing\n".utf8), as: hint)
    switch hint {
    case .text, .journalExport: #expect(found == "<x>\nno such thing\n.\n")
    case .utf16le, .utf16be: #expect(found.hasPrefix("<x>\n"))
    default: #expect(found.hasPrefix("! x: "))
    }
  }

  @Test("It is for files as they lie there, and not for what is in them")
  func members() throws {
    let log = try WrittenArchive.compressed(Array("one\n".utf8), .gz)
    let bytes = try WrittenArchive.archive(.tar, [.file("a.log.gz", log)])
    #expect(try transcript(bytes, as: .tar) == "<x!/a.log.gz>\none\n.\n")
  }
}
