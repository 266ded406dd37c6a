#if os(Linux)
  import Foundation
  import LogReading
  import Testing
  import WrittenJournals

  @Suite("Following journals")
  struct FollowedJournalTests {
    private typealias Entry = WrittenJournal.Entry

    /// The transcript's line of a boot's beginning.
    private func begin(_ boot: Int, from line: Int = 1) -> String {
      "<j!/\(WrittenJournal.bootID(boot))>" + (line == 1 ? "\n" : " from line \(line)\n")
    }

    private func line(_ microseconds: Int, _ message: String) -> String {
      "2026-11-21T10:00:00.\(String(microseconds + 1_000_000).dropFirst())+00:00 node1 x: \(message)\n"
    }

    private func entry(_ microseconds: Int, boot: Int = 1, _ message: String) -> Entry {
      Entry(microseconds, boot: boot, message, ["_COMM": "x"])
    }

    /// A directory with a journal in `j`.
    private func directory(_ entries: [Entry]) throws -> TemporaryDirectory {
      let directory = try TemporaryDirectory()
      try FileManager.default.createDirectory(
        atPath: "\(directory.path)/j", withIntermediateDirectories: false)
      try directory.append(entries)
      return directory
    }

    @Test("Entries are read as they come, in files that come, too; a boot ends with the next one")
    func growth() throws {
      let directory = try directory([entry(1, "one")])
      let log = FollowedTranscript(["j"], in: directory.path)
      var expected = begin(1) + line(1, "one")
      #expect(log.read(until: expected) == expected)
      try directory.append([entry(2, "two"), entry(3, "three")])
      expected += line(2, "two") + line(3, "three")
      #expect(log.read(until: expected) == expected)
      try directory.append([entry(4, "four")], to: "j/y.journal")
      expected += line(4, "four")
      #expect(log.read(until: expected) == expected)
      try directory.append([entry(5, boot: 2, "five")], to: "j/y.journal")
      expected += ".\n" + begin(2) + line(5, "five")
      #expect(log.read(until: expected) == expected)
    }

    @Test("A directory is waited for until it is there")
    func coming() throws {
      let directory = try TemporaryDirectory()
      let log = FollowedTranscript(["j"], in: directory.path)
      let waited = "! j: is not there yet, and is waited for\n"
      #expect(log.read(until: waited) == waited)
      _ = try directory.write(WrittenJournal.bytes([entry(1, "one")]), to: "j/x.journal")
      let expected = waited + begin(1) + line(1, "one")
      #expect(log.read(until: expected) == expected)
    }

    @Test("A journal ends when its directory goes, and another one there is read")
    func going() throws {
      let directory = try TemporaryDirectory()
      _ = try directory.write([], to: "d/x.log")
      let log = FollowedTranscript(["d"], in: directory.path)
      var expected = ""
      for time in 1...2 {
        _ = try directory.write(WrittenJournal.bytes([entry(time, "here")]), to: "d/j/x.journal")
        expected += begin(1).replacing("<", with: "<d/") + line(time, "here")
        #expect(log.read(until: expected) == expected)
        try directory.remove("d/j")
        expected += ".\n"
        #expect(log.read(until: expected) == expected)
      }
    }

    @Test("Entries of the program that is not listened to are left out, whatever their unit's name")
    func ignoredProgram() throws {
      let directory = try directory([
        entry(1, "one"),
        Entry(2, "own", ["SYSLOG_IDENTIFIER": "doctor", "_SYSTEMD_UNIT": "a.service"]),
        Entry(3, "own", ["_SYSTEMD_UNIT": "doctor.service"]),
        Entry(4, "other", ["_COMM": "x", "_SYSTEMD_UNIT": "doctor.scope"]),
      ])
      let log = FollowedTranscript(["j"], in: directory.path, ignoring: "doctor")
      let expected = begin(1) + line(1, "one") + line(4, "other")
      #expect(log.read(until: expected) == expected)
    }

    /// What is read after a restart behind the first two entries of three, and what was there before it.
    private func resume(
      _ directory: borrowing TemporaryDirectory, _ expected: String, _ change: () throws -> Void
    ) throws -> String {
      let first = FollowedTranscript(["j"], in: directory.path)
      let before = begin(1) + line(1, "one") + line(2, "two")
      #expect(first.read(until: before) == before)
      let place = try #require(first.place(line: 3))
      #expect(place.offset == before.utf8.count - begin(1).utf8.count)
      #expect(place.line == 3)
      try change()
      return FollowedTranscript(["j"], in: directory.path, from: [place]).read(until: expected)
    }

    @Test("After a restart nothing is read twice, and nothing is lost")
    func restart() throws {
      let directory = try directory([entry(1, "one"), entry(2, "two")])
      let expected = begin(1, from: 3) + line(3, "three") + ".\n" + begin(2) + line(4, "four")
      let text = try resume(directory, expected) {
        try directory.append([entry(3, "three"), entry(4, boot: 2, "four")])
      }
      #expect(text == expected)
    }

    @Test("Another boot than before begins at its first line")
    func reboot() throws {
      let directory = try directory([entry(1, "one"), entry(2, "two")])
      let expected = begin(2) + line(4, "four")
      let text = try resume(directory, expected) {
        try directory.append([entry(4, boot: 2, "four")])
      }
      #expect(text == expected)
    }

    @Test("Where the entry that was read last has been removed, what is there is read")
    func removal() throws {
      let directory = try directory([entry(1, "one"), entry(2, "two")])
      let expected =
        "note: j: the entry that was read last is gone; what is still there behind it is read\n"
        + begin(1) + line(3, "three") + line(4, "four")
      let text = try resume(directory, expected) {
        try directory.remove("j/x.journal")
        try directory.append([entry(3, "three"), entry(4, "four")], to: "j/y.journal")
      }
      #expect(text == expected)
    }

    @Test("What stands before the place in its boot is shown as what was read before")
    func history() throws {
      let long = String(repeating: "a", count: 5000)
      for (first, before) in [
        (entry(1, "one"), line(1, "one")), (entry(1, boot: 2, "one"), ""),
        (entry(1, long), line(1, long)),
      ] {
        let directory = try directory([first, entry(2, long)])
        let log = FollowedTranscript(["j"], in: directory.path)
        let all = before + line(2, long)
        log.read(toByte: all.utf8.count)
        let place = try #require(log.follower.sources[0]?.place(ofByte: .max, line: 1))
        try directory.append([entry(3, "three")])
        let follower = LogFollower(
          ["\(directory.path)/j"], selection: PathSelection(), from: [place])
        _ = follower.wait(milliseconds: 0)
        var history = ""
        var step = LogFeed.Step.idle
        repeat {
          step =
            follower.sources[0]?.next { bytes, chunk in
              let before = bytes.extracting(0..<chunk.fresh.lowerBound)
              history = before.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
            } ?? .finished
        } while step != .chunk && step != .finished
        #expect(history == ("\n" + all).suffix(8192))
      }
    }

    @Test("Of so many entries, the ends of the last are known")
    func marks() throws {
      for (count, expected) in [(8191, 0), (8192, 4096)] {
        let directory = try directory((1...count).map { entry($0, "x") })
        let log = FollowedTranscript(["j"], in: directory.path)
        let end = count * line(1, "x").utf8.count
        log.read(toByte: end)
        let place = try #require(log.follower.sources[0]?.place(ofByte: 0, line: 1))
        #expect(place.line == expected + 1)
        #expect(place.offset == expected * line(1, "x").utf8.count)
        #expect((place.cursor == nil) == (expected == 0))
      }
    }

    @Test(
      "A message in parts holds the place back, and is waited for as long as 4,096 entries come")
    func parts() throws {
      let part = Entry(
        1, "part",
        ["_COMM": "x", "CONTAINER_ID_FULL": "c", "CONTAINER_PARTIAL_MESSAGE": "true"])
      let directory = try directory([entry(0, "a"), part] + (2...4095).map { entry($0, "x") })
      let log = FollowedTranscript(["j"], in: directory.path)
      let size = line(0, "a").utf8.count
      log.read(toByte: 4095 * size)
      #expect(log.place(line: 4096)?.line == 2)
      try directory.append([entry(4096, "x")])
      let end = 4096 * size + line(1, "part").utf8.count
      log.read(toByte: end)
      #expect(log.text.hasSuffix(line(4096, "x") + line(1, "part")))
      #expect(log.place(line: 4098)?.line == 4098)
    }

    @Test("Journals of other hosts, and files that are named, are not followed, which is told once")
    func others() throws {
      let directory = try directory([entry(1, "one")])
      try directory.append([entry(1, "one")], to: "j/y.journal")
      for host in ["a", "b"] {
        try FileManager.default.createDirectory(
          atPath: "\(directory.path)/r", withIntermediateDirectories: true)
        try directory.append([entry(1, host)], to: "r/remote-\(host).journal")
      }
      let log = FollowedTranscript(["r", "j/x.journal", "j/y.journal"], in: directory.path)
      let expected = """
        ! r/remote-a.journal: is another host's journal, which is not followed
        ! j: is a journal file, which is not followed; its directory can be

        """
      #expect(log.read(until: expected) == expected)
    }
  }

  extension TemporaryDirectory {
    /// Adds entries to a journal file.
    fileprivate func append(
      _ entries: [WrittenJournal.Entry], to name: String = "j/x.journal"
    ) throws {
      try WrittenJournal.append(entries, to: "\(path)/\(name)")
    }
  }
#endif
