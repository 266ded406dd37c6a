#if os(Linux)
  import LogReading
  import Testing
  import WrittenJournals

  @Suite("Journals")
  struct JournalTests {
    private typealias Entry = WrittenJournal.Entry

    private func transcript(_ entries: [Entry]) throws -> String {
      let directory = try TemporaryDirectory()
      _ = try directory.write(WrittenJournal.bytes(entries), to: "x")
      return LogFeed.transcript(["x"], in: directory.path, shownSize: 4096)
        .replacing(WrittenJournal.bootID(1), with: "1…")
        .replacing(WrittenJournal.bootID(2), with: "2…")
        .replacing("2026-11-21T10:", with: "T")
    }

    @Test("An entry has its time, and who wrote it: container, else service, else program")
    func origins() throws {
      let found = try transcript([
        Entry(
          1, "a", ["_SYSTEMD_UNIT": "nova-api.service", "_PID": "7", "SYSLOG_IDENTIFIER": "x"]),
        Entry(
          2, "b", ["_SYSTEMD_UNIT": "init.scope", "_PID": "1", "SYSLOG_IDENTIFIER": "systemd"]),
        Entry(
          3, "c",
          ["_SYSTEMD_UNIT": "user@1000.service", "_SYSTEMD_USER_UNIT": "app.service", "_PID": "8"]),
        Entry(
          4, "d", ["CONTAINER_NAME": "nova_api", "_SYSTEMD_UNIT": "docker.service", "_PID": "9"]),
        Entry(5, "e", ["SYSLOG_IDENTIFIER": "kernel", "_TRANSPORT": "kernel"]),
        Entry(6, "f", ["_COMM": "python3", "SYSLOG_PID": "10"]),
        Entry(3_599_999_999, "g", ["SYSLOG_IDENTIFIER": "a b:c[d", "_PID": "1]"]),
        Entry(3_600_000_000, "h"),
      ])
      #expect(
        found == """
          <x!/1…>
          T00:00.000001+00:00 node1 nova-api[7]: a
          T00:00.000002+00:00 node1 systemd[1]: b
          T00:00.000003+00:00 node1 app[8]: c
          T00:00.000004+00:00 node1 nova_api[9]: d
          T00:00.000005+00:00 node1 kernel: e
          T00:00.000006+00:00 node1 python3[10]: f
          T59:59.999999+00:00 node1 a_b_c_d: g
          2026-11-21T11:00:00.000000+00:00 node1 unknown: h
          .

          """)
    }

    @Test("A message of several lines is one record, and any bytes are a message")
    func messages() throws {
      var binary = Entry(3, nil, ["SYSLOG_IDENTIFIER": "a"])
      binary.fields.append(("MESSAGE", [0xFF, 0x00, 0x07, 0x78]))
      let directory = try TemporaryDirectory()
      _ = try directory.write(
        WrittenJournal.bytes([
          Entry(1, "one\n\n  two\n\n", ["SYSLOG_IDENTIFIER": "a", "_PID": "1"]),
          Entry(2, nil, ["SYSLOG_IDENTIFIER": "a"]), binary,
        ]), to: "x")
      let feed = LogFeed([.file(path: "\(directory.path)/x", isNamed: true)])
      var found: [UInt8] = []
      while case let step = feed.next(
        waiting: 0,
        { bytes, chunk in
          bytes.extracting(chunk.fresh).withUnsafeBufferPointer { found += $0 }
        }), step != .finished
      {}
      let indentation = String(repeating: " ", count: 45)
      #expect(
        found == Array(
          """
          2026-11-21T10:00:00.000001+00:00 node1 a[1]: one
          \(indentation)
          \(indentation)  two
          2026-11-21T10:00:00.000003+00:00 node1 a: 
          """.utf8) + [0xFF, 0x00, 0x07, 0x78]
          + [0x0A])
    }

    @Test("A priority stands before a message that says no level; `info` says nothing")
    func levels() throws {
      let messages = [
        "0": "a", "1": "b", "2": "c", "3": "d", "4": "e", "5": "f", "6": "g", "7": "h", "8": "i",
        "33": "j", "": "k",
      ]
      var entries = messages.sorted { $0.value < $1.value }.enumerated().map {
        Entry($0, $1.value, ["PRIORITY": $1.key, "_COMM": "x"])
      }
      let own = "2026-11-21 10:00:00.001 7 INFO nova.compute [-] own"
      entries.append(Entry(20, own, ["PRIORITY": "3", "_COMM": "x"]))
      entries.append(Entry(21, "two\nlines", ["PRIORITY": "3", "_COMM": "x"]))
      let found = try transcript(entries).split(separator: "\n").map {
        $0.split(separator: "x: ", maxSplits: 1).last.map(String.init) ?? ""
      }
      #expect(
        found == [
          "<x!/1…>", "CRITICAL [-] a", "CRITICAL [-] b", "CRITICAL [-] c", "ERROR [-] d",
          "WARNING [-] e", "INFO [-] f", "g", "DEBUG [-] h", "i", "j", "k", own, "ERROR [-] two",
          String(repeating: " ", count: 42) + "lines", ".",
        ])
    }

    @Test("What a container runtime has cut is one message")
    func parts() throws {
      func part(_ time: Int, _ container: String, _ message: String, isLast: Bool) -> Entry {
        Entry(
          time, message,
          isLast
            ? ["CONTAINER_ID_FULL": container, "CONTAINER_NAME": container]
            : [
              "CONTAINER_ID_FULL": container, "CONTAINER_NAME": container,
              "CONTAINER_PARTIAL_MESSAGE": "true",
            ])
      }
      let found = try transcript([
        part(1, "a", "1 ", isLast: false), part(2, "b", "one ", isLast: false),
        part(3, "a", "2 ", isLast: false), part(4, "b", "two", isLast: true),
        part(5, "a", "3", isLast: true), part(6, "b", "three", isLast: true),
        part(7, "b", "left", isLast: false),
      ])
      #expect(
        found == """
          <x!/1…>
          T00:00.000002+00:00 node1 b: one two
          T00:00.000001+00:00 node1 a: 1 2 3
          T00:00.000006+00:00 node1 b: three
          T00:00.000007+00:00 node1 b: left
          .

          """)
    }

    @Test("Parts are kept of so many containers only; those of others come as they are")
    func partLimit() throws {
      var entries = (0...16).map {
        Entry(
          $0, "\($0) ",
          [
            "CONTAINER_ID_FULL": "c\($0)", "CONTAINER_NAME": "c",
            "CONTAINER_PARTIAL_MESSAGE": "true",
          ])
      }
      entries += [15, 16].map {
        Entry(20 + $0, "end", ["CONTAINER_ID_FULL": "c\($0)", "CONTAINER_NAME": "c"])
      }
      let found = try transcript(entries).split(separator: "\n").prefix(4)
      #expect(
        found == [
          "<x!/1…>", "T00:00.000016+00:00 node1 c: 16 ", "T00:00.000015+00:00 node1 c: 15 end",
          "T00:00.000036+00:00 node1 c: end",
        ])
    }

    @Test("A message over the limits comes out cut")
    func messageLimits() throws {
      let long = String(repeating: "x", count: (256 << 10) + 1)
      let many = String(repeating: "x\n", count: 4096) + "y"
      let found = try transcript([Entry(1, long, ["_COMM": "a"]), Entry(2, many, ["_COMM": "a"])])
      // A prefix of 42 bytes stands before each line, and a line feed behind it.
      #expect(found == "<x!/1…>\n\((256 << 10) + 43 + 4096 * 44) bytes\n.\n")
    }

    @Test("Each run of the system is a log of its own, also where two lie between each other")
    func boots() throws {
      let found = try transcript([
        Entry(1, "a", ["_COMM": "x"]), Entry(2, "b", ["_COMM": "x"]),
        Entry(3, boot: 2, "c", ["_COMM": "x"]), Entry(4, boot: 1, "d", ["_COMM": "x"]),
        Entry(5, boot: 2, "e", ["_COMM": "x"]),
      ])
      #expect(
        found == """
          <x!/1…>
          T00:00.000001+00:00 node1 x: a
          T00:00.000002+00:00 node1 x: b
          T00:00.000004+00:00 node1 x: d
          .
          <x!/2…>
          T00:00.000003+00:00 node1 x: c
          T00:00.000005+00:00 node1 x: e
          .

          """)
    }

    /// Two files with every other entry, and what they are together.
    private static func pair() throws -> (files: [[UInt8]], lines: String) {
      let files = try [0, 1].map { first in
        try WrittenJournal.bytes(
          stride(from: first, to: 6, by: 2).map { Entry($0, "entry \($0)", ["_COMM": "x"]) })
      }
      let lines = (0..<6).map { "2026-11-21T10:00:00.00000\($0)+00:00 node1 x: entry \($0)\n" }
      return (files, lines.joined() + ".\n")
    }

    @Test(
      "The journals of a directory are one source in order of time, and what only has such a name is none"
    )
    func directory() throws {
      let directory = try TemporaryDirectory()
      let (files, lines) = try Self.pair()
      _ = try directory.write(files[0], to: "d/system.journal")
      _ = try directory.write(files[1], to: "d/user-1000.journal~")
      _ = try directory.write(Array("text\n".utf8), to: "d/x.journal")
      let boot = WrittenJournal.bootID(1)
      #expect(
        LogFeed.transcript(["d"], in: directory.path)
          == "<d!/\(boot)>\n\(lines)<d/x.journal>\ntext\n.\n")
      #expect(
        LogFeed.transcript(["d/system.journal", "d/user-1000.journal~"], in: directory.path)
          == "<d!/\(boot)>\n\(lines)")
    }

    @Test("Of a directory with journals of many hosts, those of each are one source")
    func remote() throws {
      let directory = try TemporaryDirectory()
      let (files, lines) = try Self.pair()
      _ = try directory.write(files[0], to: "r/remote-a.example.journal")
      _ = try directory.write(files[1], to: "r/remote-a.example@1-2-3.journal")
      _ = try directory.write(files[0], to: "r/remote-b.journal")
      let boot = WrittenJournal.bootID(1)
      let even = lines.split(separator: "\n").enumerated().filter { $0.offset % 2 == 0 }
        .map { "\($0.element)\n" }.joined()
      #expect(
        LogFeed.transcript(["r"], in: directory.path)
          == "<r/remote-a.example!/\(boot)>\n\(lines)<r/remote-b.journal!/\(boot)>\n\(even)")
    }

    @Test(
      "The journals of an archive are read as those of a directory",
      arguments: [
        (ArchiveForm.tar, Compression.xz), (.tar, nil), (.zip, nil), (.cpio, .gz), (.sevenZip, nil),
      ] as [(ArchiveForm, Compression?)])
    func archive(_ form: ArchiveForm, _ compression: Compression?) throws {
      let directory = try TemporaryDirectory()
      let (files, lines) = try Self.pair()
      let entries = [
        ArchiveEntry.file("a.log", "one\n"), .file("d/system.journal", files[0]),
        .file("d/user-1000.journal", files[1]), .file("d/x.journal", "text\n"),
        .file("e/system.journal", files[1]), .file("z.log", "two\n"),
      ]
      _ = try directory.write(WrittenArchive.archive(form, entries, compression), to: "x")
      let boot = WrittenJournal.bootID(1)
      let odd = lines.split(separator: "\n").enumerated().filter { $0.offset % 2 == 1 }
        .map { "\($0.element)\n" }.joined()
      #expect(
        LogFeed.transcript(["x"], in: directory.path) == """
          <x!/a.log>
          one
          .
          <x!/d!/\(boot)>
          \(lines)<x!/d/x.journal>
          text
          .
          <x!/e/system.journal!/\(boot)>
          \(odd).
          <x!/z.log>
          two
          .

          """)
    }

    @Test("A journal may be compressed, whatever its name")
    func compressed() throws {
      let directory = try TemporaryDirectory()
      let bytes = try WrittenJournal.bytes([Entry(1, "a", ["_COMM": "x"])])
      _ = try directory.write(WrittenArchive.compressed(bytes, .zst), to: "x")
      #expect(
        LogFeed.transcript(["x"], in: directory.path) == """
          <x!/\(WrittenJournal.bootID(1))>
          2026-11-21T10:00:00.000001+00:00 node1 x: a
          .

          """)
    }

    @Test("Copies of journals take memory as far as the limit, those of a directory together")
    func copyLimit() throws {
      let directory = try TemporaryDirectory()
      let (files, _) = try Self.pair()
      let entries = [
        ArchiveEntry.file("d/a.journal", files[0]), .file("d/b.journal", files[1]),
      ]
      _ = try directory.write(WrittenArchive.archive(.tar, entries), to: "x")
      func logs(limit: Int) -> [Substring] {
        var limits = ArchiveLimits()
        limits.journalSize = limit
        return LogFeed.transcript(["x"], in: directory.path, limits: limits).split(separator: "\n")
          .filter { !$0.hasPrefix("2026") && $0 != "." }
      }
      let boot = WrittenJournal.bootID(1)
      let size = files[0].count
      #expect(files[1].count == size)
      #expect(logs(limit: 2 * size) == ["<x!/d!/\(boot)>"])
      #expect(
        logs(limit: 2 * size - 1) == ["<x!/d/a.journal!/\(boot)>", "<x!/d/b.journal!/\(boot)>"])
      let tooLarge = "is a journal of more than \(size - 1) bytes, too large for a copy in memory"
      #expect(
        logs(limit: size - 1) == ["! x!/d/a.journal: \(tooLarge)", "! x!/d/b.journal: \(tooLarge)"])
    }

    @Test("No more comes out of a journal than the limits of archives allow")
    func sizeLimit() throws {
      let directory = try TemporaryDirectory()
      let entries = (0..<10).map { Entry($0, "message \($0)", ["_COMM": "x"]) }
      _ = try directory.write(WrittenJournal.bytes(entries), to: "x")
      // By systemd-journal-remote, each has a field with the boot's id, too.
      let fields = ["_HOSTNAME=node1", "_COMM=x", "MESSAGE=message 0", "_BOOT_ID="]
      let size = 10 * (fields.reduce(0) { $0 + $1.utf8.count } + 32)
      func problems(size: Int) -> [Substring] {
        var limits = ArchiveLimits()
        limits.size = size
        return LogFeed.transcript(["x"], in: directory.path, limits: limits).split(separator: "\n")
          .filter { $0.hasPrefix("!") }
      }
      #expect(problems(size: size) == [])
      #expect(
        problems(size: size - 1)
          == ["! x: holds more than \(size - 1) bytes, and what is left was not read"])
    }

    @Test("So many boots are read, and others are told of")
    func bootLimit() throws {
      func entry(_ number: Int) -> Entry {
        var entry = Entry(number, "a", ["_COMM": "x"])
        let digits = String(number, radix: 16)
        entry.bootID = "1" + String(repeating: "0", count: 31 - digits.count) + digits
        return entry
      }
      func outline(_ count: Int) throws -> (logCount: Int, problems: [Substring]) {
        let lines = try transcript((0..<count).map(entry)).split(separator: "\n")
        return (
          lines.count { $0.hasPrefix("<") },
          lines.filter { $0.hasPrefix("!") }.map { $0.drop { $0 != ":" } }
        )
      }
      let whole = try outline(4096)
      #expect(whole.logCount == 4096)
      #expect(whole.problems == [])
      let cut = try outline(4097)
      #expect(cut.logCount == 4096)
      #expect(
        cut.problems == [": has entries of more than 4096 boots, and the others were not read"])
    }
  }
#endif
