#if os(Linux)
  import Foundation
  import LogReading
  import Testing
  import WrittenJournals

  @Suite("The journal of this host")
  struct HostJournalTests {
    private typealias Entry = WrittenJournal.Entry
    private static let machine = String(repeating: "a", count: 32)

    /// The journal of a host that keeps it below a directory.
    private func selection(
      _ directory: borrowing TemporaryDirectory, isCurrentBootOnly: Bool = false
    ) -> PathSelection {
      var host = HostJournal()
      host.directories = ["\(directory.path)/var", "\(directory.path)/run"]
      host.machineIDPath = "\(directory.path)/machine-id"
      host.isCurrentBootOnly = isCurrentBootOnly
      var selection = PathSelection()
      selection.hostJournal = host
      return selection
    }

    private func transcript(
      _ directory: borrowing TemporaryDirectory, isCurrentBootOnly: Bool = false
    ) -> String {
      LogFeed.transcript(
        [], in: directory.path,
        selection: selection(directory, isCurrentBootOnly: isCurrentBootOnly)
      )
      .replacing(WrittenJournal.bootID(1), with: "1…")
      .replacing(WrittenJournal.bootID(2), with: "2…")
    }

    @Test("Where there is none, that is told")
    func none() throws {
      let directory = try TemporaryDirectory()
      let problem = ReadProblem(
        source: "(journal)",
        message:
          "there is none of this host in \(directory.path)/var nor in \(directory.path)/run",
        kind: .failure)
      #expect(SourceWalk(paths: [], selection: selection(directory)).problems == [problem])
      _ = try directory.write(Array("\(Self.machine)\n".utf8), to: "machine-id")
      _ = try directory.write(Array("x".utf8), to: "var/\(Self.machine)/x.log")
      let walk = SourceWalk(paths: [], selection: selection(directory))
      #expect(walk.problems == [problem])
      #expect(walk.sources == [])
    }

    @Test("It is read once, though a directory that is read holds it, too")
    func once() throws {
      let directory = try TemporaryDirectory()
      _ = try directory.write(Array("\(Self.machine)\n".utf8), to: "machine-id")
      for (index, folder) in [Self.machine, String(repeating: "b", count: 32)].enumerated() {
        _ = try directory.write(
          WrittenJournal.bytes([Entry(index, "entry \(index)", ["_COMM": "x"])]),
          to: "var/\(folder)/system.journal")
      }
      let walk = SourceWalk(paths: ["\(directory.path)/var"], selection: selection(directory))
      #expect(walk.problems == [])
      #expect(
        walk.sources == [
          .file(
            path: "\(directory.path)/var/\(String(repeating: "b", count: 32))/system.journal",
            isNamed: false),
          .journal(
            name: "(journal)",
            paths: ["\(directory.path)/var/\(Self.machine)/system.journal"], boot: nil),
        ])
    }

    @Test(
      "It is all that lies in the directories of the machine's id, and no namespace of journald's")
    func machine() throws {
      let directory = try TemporaryDirectory()
      _ = try directory.write(Array("\(Self.machine)\n".utf8), to: "machine-id")
      let paths = [
        "var/\(Self.machine)/system.journal", "run/\(Self.machine)/system.journal",
        "var/\(Self.machine).other/system.journal", "var/remote/x.journal",
      ]
      for (index, path) in paths.enumerated() {
        _ = try directory.write(
          WrittenJournal.bytes([Entry(10 - index, "entry \(index)", ["_COMM": "x"])]), to: path)
      }
      #expect(
        transcript(directory) == """
          <(journal)!/1…>
          2026-11-21T10:00:00.000009+00:00 node1 x: entry 1
          2026-11-21T10:00:00.000010+00:00 node1 x: entry 0
          .

          """)
    }

    @Test("Of the boots, the current one alone may be wanted")
    func boot() throws {
      let directory = try TemporaryDirectory()
      let current = try #require(JournalBootID.current)
      var entry = Entry(3, "now", ["_COMM": "x"])
      entry.bootID = "\(current)"
      _ = try directory.write(
        WrittenJournal.bytes([Entry(1, "a", ["_COMM": "x"]), Entry(2, boot: 2, "b"), entry]),
        to: "var/system.journal")
      #expect(
        transcript(directory).split(separator: "\n").filter { $0.hasPrefix("<") }
          == ["<(journal)!/1…>", "<(journal)!/2…>", "<(journal)!/\(current)>"])
      #expect(
        transcript(directory, isCurrentBootOnly: true) == """
          <(journal)!/\(current)>
          2026-11-21T10:00:00.000003+00:00 node1 x: now
          .

          """)
    }

    @Test("The id of a boot is 32 digits, with or without hyphens")
    func bootID() {
      let text = "0123456789abcdef0f0e0d0c0b0a0908"
      #expect(JournalBootID(text)?.description == text)
      #expect(JournalBootID("01234567-89ab-cdef-0f0e-0d0c0b0a0908")?.description == text)
      for wrong in ["", "0", text + "0", String(text.dropLast()) + "g", "+" + text.dropFirst()] {
        #expect(JournalBootID(wrong) == nil, "\(wrong)")
      }
    }
  }
#endif
