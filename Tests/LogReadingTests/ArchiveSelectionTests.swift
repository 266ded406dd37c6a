import LogReading
import Testing

@Suite("Chosen files of archives")
struct ArchiveSelectionTests {
  /// An archive with another one in it.
  private static func make(in directory: borrowing TemporaryDirectory) throws {
    let inner = try WrittenArchive.archive(.tar, [.file("nova/b.log", "b\n"), .file("c", "c\n")])
    let bytes = try WrittenArchive.archive(
      .tar, [.file("x/a.log", "a\n"), .file("x/nova.tar", inner), .file("z", "z\n")], .gz)
    _ = try directory.write(bytes, to: "d/sos.tar.gz")
  }

  private static func transcript(
    _ path: String, include: [String] = [], exclude: [String] = []
  ) throws -> String {
    let directory = try TemporaryDirectory()
    try make(in: directory)
    var selection = PathSelection()
    selection.include = include.map(PathPattern.init)
    selection.exclude = exclude.map(PathPattern.init)
    return LogFeed.transcript([path], in: directory.path, selection: selection)
  }

  @Test("Of an archive that is named, what is included is read")
  func included() throws {
    #expect(
      try Self.transcript("d/sos.tar.gz", include: ["*.log"]) == """
        <d/sos.tar.gz!/x/a.log>
        a
        note: d/sos.tar.gz: 2 files left out by include and exclude
        .

        """)
  }

  @Test("An archive in it counts as a directory")
  func nested() throws {
    #expect(
      try Self.transcript("d/sos.tar.gz", include: ["/x/nova.tar"], exclude: ["nova/"]) == """
        <d/sos.tar.gz!/x/nova.tar!/c>
        c
        note: d/sos.tar.gz!/x/nova.tar: 1 file left out by include and exclude
        note: d/sos.tar.gz: 2 files left out by include and exclude
        .

        """)
  }

  @Test("Of an archive that is found and included, all is read that is not excluded")
  func found() throws {
    #expect(
      try Self.transcript("d", include: ["*.gz"], exclude: ["x"]) == """
        <d/sos.tar.gz!/z>
        z
        note: d/sos.tar.gz: 2 files left out by include and exclude
        .

        """)
  }
}
