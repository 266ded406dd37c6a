import Foundation
import LogReading
import Testing

@Suite("Going on with a log after a restart")
struct FollowedPlaceTests {
  /// What happens to a log whose first line was read, while nobody reads it.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (borrowing TemporaryDirectory) throws -> Void
    var expected: String

    init(
      _ testDescription: String, _ expected: String,
      _ change: @escaping @Sendable (borrowing TemporaryDirectory) throws -> Void
    ) {
      self.testDescription = testDescription
      self.expected = expected
      self.change = change
    }
  }

  static let cases = [
    Case("it has grown", "<x.log> from line 2\ntwo\n") { try $0.append("two\n", to: "x.log") },
    Case("it was renamed", "<x.log.1> from line 2\ntwo\n<x.log> goes on at 8\nthree\n") {
      try $0.append("two\n", to: "x.log")
      try $0.rename("x.log", to: "x.log.1")
      _ = try $0.write("three\n".utf8, to: "x.log")
    },
    Case("it was compressed", "<x.log.1.gz> from line 2\ntwo\n<x.log> goes on at 8\nthree\n") {
      try $0.remove("x.log")
      _ = try $0.write(
        try WrittenArchive.compressed(Array("one\ntwo\n".utf8), .gz), to: "x.log.1.gz")
      _ = try $0.write("three\n".utf8, to: "x.log")
    },
    Case("it was copied and truncated", "<x.log.1> from line 2\ntwo\n<x.log> goes on at 8\nthree\n")
    {
      _ = try $0.write("one\ntwo\n".utf8, to: "x.log.1")
      try $0.truncate("x.log")
      try $0.append("three\n", to: "x.log")
    },
    Case(
      "another file has its inode",
      """
      note: x.log: the file that was read last is gone; all that are there are read
      <x.log>
      another
      """ + "\n"
    ) {
      try $0.truncate("x.log")
      try $0.append("another\n", to: "x.log")
    },
    Case(
      "it was rotated away",
      """
      note: x.log: the file that was read last is gone; all that are there are read
      <x.log.1>
      two
      <x.log> goes on at 4
      three
      """ + "\n"
    ) {
      try $0.remove("x.log")
      _ = try $0.write("two\n".utf8, to: "x.log.1")
      _ = try $0.write("three\n".utf8, to: "x.log")
    },
  ]

  @Test("Nothing is read twice, and nothing left out", arguments: cases)
  func goingOn(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let before = FollowedTranscript(["x.log"], in: directory.path)
    #expect(before.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    let place = try #require(before.place(line: 2))
    #expect(place.offset == 4)
    try example.change(directory)
    let after = FollowedTranscript(["x.log"], in: directory.path, from: [place])
    #expect(after.read(until: example.expected) == example.expected)
  }

  @Test("A place of a log that is not there is kept for when it comes")
  func absence() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "d/x.log")
    let before = FollowedTranscript(["d"], in: directory.path)
    #expect(before.read(until: "<d/x.log>\none\n") == "<d/x.log>\none\n")
    let place = try #require(before.place(line: 2))
    try directory.rename("d/x.log", to: "x.log")
    let after = FollowedTranscript(["d"], in: directory.path, from: [place])
    #expect(after.read(until: "") == "")
    #expect(after.follower.otherPlaces == [place])
    try directory.append("two\n", to: "x.log")
    try directory.rename("x.log", to: "d/x.log")
    #expect(after.read(until: "<d/x.log> from line 2\ntwo\n") == "<d/x.log> from line 2\ntwo\n")
    #expect(after.follower.otherPlaces == [])
  }

  @Test("Of the files in which something may be open, 64 are kept in mind", arguments: [64, 65])
  func oldPlaces(_ count: Int) throws {
    let directory = try TemporaryDirectory()
    var expected = ""
    for index in 0..<count {
      let number = count - 1 - index
      let name = number == 0 ? "d/x.log" : "d/x.log.\(number)"
      _ = try directory.write("\(1000 + index)\n".utf8, to: name)
      expected += index == 0 ? "<\(name)>\n" : "<\(name)> goes on at \(index * 5)\n"
      expected += "\(1000 + index)\n"
    }
    let log = FollowedTranscript(["d"], in: directory.path)
    #expect(log.read(until: expected) == expected)
    // Within the first line of the first file, or, if that is forgotten, at the beginning of the second.
    let place = try #require(log.follower.sources[0]?.place(ofByte: 1, line: 1))
    #expect(place.offset == (count == 64 ? 1 : 0))
    let rest = FollowedTranscript(["d"], in: directory.path, from: [place])
    let first = count == 64 ? "<d/x.log.63>\n000\n" : "<d/x.log.63>\n1001\n"
    #expect(rest.readOnce().hasPrefix(first))
  }

  @Test("Of a log's files, the 256 youngest count")
  func manyFiles() throws {
    let directory = try TemporaryDirectory()
    var expected = ""
    for index in 0...256 {
      let name = index == 256 ? "d/x.log" : "d/x.log.\(256 - index)"
      _ = try directory.write("\(1000 + index)\n".utf8, to: name)
      if index == 0 { continue }
      expected += index == 1 ? "<\(name)>\n" : "<\(name)> goes on at \((index - 1) * 5)\n"
      expected += "\(1000 + index)\n"
    }
    #expect(FollowedTranscript(["d"], in: directory.path).read(until: expected) == expected)
  }

  @Test("Of logs that are not there, 512 places are kept")
  func manyPlaces() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\n".utf8, to: "x.log")
    let log = FollowedTranscript(["x.log"], in: directory.path)
    #expect(log.read(until: "<x.log>\none\n") == "<x.log>\none\n")
    let place = try #require(log.place(line: 2))
    let places = (1000...1512).map { number in
      var other = place
      other.path = "/\(number)"
      return other
    }
    let follower = LogFollower([], selection: PathSelection(), from: places)
    #expect(follower.otherPlaces == Array(places.prefix(LogFollower.limit)))
  }
}
