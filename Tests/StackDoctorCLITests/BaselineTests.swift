import Foundation
import Testing

@Suite("Baselines")
struct BaselineTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "corpus")

  private func log(_ name: String) -> String { Self.corpus.appending(path: name).path }

  private let datadir =
    "2026-11-21 10:00:00.1 7 ERROR glance [-] Unable to create datadir: /srv/images\n"
  private let traceback = """
    Traceback (most recent call last):
      File "/srv/app/a.py", line 1, in run
    app.OwnError: no

    """

  @Test("The same log exits with 0; a failure that is new exits with 1, and only it is told")
  func sameLogThenNewFailure() throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.log", traceback + datadir)
    let written = try Program.run(
      "--write-baseline", "known.json", "--fail-on-unexplained", file, in: scratch.url)
    #expect(written.status == 0)
    #expect(written.errors == "")
    #expect(
      try String(contentsOf: scratch.url.appending(path: "known.json"), encoding: .utf8) == """
        {
          "findings" : [
            {
              "fingerprint" : "cd900aa42da49b91",
              "rule_id" : "glance-store-datadir-create-failed",
              "title" : "Glance cannot create or write its image directory /srv/images"
            }
          ],
          "schema_version" : 1,
          "type" : "baseline",
          "unexplained" : [
            {
              "exception" : "app.OwnError",
              "fingerprint" : "a491a016c0cb3cb3"
            }
          ]
        }

        """)
    let gate = ["--baseline", "known.json", "--fail-on-unexplained"]
    let same = try Program.run(gate + [file], in: scratch.url)
    #expect(same.status == 0)
    #expect(
      same.output == """
        Known
          high: Glance cannot create or write its image directory /srv/images
          (glance-store-datadir-create-failed, once)
          unexplained: app.OwnError: no (once)

        No new failure found, 2 known: 4 lines, 170 B in 1 source read.

        """)
    let other = try scratch.file(
      "b.log",
      traceback.replacingOccurrences(of: "OwnError", with: "NewError") + datadir)
    let new = try Program.run(gate + [other], in: scratch.url)
    #expect(new.status == 1)
    #expect(
      new.output == """
        Tracebacks that no rule explains
          app.NewError: no
            \(other):3  (seen once)

        Known
          high: Glance cannot create or write its image directory /srv/images
          (glance-store-datadir-create-failed, once)

        No new failure, but 1 traceback that no rule explains, 1 known, 1 not seen: 4 lines, 170 B in 1
        source read.

        """)
  }

  /// Each is one failure that was provoked twice: at other times, by other processes, in other
  /// directories, of other releases.
  @Test(
    "A failure is known when it comes again on another day, in another process and directory",
    arguments: [
      ("python/python-mysqldb-keystone-zed.log", "python/python-mysqldb-keystone-2025.1.log"),
      ("oslo/oslo-db-refused-keystone-zed.log", "oslo/oslo-db-refused-keystone-2025.1.log"),
    ])
  func again(_ first: String, _ second: String) throws {
    let scratch = try Scratch()
    let known = scratch.url.appending(path: "known.json").path
    let gate = ["--fail-on", "info", "--fail-on-unexplained"]
    #expect(try Program.run(gate + [log(first)]).status == 1)
    #expect(try Program.run("--write-baseline", known, log(first)).status == 0)
    let program = try Program.run(gate + ["--baseline", known, log(second)])
    #expect(program.status == 0)
    // With another failure beside it, that one fails the run and stands alone.
    let more = try Program.run(
      gate + ["--format", "github", "--baseline", known, log(second), log("seeds")])
    #expect(more.status == 1)
    let annotations = more.output.split(separator: "\n").filter { $0.hasPrefix("::") }
    #expect(!annotations.isEmpty)
    #expect(annotations.allSatisfy { $0.contains("corpus/seeds/") })
  }

  @Test("A baseline is updated by reading and writing the same file")
  func update() throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.log", datadir)
    let known = scratch.url.appending(path: "known.json").path
    #expect(try Program.run("--write-baseline", known, file).status == 0)
    let before = try String(contentsOfFile: known, encoding: .utf8)
    let both = try Program.run("--baseline", known, "--write-baseline", known, file)
    #expect(both.status == 0)
    #expect(both.output.contains("No new failure found, 1 known:"))
    #expect(try String(contentsOfFile: known, encoding: .utf8) == before)
  }

  @Test(
    "A baseline that cannot be used ends the program with status 2, and says why",
    arguments: [
      ("no JSON", "is no JSON"), ("[]", "the whole is of another type than expected"),
      ("{}", "is no baseline, expected a file that '--write-baseline' has written"),
      (
        #"{"schema_version": 1, "findings": []}"#,
        "is no baseline, expected a file that '--write-baseline' has written"
      ),
      (
        #"{"type": "baseline", "schema_version": 2}"#,
        "has the schema_version 2, expected 1 or less: a newer stackdoctor has written it"
      ),
      (#"{"type": "baseline", "schema_version": 1, "findings": []}"#, "'unexplained' is missing"),
      (
        #"{"type": "baseline", "schema_version": 1, "findings": [{"fingerprint": 7}], "unexplained": []}"#,
        "'findings[0].fingerprint' is of another type than expected"
      ),
      (
        #"""
        {"type": "baseline", "schema_version": 1, "findings": [],
         "unexplained": [{"fingerprint": "+123456789abcdef", "exception": ""}]}
        """#,
        "'unexplained[0].fingerprint' is '+123456789abcdef', expected 16 hexadecimal digits"
      ),
    ])
  func broken(_ text: String, _ message: String) throws {
    let scratch = try Scratch()
    let known = try scratch.file("known.json", text)
    let program = try Program.run("--baseline", known, "-", input: datadir)
    #expect(program.status == 2)
    #expect(program.output == "")
    #expect(program.errors == "stackdoctor: \(known): \(message)\n")
  }

  @Test("A baseline that is not there, or cannot be written, is named")
  func missing() throws {
    let scratch = try Scratch()
    let none = try Program.run("--baseline", "none.json", "-", input: datadir, in: scratch.url)
    #expect(none.status == 2)
    #expect(none.errors == "stackdoctor: none.json: no such file or directory\n")
    let written = try Program.run(
      "--write-baseline", "no/b.json", "-", input: datadir, in: scratch.url)
    #expect(written.status == 3)
    #expect(
      written.errors
        == "stackdoctor: no/b.json: the baseline cannot be written: no such file or directory\n")
    let twice = try Program.run(
      "--write-baseline", "x", "--output", "json=x", "-", input: datadir, in: scratch.url)
    #expect(twice.status == 2)
  }

  @Test("What could not be read still gives status 3")
  func unreadable() throws {
    let scratch = try Scratch()
    let known = scratch.url.appending(path: "known.json").path
    let file = try scratch.file("a.log", datadir)
    #expect(try Program.run("--write-baseline", known, file, "/no/such.log").status == 3)
    #expect(try Program.run("--baseline", known, file, "/no/such.log").status == 3)
  }
}
