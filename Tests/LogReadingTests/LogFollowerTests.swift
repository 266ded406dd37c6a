import Foundation
import LogReading
import Testing

@Suite("Following directories")
struct LogFollowerTests {
  @Test("New files and directories are picked up; what goes makes room")
  func newFiles() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "d/a.log")
    let log = FollowedTranscript(["d"], in: directory.path)
    #expect(log.read(until: "<d/a.log>\none\n") == "<d/a.log>\none\n")
    _ = try directory.write("two\n".utf8, to: "d/e/b.log")
    #expect(
      log.read(until: "<d/a.log>\none\n<d/e/b.log>\ntwo\n") == "<d/a.log>\none\n<d/e/b.log>\ntwo\n")
    #expect(log.follower.sources.keys.sorted() == [0, 1])
    try directory.remove("d/a.log")
    let ended = "<d/a.log>\none\n.\n<d/e/b.log>\ntwo\n"
    #expect(log.read(until: ended) == ended)
    #expect(log.follower.sources.keys.sorted() == [1])
  }

  @Test("What is no log is passed over, and what it becomes is read")
  func binaries() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array("\u{7F}ELF".utf8) + [UInt8](repeating: 0, count: 300), to: "d/a")
    _ = try directory.write(
      try WrittenArchive.archive(.tar, [.file("x.log", "one\n")]), to: "d/b.tar")
    let log = FollowedTranscript(["d"], in: directory.path)
    let before = "note: d/b.tar: is an archive, and is not followed\n"
    #expect(log.read(until: before) == before)
    #expect(log.follower.sources.isEmpty)
    try directory.remove("d/a")
    _ = try directory.write("now a log\n".utf8, to: "d/a")
    #expect(log.read(until: "<d/a>\nnow a log\n" + before) == "<d/a>\nnow a log\n" + before)
  }

  @Test("A file that is chosen by neither include nor exclude is left alone")
  func selection() throws {
    let directory = try TemporaryDirectory()
    for name in ["a.log", "b.txt"] { _ = try directory.write("\(name)\n".utf8, to: "d/\(name)") }
    var selection = PathSelection()
    selection.include = [PathPattern("*.log")]
    let log = FollowedTranscript(["d"], in: directory.path, selection: selection)
    let expected = "! .: 1 entry in directories left out by include and exclude\n<d/a.log>\na.log\n"
    #expect(log.read(until: expected) == expected)
  }

  @Test("A log behind a symbolic link is followed to what the link leads to")
  func links() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "pods/1.log")
    try directory.make(.symbolicLink("x.log", to: "pods/1.log"))
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    try directory.append("two\n", to: "pods/1.log")
    #expect(log.read(until: "<x.log>\none\ntwo\n") == "<x.log>\none\ntwo\n")
  }

  @Test("A named pipe stays open when its writer goes")
  func pipe() throws {
    let directory = try TemporaryDirectory()
    try directory.make(.pipe("p"))
    let log = FollowedTranscript(["p"], in: directory.path)
    #expect(log.read(until: "") == "")
    var expected = "<p>\n"
    for line in ["one\n", "two\n"] {
      let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.path + "/p"))
      try writer.write(contentsOf: Data(line.utf8))
      try writer.close()
      expected += line
      #expect(log.read(until: expected) == expected)
    }
  }

  @Test("Of more logs than can be followed, the first are")
  func limit() throws {
    let directory = try TemporaryDirectory()
    var expected = ""
    for index in 0...LogFollower.limit {
      let name = "d/\(1000 + index)x"
      _ = try directory.write("\n".utf8, to: name)
      if index < LogFollower.limit {
        expected += "<\(name)>\n\n"
      } else {
        expected =
          "! \(name): is not followed, nor are others: 512 logs are already\n" + expected
      }
    }
    let log = FollowedTranscript(["d"], in: directory.path)
    #expect(log.read(until: expected) == expected)
  }
}
