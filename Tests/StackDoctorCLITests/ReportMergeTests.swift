import Foundation
import Testing

@Suite("report merge")
struct ReportMergeTests {
  private static let line =
    "2026-11-21 10:00:02.000 7 ERROR glance.api [-] Unable to create datadir: /x\n"

  /// Two reports of logs with the same failure.
  private static func reports() throws -> Scratch {
    let scratch = try Scratch()
    let log = try scratch.file("api.log", line)
    let json = try Program.run("scan", "--format", "json", log)
    _ = try scratch.file("a.b.json", json.output)
    let ndjson = try Program.run("scan", "--format", "ndjson", log)
    _ = try scratch.file("c.ndjson", ndjson.output)
    return scratch
  }

  @Test("Hosts are called as their files are, or as is said")
  func hosts() throws {
    let scratch = try Self.reports()
    let program = try Program.run(
      "report", "merge", "a.b.json", "web=c.ndjson", in: scratch.url)
    #expect(program.status == 1)
    #expect(program.errors == "")
    #expect(program.output.contains("\n  Seen  on 2 hosts: a.b 1×, web 1×\n"))
    #expect(program.output.contains("\n  a.b:\(scratch.url.path)/api.log:1"))
    #expect(program.output.contains("(seen twice, at 2026-11-21T10:00:02.000)\n"))
    #expect(
      program.output.hasSuffix(
        "\n1 finding (1 high): 2 lines, 152 B in 2 sources read on 2 hosts.\n"))
  }

  @Test("What was merged can be merged again, and other reports be written beside it")
  func again() throws {
    let scratch = try Self.reports()
    let first = try Program.run(
      "report", "merge", "--format", "json", "--fail-on", "never", "a.b.json", in: scratch.url)
    #expect(first.status == 0)
    _ = try scratch.file("first.json", first.output)
    let second = try Program.run(
      "report", "merge", "--output", "json=all.json", "--exit-zero", "first.json", "c.ndjson",
      in: scratch.url)
    #expect(second.status == 0)
    #expect(second.output.contains("on 2 hosts: a.b 1×, c 1×"))
    let written = try String(contentsOf: scratch.url.appending(path: "all.json"), encoding: .utf8)
    let whole = try Program.run(
      "report", "merge", "--format", "json", "first.json", "c.ndjson", in: scratch.url)
    #expect(written == whole.output)
  }

  @Test("What is no report is told with its place, and the others are merged")
  func noReport() throws {
    let scratch = try Self.reports()
    _ = try scratch.file("log.txt", Self.line)
    let program = try Program.run(
      "report", "merge", "a.b.json", "log.txt", "absent.json", ".", in: scratch.url)
    #expect(program.status == 3)
    #expect(
      program.errors == """
        stackdoctor: log.txt:1:12: is no JSON: a number is read, expected the end
        stackdoctor: absent.json: no such file or directory
        stackdoctor: .: it is no regular file

        """)
    #expect(program.output.hasSuffix("read on 1 host.\n"))
  }

  @Test("Without a report, or with a file to be written twice, the usage is told")
  func usage() throws {
    #expect(try Program.run("report", "merge").status == 2)
    #expect(
      try Program.run(
        "report", "merge", "a.json", "--output", "json=x", "--output", "html=x"
      ).status == 2)
  }
}
