import Foundation
import LogReading
import Testing

@Suite("Compressed logs and archives")
struct CompressedLogTests {
  private static let text = "one\ntwo\nthree"

  @Test(
    "A compressed log is read like any other, whatever its name", arguments: Compression.allCases)
  func compressions(_ compression: Compression) throws {
    let directory = try TemporaryDirectory()
    let bytes = try WrittenArchive.compressed(Array(Self.text.utf8), compression)
    _ = try directory.write(bytes, to: "x.log")
    #expect(
      LogFeed.transcript(["x.log"], in: directory.path) == """
        <x.log>
        one
        two
        three¬
        .

        """)
  }

  @Test("An archive's members are named behind it", arguments: ArchiveForm.allCases)
  func forms(_ form: ArchiveForm) throws {
    let directory = try TemporaryDirectory()
    // libarchive writes no other names to 7z without a locale.
    let name = form == .sevenZip ? "size.log" : "größe.log"
    let bytes = try WrittenArchive.archive(
      form,
      [
        .file("b/nova.log", "n\n"), ArchiveEntry(name: "c", mode: S_IFDIR),
        .file("./a/glance.log", "g1\ng2"), .file(name, ""),
      ])
    _ = try directory.write(bytes, to: "sos")
    #expect(
      LogFeed.transcript(["sos"], in: directory.path) == """
        <sos!/b/nova.log>
        n
        .
        <sos!/a/glance.log>
        g1
        g2¬
        .
        <sos!/\(name)>
        .

        """)
  }

  @Test("Archives lie in archives, and in compressed data")
  func nested() throws {
    let directory = try TemporaryDirectory()
    let gz = try WrittenArchive.compressed(Array("zipped\n".utf8), .gz)
    let zip = try WrittenArchive.archive(.zip, [.file("in.log", "in\n"), .file("x.gz", gz)])
    let cpio = try WrittenArchive.archive(.cpio, [.file("c.log", "c\n")], .xz)
    let bytes = try WrittenArchive.archive(
      .pax, [.file("a.zip", zip), .file("last", cpio), .file("z.log", "z\n")], .zst)
    _ = try directory.write(bytes, to: "t")
    #expect(
      LogFeed.transcript(["t"], in: directory.path) == """
        <t!/a.zip!/in.log>
        in
        .
        <t!/a.zip!/x.gz>
        zipped
        .
        <t!/last!/c.log>
        c
        .
        <t!/z.log>
        z
        .

        """)
  }

  @Test("What is no log is counted")
  func skipped() throws {
    let directory = try TemporaryDirectory()
    let program = [UInt8]("\u{7F}ELF".utf8) + [1, 2, 3]
    let bytes = try WrittenArchive.archive(
      .pax,
      [
        .file("a.log", "a\n"), .file(".git/config", "x\n"), .file("d/.hidden", "x\n"),
        ArchiveEntry(name: "l", mode: S_IFLNK, link: "a.log"),
        ArchiveEntry(name: "h", link: "a.log"), .file("bin", program),
        ArchiveEntry(name: "p", mode: S_IFIFO), .file("../up.log", "u\n"),
      ])
    _ = try directory.write(bytes, to: "t.tar")
    #expect(
      LogFeed.transcript(["t.tar"], in: directory.path) == """
        <t.tar!/a.log>
        a
        .
        <t.tar!/../up.log>
        u
        note: t.tar: 2 hidden files, 2 links, 1 binary file, 1 special file skipped
        .

        """)
  }

  @Test("A compressed file that is no log is told of like one that is not compressed")
  func compressedBinary() throws {
    let directory = try TemporaryDirectory()
    let program = try WrittenArchive.compressed([UInt8]("\u{7F}ELF".utf8), .gz)
    _ = try directory.write(program, to: "d/x.gz")
    #expect(
      LogFeed.transcript(["d"], in: directory.path)
        == "note: .: 1 binary file in directories skipped\n")
    #expect(
      LogFeed.transcript(["d/x.gz"], in: directory.path)
        == "! d/x.gz: is a program, not text, and was skipped\n")
  }

  @Test(
    "Text that begins like an archive is text",
    arguments: [
      "BZh, said the log\n", "070701 is my number\n", "PK\n", "7z is a program\n",
      "x" + String(repeating: " ", count: 256) + "usta\n",
    ])
  func lookalikes(_ text: String) throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(text.utf8, to: "x.log.gz")
    #expect(LogFeed.transcript(["x.log.gz"], in: directory.path) == "<x.log.gz>\n\(text).\n")
  }

  @Test("Data that only begins like compressed data is a failure")
  func noData() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write([0x1F, 0x8B, 8, 0], to: "x.log.gz")
    #expect(
      LogFeed.transcript(["x.log.gz"], in: directory.path)
        == "! x.log.gz: is damaged: it is cut short\n")
  }

  @Test("A 7z archive needs a file of its own")
  func nestedSevenZip() throws {
    let directory = try TemporaryDirectory()
    let inner = try WrittenArchive.archive(.sevenZip, [.file("a.log", "a\n")])
    let bytes = try WrittenArchive.archive(.tar, [.file("x.7z", inner), .file("b.log", "b\n")])
    _ = try directory.write(bytes, to: "t")
    #expect(
      LogFeed.transcript(["t"], in: directory.path) == """
        ! t!/x.7z: is a 7z archive, which can be read from a file of its own only
        <t!/b.log>
        b
        .

        """)
  }
}
