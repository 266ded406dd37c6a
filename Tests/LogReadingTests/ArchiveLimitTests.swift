import CArchive
import Foundation
import LogReading
import Testing

@Suite("Archives that are made to do harm")
struct ArchiveLimitTests {
  private static let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: 99_999) + [0x0A]

  private func transcript(
    _ bytes: [UInt8], _ change: (inout ArchiveLimits) -> Void
  ) throws -> String {
    let directory = try TemporaryDirectory()
    _ = try directory.write(bytes, to: "x")
    var limits = ArchiveLimits()
    change(&limits)
    return LogFeed.transcript(["x"], in: directory.path, limits: limits)
  }

  private static let whole = "<x>\n100000 bytes\n.\n"

  @Test("No more comes out of a file than the limits of size allow")
  func size() throws {
    let bytes = try WrittenArchive.compressed(Self.zeros, .gz)
    #expect(try transcript(bytes) { $0.size = 100_000 } == Self.whole)
    #expect(
      try transcript(bytes) { $0.size = 99_999 }
        .hasSuffix("! x: holds more than 99999 bytes, and what is left was not read\n…\n"))
  }

  @Test("Nor more times its own size, unless that is little")
  func ratio() throws {
    let bytes = try WrittenArchive.compressed(Self.zeros, .gz)
    let ratio = (Self.zeros.count + bytes.count - 1) / bytes.count
    func suspicious(_ limits: inout ArchiveLimits, _ ratio: Int, _ size: Int) {
      limits.ratio = ratio
      limits.unsuspiciousSize = size
    }
    #expect(try transcript(bytes) { suspicious(&$0, ratio, 0) } == Self.whole)
    #expect(
      try transcript(bytes) { suspicious(&$0, ratio - 1, 0) }.hasSuffix(
        "! x: holds more than \(ratio - 1) times its own size, and what is left was not read\n…\n"))
    #expect(try transcript(bytes) { suspicious(&$0, 1, 100_000) } == Self.whole)
    #expect(try transcript(bytes) { suspicious(&$0, 1, 99_999) } != Self.whole)
  }

  @Test("A dictionary of .xz data may take as much memory as the limit says")
  func memory() throws {
    let bytes = try WrittenArchive.compressed(Self.zeros, .xz)
    // What xz takes if nothing else is asked for.
    let size = Int(lzma_easy_decoder_memusage(6))
    #expect(try transcript(bytes) { $0.memory = size } == Self.whole)
    #expect(
      try transcript(bytes) { $0.memory = size - 1 }
        == "! x: needs more than \(size >> 20) MiB of memory to be read\n")
  }

  @Test("The layers of an archive in an archive are counted together")
  func nestedRatio() throws {
    let inner = try WrittenArchive.compressed(Self.zeros, .bz2)
    let bytes = try WrittenArchive.compressed(inner, .gz)
    #expect(
      try transcript(bytes) {
        $0.ratio = 100
        $0.unsuspiciousSize = 0
      } == "! x: holds more than 100 times its own size, and what is left was not read\n")
  }

  @Test("The members of all archives in a file are counted")
  func members() throws {
    let inner = try WrittenArchive.archive(.zip, [.file("a", "a\n"), .file("b", "b\n")])
    let bytes = try WrittenArchive.archive(.tar, [.file("z", inner), .file("c", "c\n")])
    let all = "<x!/z!/a>\na\n.\n<x!/z!/b>\nb\n.\n<x!/c>\nc\n.\n"
    #expect(try transcript(bytes) { $0.members = 4 } == all)
    #expect(
      try transcript(bytes) { $0.members = 3 } == """
        <x!/z!/a>
        a
        ! x: holds more than 3 files, and what is left was not read
        .

        """)
  }

  @Test("Layers are opened as far as the limit of depth")
  func depth() throws {
    let inner = try WrittenArchive.archive(.zip, [.file("a.log", "a\n")], nil)
    let bytes = try WrittenArchive.archive(.tar, [.file("z", inner), .file("c", "c\n")], .gz)
    #expect(
      try transcript(bytes) { $0.depth = 3 } == "<x!/z!/a.log>\na\n.\n<x!/c>\nc\n.\n")
    #expect(
      try transcript(bytes) { $0.depth = 2 } == """
        ! x!/z: lies in 2 archives or compressions already, and was not read
        <x!/c>
        c
        .

        """)
  }
}
