import Foundation
import Testing

@Suite("--no-redact")
struct RedactionOptionTests {
  private let log = """
    2026-11-21 10:00:01.123 7 ERROR nova.db [-] Cannot open database mysql://nova:s3cret@db/nova
    Traceback (most recent call last):
      File "a.py", line 1, in open
    ValueError: password=s3cret2

    """

  @Test(
    "Each command masks secrets unless told not to",
    arguments: [
      ["scan", "--format", "json"], ["scan", "--format", "ndjson"], ["tracebacks", "--full"],
      ["tracebacks", "--format", "json"], ["rules", "new"],
    ])
  func commands(_ arguments: [String]) throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.log", log)
    let masked = try Program.run(arguments + [file])
    #expect(!masked.output.contains("s3cret"))
    #expect(masked.output.contains("password=***"))
    let shown = try Program.run(arguments + ["--no-redact", file])
    #expect(shown.output.contains("password=s3cret2"))
  }

  @Test(
    "Why a rule matches is told without secrets; one made from a masked log finds the log itself")
  func why() throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.log", log.split(separator: "\n")[0] + "\n")
    let made = try Program.run("rules", "new", file)
    #expect(made.output.contains("mysql://nova:***@db/nova"))
    let rule = try scratch.file("my.yaml", made.output)
    let scan = try Program.run("scan", "--rules", rule, file)
    #expect(scan.output.contains("Cannot open database mysql://nova:***@db/nova"))
    #expect(scan.status == 1)
    let id = try #require(
      made.output.split(separator: "\n").first { $0.hasPrefix("id: ") }?.dropFirst(4))
    let why = try Program.run(["scan", "--rules", rule, "--why", String(id), file])
    #expect(!why.output.contains("s3cret"))
    #expect(why.output.contains("nova:***@db"))
    let shown = try Program.run(["scan", "--rules", rule, "--why", String(id), "--no-redact", file])
    #expect(shown.output.contains("nova:s3cret@db"))
  }
}
