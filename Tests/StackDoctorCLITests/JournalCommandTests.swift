#if os(Linux)
  import Foundation
  import Testing
  import WrittenJournals

  @Suite("Journals, from the command line")
  struct JournalCommandTests {
    private typealias Entry = WrittenJournal.Entry

    private func write(_ entries: [Entry], to name: String, in scratch: Scratch) throws {
      try Data(WrittenJournal.bytes(entries)).write(to: scratch.url.appending(path: name))
    }

    private static let trace = """
      Traceback (most recent call last):
        File "/srv/app.py", line 3, in attach
          raise KeyError('x')

      KeyError: 'x'
      """

    /// A service that prints a traceback line by line, while another prints; and one that writes it as
    /// one message.
    private static let entries: [Entry] = {
      var entries: [Entry] = []
      for (index, line) in trace.split(separator: "\n").enumerated() {
        entries.append(
          Entry(
            2 * index, String(line),
            ["_SYSTEMD_UNIT": "nova-api.service", "_PID": "7", "PRIORITY": "6"]))
        entries.append(Entry(2 * index + 1, "tick", ["SYSLOG_IDENTIFIER": "cron", "_PID": "8"]))
      }
      entries.append(
        Entry(
          20, "failed\n\(trace)",
          ["_SYSTEMD_UNIT": "glance-api.service", "_PID": "9", "PRIORITY": "3"]))
      return entries
    }()

    @Test("Tracebacks are whole, whether they are one message or many")
    func tracebacks() throws {
      let scratch = try Scratch()
      try write(Self.entries, to: "x.journal", in: scratch)
      let program = try Program.run("tracebacks", "--full", "x.journal", in: scratch.url)
      #expect(program.status == 0)
      #expect(program.errors == "")
      let boot = WrittenJournal.bootID(1)
      #expect(
        program.output == """
          2×  KeyError: 'x'
              x.journal!/\(boot):1  to  x.journal!/\(boot):10
              2026-11-21T10:00:00.000000+00:00 node1 nova-api[7]: Traceback (most recent call last):
              2026-11-21T10:00:00.000002+00:00 node1 nova-api[7]:   File "/srv/app.py", line 3, in attach
              2026-11-21T10:00:00.000004+00:00 node1 nova-api[7]:     raise KeyError('x')
              2026-11-21T10:00:00.000006+00:00 node1 nova-api[7]: KeyError: 'x'

          2 tracebacks of 1 kind.

          """)
    }

    @Test("What systemd-coredump writes is a traceback")
    func coredump() throws {
      let scratch = try Scratch()
      let lines = [
        "Process 4711 (qemu-system-x86) of user 64055 dumped core.", "",
        "Stack trace of thread 4711:", "#0  0x00007f2e1f25afb2 raise (libc.so.6 + 0x3bfb2)",
        "#1  0x00007f2e1f245472 abort (libc.so.6 + 0x26472)",
      ]
      let entries = [
        Entry(
          1, lines.joined(separator: "\n"),
          ["SYSLOG_IDENTIFIER": "systemd-coredump", "_PID": "5", "PRIORITY": "2"]),
        Entry(2, "tick", ["SYSLOG_IDENTIFIER": "cron", "_PID": "8"]),
      ]
      try write(entries, to: "x.journal", in: scratch)
      let program = try Program.run("tracebacks", "--full", "x.journal", in: scratch.url)
      let prefix = "    2026-11-21T10:00:00.000001+00:00 node1 systemd-coredump[5]: "
      let shown = (["CRITICAL [-] \(lines[0])"] + lines[1...]).map { "\(prefix)\($0)\n" }.joined()
      #expect(
        program.output == """
          1×  cut before its error
              x.journal!/\(WrittenJournal.bootID(1)):1
          \(shown)
          1 traceback of 1 kind.

          """)
    }

    @Test("What it is taken for is told")
    func identify() throws {
      let scratch = try Scratch()
      try write(Self.entries, to: "x", in: scratch)
      let program = try Program.run("identify", "x", in: scratch.url)
      #expect(
        program.output == """
          x!/\(WrittenJournal.bootID(1))
            within     systemd journal
            encoding   ASCII
            carrier    syslog with stamps of ISO 8601, or journalctl -o short-iso
            prefix     none
            time       2026-11-21T10:00:00.000000+00:00 to 2026-11-21T10:00:00.000020+00:00
            services   cron, nova-api, glance-api
            looked at  14 lines

          """)
    }

    @Test("A rule may ask for the unit and the priority")
    func scope() throws {
      let scratch = try Scratch()
      let entries = ["nova-api", "cinder-api"].flatMap { unit in
        ["3", "4"].map {
          Entry(
            1, "the disk is full",
            ["_SYSTEMD_UNIT": "\(unit).service", "PRIORITY": $0, "_PID": "7"])
        }
      }
      try write(entries, to: "x.journal", in: scratch)
      let rule = try scratch.file(
        "rule.yaml",
        SampleRule.text(
          "ops-disk-full",
          signature: """

              line: the disk is full
              scope: { service: nova-api, level: ERROR }
            """))
      let program = try Program.run(
        "scan", "--format", "json", "--rules", rule, "x.journal", in: scratch.url)
      #expect(program.output.contains("\"count\" : 1,"))
      #expect(program.output.contains("\"error_records\" : 2,"))
    }

    @Test("Nothing that rules remember reaches over a boot")
    func history() throws {
      let scratch = try Scratch()
      let rule = try scratch.file(
        "rule.yaml",
        SampleRule.text(
          "ops-disk-full",
          signature: """

              line: the disk is full
              times: { at-least: 3 }
            """,
          match: "the disk is full\n    the disk is full\n    the disk is full"
        ).replacing("match: 'the", with: "match: \"the").replacing("full', no", with: "full\", no"))
      for (name, boots, status) in [("one", [1, 1, 1, 2], Int32(1)), ("two", [1, 1, 2, 2], 0)] {
        let entries = boots.enumerated().map {
          Entry($0, boot: $1, "the disk is full", ["_COMM": "df", "_PID": "7"])
        }
        try write(entries, to: name, in: scratch)
        let program = try Program.run(
          "scan", "--fail-on", "low", "--rules", rule, name, in: scratch.url)
        #expect(program.status == status, "\(name): \(program.output)\(program.errors)")
      }
    }

    @Test("What is missing of a damaged journal gives status 3, and the rest is read")
    func damaged() throws {
      let scratch = try Scratch()
      let messages = (0..<1000).map { Entry($0, "message \($0)", ["_COMM": "x", "_PID": "7"]) }
      let bytes = try WrittenJournal.bytes(messages)
      let end = try #require(bytes.lastIndex { $0 != 0 })
      try Data(bytes[..<(end - 100_000)]).write(to: scratch.url.appending(path: "x.journal"))
      let program = try Program.run("scan", "x.journal", in: scratch.url)
      #expect(program.status == 3)
      #expect(program.errors.contains(/is damaged: \d{2,3} of 1000 entries could not be read\n$/))
      #expect(program.output.contains(/: \d{2,3} lines,/))
    }

    @Test("Standard input may be a journal")
    func standardInput() throws {
      let scratch = try Scratch()
      try write(Self.entries, to: "x", in: scratch)
      for command in ["stackdoctor scan - < x", "cat x | stackdoctor scan -"] {
        let program = try Program.run("-c", command, in: scratch.url, by: "/bin/sh")
        let summary = "14 lines, 988 B in 1 source read; 2 of 2 tracebacks explained.\n"
        #expect(program.output.hasSuffix(summary))
        #expect(program.errors == "")
      }
    }

    @Test("--boot is for --journal")
    func boot() throws {
      let program = try Program.run("scan", "--boot", "x.log")
      #expect(program.status == 2)
      #expect(program.errors.hasPrefix("Error: '--boot' is for '--journal'.\n"))
    }

    @Test("A hint is not for what is followed")
    func followedHint() throws {
      let program = try Program.run("scan", "--follow", "--format-hint", "text", "-")
      #expect(program.status == 2)
      #expect(program.errors.hasPrefix("Error: '--format-hint' does not go with '--follow'.\n"))
    }

    @Test("A hint is one of those that are known")
    func hint() throws {
      let scratch = try Scratch()
      let log = try scratch.file("x", "SQLite format 3\nthe disk is full\n")
      for command in ["scan", "tracebacks", "identify"] {
        let wrong = try Program.run(command, "--format-hint", "docker", log)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("The value 'docker' is invalid for '--format-hint <form>'."))
        #expect(wrong.errors.contains("  - journal-export\n"))
        #expect(try Program.run(command, "--format-hint", "text", log).status == 0)
      }
    }

    @Test("A part of an export that begins with any field is read as one")
    func export() throws {
      let scratch = try Scratch()
      let log = try scratch.file(
        "x", "CODE_LINE=3\nMESSAGE=Traceback (most recent call last):\n_PID=7\n\n")
      let plain = try Program.run("identify", log)
      #expect(plain.output.contains("carrier    none\n"))
      let hinted = try Program.run("identify", "--format-hint", "journal-export", log)
      #expect(hinted.output.contains("carrier    journalctl -o export\n"))
    }
  }
#endif
