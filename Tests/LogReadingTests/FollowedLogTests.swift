import Foundation
import LogReading
import Testing

@Suite("Following logs")
struct FollowedLogTests {
  @Test("Lines are lent as they come; one that has begun waits for its end")
  func growth() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    try directory.append("two\nthr", to: "x.log")
    #expect(log.read(until: "<x.log>\none\ntwo\n") == "<x.log>\none\ntwo\n")
    try directory.append("ee\n", to: "x.log")
    #expect(log.read(until: "<x.log>\none\ntwo\nthree\n") == "<x.log>\none\ntwo\nthree\n")
  }

  @Test(
    "A log that was renamed is read to its end before the next one, whoever writes to it meanwhile")
  func renaming() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    try directory.rename("x.log", to: "x.log.1")
    _ = try directory.write("three\n".utf8, to: "x.log")
    try directory.append("two\n", to: "x.log.1")
    let expected = "<x.log>\none\ntwo\n<x.log> goes on at 8\nthree\n"
    #expect(log.read(until: expected) == expected)
  }

  @Test("Several rotations between two looks are all read, in order")
  func severalRotations() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("1\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\n1\n") == "<x.log>\n1\n")
    try directory.rename("x.log", to: "x.log.3")
    for number in 2...3 { _ = try directory.write("\(number)\n".utf8, to: "x.log.\(4 - number)") }
    _ = try directory.write("4\n".utf8, to: "x.log")
    let expected = """
      <x.log>
      1
      <x.log.2> goes on at 2
      2
      <x.log.1> goes on at 4
      3
      <x.log> goes on at 6
      4

      """
    #expect(log.read(until: expected) == expected)
  }

  @Test("A log that was renamed and compressed is not read twice, and what came between is read")
  func compression() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    try directory.remove("x.log")
    _ = try directory.write(
      try WrittenArchive.compressed(Array("one\n".utf8), .gz), to: "x.log.2.gz")
    _ = try directory.write(
      try WrittenArchive.compressed(Array("two\n".utf8), .gz), to: "x.log.1.gz")
    _ = try directory.write("three\n".utf8, to: "x.log")
    let expected =
      "<x.log>\none\n<x.log.1.gz> goes on at 4\ntwo\n<x.log> goes on at 8\nthree\n"
    #expect(log.read(until: expected) == expected)
  }

  @Test("Of a log that was copied and truncated, the rest is read in the copy")
  func copyAndTruncate() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    _ = try directory.write("one\ntwo\n".utf8, to: "x.log.1")
    try directory.truncate("x.log")
    try directory.append("three\n", to: "x.log")
    let expected = "<x.log>\none\ntwo\n<x.log> goes on at 8\nthree\n"
    #expect(log.read(until: expected) == expected)
  }

  @Test("A truncation is noticed when the log is longer again than what was read")
  func truncationBehindTheBack() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    try directory.truncate("x.log")
    try directory.append("something else\n", to: "x.log")
    let expected = """
      <x.log>
      one
      note: x.log: was truncated; what was written to it before that, and not read yet, is lost
      <x.log> goes on at 4
      something else

      """
    #expect(log.read(until: expected) == expected)
  }

  @Test("A log that is removed and made anew goes on; one that is named is waited for")
  func removal() throws {
    let directory = try TemporaryDirectory()
    let log = FollowedTranscript(["x.log"], in: directory.path)
    let waiting = "! x.log: is not there yet, and is waited for\n"
    #expect(log.read(until: waiting) == waiting)
    _ = try directory.write("one\nhal".utf8, to: "x.log")
    #expect(log.read(until: waiting + "<x.log>\none\n") == waiting + "<x.log>\none\n")
    try directory.remove("x.log")
    // Nothing more comes: the line is over, however it ends.
    #expect(log.read(until: waiting + "<x.log>\none\nhal") == waiting + "<x.log>\none\nhal")
    _ = try directory.write("two\n".utf8, to: "x.log")
    let expected = waiting + "<x.log>\none\nhal<x.log> goes on at 8\ntwo\n"
    #expect(log.read(until: expected) == expected)
  }

  @Test("Dated logs without a current one go on with the next date")
  func dates() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "d/x-20261120.log")
    _ = try directory.write("two\n".utf8, to: "d/x-20261121.log")
    let log = FollowedTranscript(["d"], in: directory.path)
    let before = "<d/x-20261120.log>\none\n<d/x-20261121.log> goes on at 4\ntwo\n"
    #expect(log.read(until: before) == before)
    _ = try directory.write("three\n".utf8, to: "d/x-20261122.log")
    let expected = before + "<d/x-20261122.log> goes on at 8\nthree\n"
    #expect(log.read(until: expected) == expected)
  }

  @Test("A named log's older files are not read; those of a directory are")
  func olderFiles() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(
      try WrittenArchive.compressed(Array("one\n".utf8), .gz), to: "d/x.log.1.gz")
    _ = try directory.write("two\n".utf8, to: "d/x.log")
    let named = FollowedTranscript(["d/x.log"], in: directory.path)
    #expect(named.read(until: "<d/x.log>\ntwo\n") == "<d/x.log>\ntwo\n")
    let found = FollowedTranscript(["d"], in: directory.path)
    let expected = "<d/x.log.1.gz>\none\n<d/x.log> goes on at 4\ntwo\n"
    #expect(found.read(until: expected) == expected)
  }

  @Test("A damaged file of the history is told, and the next one begins anew")
  func damage() throws {
    let directory = try TemporaryDirectory()
    let whole = try WrittenArchive.compressed(Array("one\n".utf8), .gz)
    _ = try directory.write(whole.prefix(whole.count - 9), to: "d/x.log.1.gz")
    _ = try directory.write("two\n".utf8, to: "d/x.log")
    let log = FollowedTranscript(["d"], in: directory.path)
    let expected = """
      <d/x.log.1.gz>
      one
      note: d/x.log.1.gz: is damaged: it is cut short
      …
      <d/x.log>
      two

      """
    #expect(log.read(until: expected) == expected)
  }
}
