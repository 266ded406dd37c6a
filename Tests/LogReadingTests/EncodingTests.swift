import Foundation
import LogReading
import Testing

/// Text as UTF-16 without a byte order mark.
enum UTF16Text {
  enum ByteOrder { case little, big }

  static func bytes(_ text: String, _ order: ByteOrder) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      return order == .big ? [high, low] : [low, high]
    }
  }
}

@Suite("Encodings")
struct EncodingTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var expected: String

    init(_ testDescription: String, _ bytes: [UInt8], _ expected: String) {
      self.testDescription = testDescription
      self.bytes = bytes
      self.expected = expected
    }
  }

  @Test(
    "Text of a log",
    arguments: [
      Case("ASCII", Array("plain".utf8), "plain"),
      Case("UTF-8", Array("größer".utf8), "größer"),
      Case("Latin-1", [0x67, 0x72, 0xF6, 0xDF, 0x65, 0x72], "größer"),
      Case("Latin-1 at the end", [0x63, 0x61, 0x66, 0xE9], "café"),
      Case("UTF-8 with an invalid byte", Array("é".utf8) + [0xE9, 0x20], "é\u{FFFD} "),
      Case("bytes that Latin-1 lacks", [0x61, 0x80, 0xE9], "a\u{FFFD}\u{FFFD}"),
      Case("a byte that is no letter's", [0x61, 0xFF, 0xE9], "a\u{FFFD}\u{FFFD}"),
      Case("half of a character", [0x31, 0xC3], "1\u{FFFD}"),
      Case("a replacement character", Array("a\u{FFFD}".utf8), "a\u{FFFD}"),
      Case("a surrogate", [0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ])
  func text(_ example: Case) {
    #expect(String(logText: example.bytes) == example.expected)
  }

  @Test(
    "UTF-16 is converted; what is none becomes U+FFFD",
    arguments: [
      Case(
        "little end first", [0xFF, 0xFE] + UTF16Text.bytes("one\r\nä€😀\n", .little), "one\r\nä€😀\n"),
      Case("big end first", [0xFE, 0xFF] + UTF16Text.bytes("one\r\nä€😀\n", .big), "one\r\nä€😀\n"),
      Case("a mark alone", [0xFF, 0xFE], ""),
      Case("half of a code unit", [0xFE, 0xFF, 0, 0x61, 0], "a\u{FFFD}¬\n"),
      Case("half of a pair at the end", [0xFE, 0xFF, 0xD8, 0x3D], "\u{FFFD}¬\n"),
      Case("both halves", [0xFE, 0xFF, 0xD8, 0x3D, 0xDE], "\u{FFFD}¬\n"),
      Case("a first half alone", [0xFE, 0xFF, 0xD8, 0x3D, 0, 0x61], "\u{FFFD}a¬\n"),
      Case("two first halves", [0xFE, 0xFF, 0xD8, 0x3D, 0xD8, 0x3D, 0xDE, 0], "\u{FFFD}😀¬\n"),
      Case("a second half alone", [0xFE, 0xFF, 0xDE, 0, 0, 0x61], "\u{FFFD}a¬\n"),
      Case("a second mark", [0xFE, 0xFF, 0xFE, 0xFF], "\u{FEFF}¬\n"),
    ])
  func converted(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(example.bytes, to: "x.log")
    #expect(
      LogFeed.transcript(["x.log"], in: directory.path) == "<x.log>\n\(example.expected).\n")
  }

  @Test("Converted text is whole, wherever reads end", arguments: 0..<4)
  func boundaries(_ shift: Int) throws {
    // Characters of three bytes, so that they stand across the ends of what was made.
    let text = String(repeating: "x", count: shift) + String(repeating: "€", count: 300_000) + "\n"
    let directory = try TemporaryDirectory()
    _ = try directory.write([0xFF, 0xFE] + UTF16Text.bytes(text, .little), to: "x.log")
    let feed = LogFeed([.file(path: "\(directory.path)/x.log", isNamed: true)])
    var bytes: [UInt8] = []
    var offset = 0
    while feed.next(
      waiting: 0,
      { lent, chunk in
        #expect(chunk.byteOffset == offset)
        offset += chunk.fresh.count
        lent.extracting(chunk.fresh).withUnsafeBufferPointer { bytes += $0 }
      }) != .finished
    {}
    #expect(bytes == Array(text.utf8))
  }

  @Test("It is compressed, too, and lies in archives")
  func layers() throws {
    let log = [0xFF, 0xFE] + UTF16Text.bytes("ä\n", .little)
    let directory = try TemporaryDirectory()
    let gz = try WrittenArchive.compressed(log, .gz)
    let tar = try WrittenArchive.archive(.pax, [.file("a.log", log), .file("b.gz", gz)])
    _ = try directory.write(tar, to: "x.tar")
    #expect(
      LogFeed.transcript(["x.tar"], in: directory.path) == """
        <x.tar!/a.log>
        ä
        .
        <x.tar!/b.gz>
        ä
        .

        """)
  }
}
