import Foundation
import Testing
import WrittenJournals

/// A line that a rule of severity high knows.
private func failure(_ path: String) -> String { "Unable to create datadir: \(path)\n" }

/// The head of a record of an error.
private let head = "2026-11-21 10:00:00.000 1 ERROR nova.api"
/// A traceback that no rule knows, and the record before it.
private let traceback = [
  "\(head) [-] It went wrong\n", "\(head) Traceback (most recent call last):\n",
  "\(head)   File \"/srv/a.py\", line 1, in f\n", "\(head)     f()\n",
  "\(head) odd.OddError: what an odd thing\n",
]

extension Scratch {
  /// Adds text to a file.
  func append(_ text: String, to name: String) throws {
    let file = try FileHandle(forWritingTo: url.appending(path: name))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}

extension Program.Running {
  /// Reads standard output until it holds a text so many times; returns what was read.
  func read(until text: String, times: Int = 1) -> String {
    var shown = ""
    while shown.components(separatedBy: text).count <= times {
      let data = output.availableData
      if data.isEmpty { break }
      shown += String(decoding: data, as: UTF8.self)
    }
    return shown
  }
}

@Suite("scan --follow")
struct FollowTests {
  @Test("What is found is shown as it comes, and once; SIGINT ends it with the summary and 130")
  func text() throws {
    let scratch = try Scratch()
    _ = try scratch.file("x.log", failure("/a"))
    let running = try Program.Running(["--follow", "x.log"], in: scratch.url)
    var shown = running.read(until: "See  ")
    try scratch.append(failure("/a") + failure("/b"), to: "x.log")
    shown += running.read(until: "See  ")
    try scratch.append(traceback.joined(), to: "x.log")
    shown += running.read(until: "(seen once)\n\n")
    running.process.interrupt()
    let program = running.finish()
    let titles = shown.split(separator: "\n").filter { $0.hasPrefix(" HIGH ") }
    #expect(
      titles == [
        " HIGH  Glance cannot create or write its image directory /a",
        " HIGH  Glance cannot create or write its image directory /b",
      ])
    #expect(
      shown.hasSuffix(
        """
        Tracebacks that no rule explains
          odd.OddError: what an odd thing
            x.log:8  (seen once)


        """))
    #expect(
      program.output == """
        2 findings (2 high): 8 lines, 418 B in 1 source read; 0 of 1 traceback explained.

        """)
    #expect(program.status == 130)
    #expect(program.errors.isEmpty)
  }

  @Test("A restart repeats nothing and loses nothing: a traceback that it cut is read whole")
  func restart() throws {
    let scratch = try Scratch()
    _ = try scratch.file("x.log", failure("/a") + traceback.prefix(3).joined())
    let arguments = ["scan", "-f", "--state", "state.json", "--format", "ndjson", "x.log"]
    let first = try Program.Running(arguments, in: scratch.url)
    let shown = first.read(until: "\"type\":\"finding\"")
    // The last lines have been read by now, or will be.
    first.process.interrupt()
    #expect(shown.contains("/a"))
    #expect(first.finish().status == 130)
    try scratch.append(traceback.suffix(2).joined() + failure("/a") + failure("/b"), to: "x.log")
    let second = try Program.Running(arguments, in: scratch.url)
    let rest = second.read(until: "\"type\":\"", times: 2)
    second.process.interrupt()
    #expect(rest.contains("\"directory\":\"/b\""))
    #expect(!rest.contains("\"directory\":\"/a\""))
    #expect(rest.contains("\"exception\":\"odd.OddError\",\"fingerprint\""))
    #expect(rest.contains("\"line\":6,\"logger\":\"nova.api\""))
    #expect(second.finish().output.contains("\"tracebacks\":1,\"type\":\"totals\""))
  }

  #if os(Linux)
    @Test("A journal is followed over a restart; its own records there are left out")
    func journal() throws {
      let scratch = try Scratch()
      let directory = scratch.url.appending(path: "j")
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
      func append(_ messages: [String], at time: Int, _ fields: KeyValuePairs<String, String>)
        throws
      {
        try WrittenJournal.append(
          messages.enumerated().map { WrittenJournal.Entry(time + $0, $1, fields) },
          to: directory.appending(path: "x.journal").path)
      }
      let service: KeyValuePairs = ["_SYSTEMD_UNIT": "nova-api.service", "_PID": "7"]
      // That of a Java program is known by its second line, which the restart cuts off.
      try append(["Unable to create datadir: /a", "java.lang.Error: odd"], at: 0, service)
      let arguments = ["--follow", "--state", "state.json", "--format", "ndjson", "j"]
      let first = try Program.Running(arguments, in: scratch.url)
      #expect(first.read(until: "\n").contains("\"directory\":\"/a\""))
      first.process.interrupt()
      #expect(first.finish().status == 130)
      try append(["Unable to create datadir: /own"], at: 10, ["SYSLOG_IDENTIFIER": "stackdoctor"])
      try append(["\tat a.B.c(B.java:1)", "\tat a.B.d(B.java:2)"], at: 20, service)
      try append(["Unable to create datadir: /a", "Unable to create datadir: /b"], at: 30, service)
      let second = try Program.Running(arguments, in: scratch.url)
      let shown = second.read(until: "\n", times: 2)
      second.process.interrupt()
      let rest = second.finish().output
      let places = ["/a", "/b", "/own"].map { shown.contains("\"directory\":\"\($0)\"") }
      #expect(places == [false, true, false])
      #expect(shown.contains("\"exception\":\"java.lang.Error\""))
      #expect(shown.contains("\"line\":2,"))
      #expect(rest.contains("\"lines\":4,"))
      #expect(rest.contains("\"tracebacks\":1,\"type\":\"totals\""))
    }

    @Test("This host's journal goes with other logs")
    func hostJournal() throws {
      let scratch = try Scratch()
      _ = try scratch.file("x.log", failure("/a"))
      let running = try Program.Running(
        ["--follow", "--journal", "--boot", "--format", "ndjson", "x.log"], in: scratch.url)
      #expect(running.read(until: "\"directory\":\"/a\"").contains("\"source\":\"x.log\""))
      running.process.interrupt()
      #expect(running.finish().status == 130)
    }
  #endif

  @Test("A killed program's successor goes on where it was")
  func kill() throws {
    let scratch = try Scratch()
    _ = try scratch.file("x.log", failure("/a"))
    let arguments = ["--follow", "--state", "state.json", "--format", "ndjson", "x.log"]
    let first = try Program.Running(arguments, in: scratch.url)
    #expect(first.read(until: "\n").contains("/a"))
    // Telling comes right before keeping.
    let state = scratch.url.appending(path: "state.json")
    while !FileManager.default.fileExists(atPath: state.path) { usleep(1000) }
    Foundation.kill(first.process.processIdentifier, SIGKILL)
    first.process.waitUntilExit()
    try FileManager.default.moveItem(
      at: scratch.url.appending(path: "x.log"), to: scratch.url.appending(path: "x.log.1"))
    try scratch.append(failure("/b"), to: "x.log.1")
    _ = try scratch.file("x.log", failure("/c"))
    let second = try Program.Running(arguments, in: scratch.url)
    let shown = second.read(until: "\n", times: 2)
    second.process.interrupt()
    _ = second.finish()
    let places = ["/a", "/b", "/c"].map { shown.contains("\"directory\":\"\($0)\"") }
    #expect(places == [false, true, true])
    #expect(shown.contains("\"line\":2,\"source\":\"x.log.1\""))
  }

  @Test("When the last pipe has ended, so has the scan, by the usual rules")
  func pipe() throws {
    let clean = try Program.run("--follow", "-", input: "all is well\n")
    #expect(clean.status == 0)
    #expect(clean.output == "No known failure found: 1 line, 12 B in 1 source read.\n")
    let failing = try Program.run("--follow", "-", input: failure("/a"))
    #expect(failing.status == 1)
    #expect(failing.output.hasSuffix("\n1 finding (1 high): 1 line, 29 B in 1 source read.\n"))
    #expect(try Program.run("--follow", "--exit-zero", "-", input: failure("/a")).status == 0)
  }

  @Test(
    "What has no meaning without an end is refused",
    arguments: [
      (["--format", "json"], "as '--format text' or 'ndjson', not 'json'."),
      (["--format", "html"], "as '--format text' or 'ndjson', not 'html'."),
      (["--output", "json=x"], "'--output' waits for the end of a scan, and '--follow' has none."),
      (["--write-baseline", "x"], "'--write-baseline' waits for the end of a scan"),
      (["--why", "x"], "'--why' waits for the end of a scan"),
      (["--stats"], "'--stats' waits for the end of a scan"),
      (["--timings"], "'--timings' waits for the end of a scan"),
    ])
  func refusals(_ arguments: [String], _ message: String) throws {
    let program = try Program.run(["--follow"] + arguments + ["-"])
    #expect(program.status == 2)
    #expect(program.errors.contains(message))
  }

  @Test(
    "Options of --follow are refused without it",
    arguments: [["--state", "x"], ["--journal-socket", "x"]])
  func withoutFollow(_ arguments: [String]) throws {
    let program = try Program.run(arguments + ["-"])
    #expect(program.status == 2)
    #expect(program.errors.hasPrefix("Error: '\(arguments[0])' goes with '--follow'.\n"))
  }

  @Test(
    "A file that is no state is left alone",
    arguments: [
      ("notes", "is no JSON"),
      ("{}", "is no state, expected a file that '--state' has written, or none"),
      (
        #"{"type":"follow-state","schema_version":2}"#,
        "has the schema_version 2, expected 1 or less: a newer stackdoctor has written it"
      ),
      (
        #"{"type":"follow-state","schema_version":1,"places":[],"seen":["x"]}"#,
        "'seen[0]' is 'x', expected 16 hexadecimal digits"
      ),
    ])
  func otherFile(_ text: String, _ message: String) throws {
    let scratch = try Scratch()
    let path = try scratch.file("state.json", text)
    let program = try Program.run("--follow", "--state", path, "-", input: failure("/a"))
    #expect(program.status == 2)
    #expect(program.errors == "stackdoctor: \(path): \(message)\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test("A state has 16 MiB at most")
  func hugeState() throws {
    let scratch = try Scratch()
    let text = #"{"type":"follow-state","schema_version":1,"places":[],"seen":[]}"#
    let filler = String(repeating: " ", count: (16 << 20) - text.utf8.count)
    let path = try scratch.file("state.json", text + filler)
    #expect(try Program.run("--follow", "--state", path, "-", input: "\n").status == 0)
    _ = try scratch.file("state.json", text + filler + " ")
    let program = try Program.run("--follow", "--state", path, "-", input: "\n")
    #expect(program.status == 2)
    #expect(
      program.errors
        == "stackdoctor: \(path): has more than 16777216 bytes, expected that many at most\n")
  }

  @Test("Places that no log can have are left out", arguments: ["offset", "line"])
  func absurdPlaces(_ key: String) throws {
    let scratch = try Scratch()
    let log = try scratch.file("x.log", failure("/a"))
    let arguments = ["--follow", "--state", "state.json", "--format", "ndjson", log]
    let first = try Program.Running(arguments, in: scratch.url)
    #expect(first.read(until: "\n").contains("/a"))
    first.process.interrupt()
    #expect(first.finish().status == 130)
    let url = scratch.url.appending(path: "state.json")
    let value = key == "offset" ? "29" : "2"
    let state = try String(contentsOf: url, encoding: .utf8)
    let absurd = state.replacing("\"\(key)\":\(value)", with: "\"\(key)\":\(Int.max)")
    #expect(absurd != state)
    try absurd.write(to: url, atomically: true, encoding: .utf8)
    try scratch.append(failure("/b"), to: "x.log")
    let second = try Program.Running(arguments, in: scratch.url)
    #expect(second.read(until: "\n").contains("/b"))
    second.process.interrupt()
    // All is read from the beginning.
    #expect(second.finish().output.contains("\"lines\":2,"))
  }

  @Test("A state that cannot be written ends the program before it begins")
  func unwritableState() throws {
    let program = try Program.run("--follow", "--state", "/no/such/state", "-")
    #expect(program.status == 3)
    #expect(
      program.errors
        == "stackdoctor: /no/such/state: the state cannot be written: no such file or directory\n")
  }

  @Test(
    "A finding that comes again after a restart is known; the state is one file, replaced whole")
  func stateFile() throws {
    let scratch = try Scratch()
    _ = try scratch.file("state.json", "")
    for expected in [1, 0] {
      let program = try Program.run(
        "--follow", "--state", "state.json", "--format", "ndjson", "-", input: failure("/a"),
        in: scratch.url)
      #expect(program.output.components(separatedBy: "\"type\":\"finding\"").count == expected + 1)
      #expect(program.status == 1)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(files == ["state.json"])
  }

  @Test("A device is not followed")
  func device() throws {
    let program = try Program.run("--follow", "/dev/null")
    #expect(program.status == 3)
    #expect(program.errors == "stackdoctor: /dev/null: is a device, and is not followed\n")
  }

  @Test("The program does not hear itself")
  func ownRecords() throws {
    let own = "Nov 21 10:00:00 host stackdoctor[1]: \(failure("/a"))"
    #expect(try Program.run("--follow", "-", input: own).status == 0)
    #expect(try Program.run("-", input: own).status == 1)
  }
}
