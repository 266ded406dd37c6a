import Foundation
import Testing

/// A line that a rule of severity high knows.
private let failure = "Unable to create datadir: /srv/images\n"

@Suite("Reports in files")
struct OutputTests {
  private func text(_ url: URL, _ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  private func names(_ url: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }

  @Test("Several reports are written beside the text, each as --format would print it")
  func several() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", failure)
    let program = try Program.run(
      "--output", "sarif=out.sarif", "--output", "junit=report.xml", "a.log", in: scratch.url)
    #expect(program.status == 1)
    #expect(program.errors.isEmpty)
    #expect(program.output == (try Program.run("a.log", in: scratch.url)).output)
    for (format, name) in [("sarif", "out.sarif"), ("junit", "report.xml")] {
      let alone = try Program.run("--format", format, "a.log", in: scratch.url)
      #expect(try text(scratch.url, name) == alone.output)
    }
    #expect(try names(scratch.url) == ["a.log", "out.sarif", "report.xml"])
  }

  @Test("A file that is there is replaced; a link to it stays, and so do its permissions")
  func replaced() throws {
    let scratch = try Scratch()
    let old = try scratch.file("old.json", "old")
    #expect(chmod(old, 0o640) == 0)
    #expect(symlink("old.json", scratch.url.appending(path: "link").path) == 0)
    let program = try Program.run("--output", "json=link", "-", input: failure, in: scratch.url)
    #expect(program.status == 1)
    #expect(try text(scratch.url, "old.json").hasPrefix("{\n  \"findings\" : [\n"))
    #expect(try names(scratch.url) == ["link", "old.json"])
    let attributes = try FileManager.default.attributesOfItem(atPath: old)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let link = scratch.url.appending(path: "link").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "old.json")
  }

  @Test("A report may go to a device")
  func device() throws {
    let program = try Program.run(
      "--output", "gitlab=/dev/stderr", "--fail-on", "never", "-", input: "all is well\n")
    #expect(program.status == 0)
    #expect(program.errors == "[\n\n]\n")
  }

  @Test("A path that cannot be written is said before the scan, with status 3")
  func unwritable() throws {
    let scratch = try Scratch()
    let program = try Program.run(
      "--output", "sarif=no/such/out.sarif", "--output", "junit=.", "--output", "json=ok", "-",
      input: failure, in: scratch.url)
    #expect(program.status == 3)
    #expect(program.output.isEmpty)
    #expect(
      program.errors == """
        stackdoctor: no/such/out.sarif: the report cannot be written: no such file or directory
        stackdoctor: .: the report cannot be written: is a directory

        """)
    #expect(try names(scratch.url) == [])
  }

  @Test("A report that cannot be written after all is status 3, and leaves nothing behind")
  func removedDirectory() throws {
    let scratch = try Scratch()
    _ = try scratch.file("gone/x", "")
    let running = try Program.Running(["--output", "json=gone/out", "-"], in: scratch.url)
    running.input.write(Data(failure.utf8))
    var shown = ""
    while !shown.contains("See  ") {
      shown += String(decoding: running.output.availableData, as: UTF8.self)
    }
    try FileManager.default.removeItem(at: scratch.url.appending(path: "gone"))
    try running.input.close()
    let program = running.finish()
    #expect(program.status == 3)
    #expect(
      program.errors
        == "stackdoctor: gone/out: the report cannot be written: no such file or directory\n")
    #expect(program.output.contains("1 finding (1 high)"))
  }

  @Test("A scan that is interrupted leaves files as they were")
  func interrupted() throws {
    let scratch = try Scratch()
    let out = try scratch.file("out", "old")
    let running = try Program.Running(["--output", "json=\(out)", "-"])
    running.input.write(Data(failure.utf8))
    var shown = ""
    while !shown.contains("See  ") {
      shown += String(decoding: running.output.availableData, as: UTF8.self)
    }
    running.process.interrupt()
    #expect(running.finish().status == 130)
    #expect(try text(scratch.url, "out") == "old")
  }

  @Test(
    "What cannot be meant is wrong usage",
    arguments: [
      ["--output", "sarif"], ["--output", "xml=a"], ["--output", "sarif="],
      ["--output", "sarif=a", "--output", "junit=a"],
      ["--output", "sarif=a", "--why", "nova-no-valid-host"],
    ])
  func usage(_ arguments: [String]) throws {
    let running = try Program.Running(arguments + ["-"])
    try running.input.close()
    let program = running.finish()
    #expect(program.status == 2)
    #expect(program.output.isEmpty)
  }

  @Test("With --format github, Markdown is added to the step's summary")
  func stepSummary() throws {
    let scratch = try Scratch()
    let summary = try scratch.file("summary", "before\n")
    let environment = ["GITHUB_STEP_SUMMARY": summary]
    let program = try Program.run(
      "--format", "github", "-", input: failure, environment: environment)
    #expect(program.output.hasPrefix("::error title="))
    let markdown = try Program.run("--format", "markdown", "-", input: failure)
    #expect(try text(scratch.url, "summary") == "before\n" + markdown.output)
    // Only GitHub's format does that.
    _ = try Program.run("--format", "text", "-", input: failure, environment: environment)
    #expect(try text(scratch.url, "summary") == "before\n" + markdown.output)
    let bad = try Program.run(
      "--format", "github", "-", input: failure,
      environment: ["GITHUB_STEP_SUMMARY": scratch.url.path])
    #expect(bad.status == 3)
    #expect(
      bad.errors
        == "stackdoctor: \(scratch.url.path): the report cannot be written: is a directory\n")
  }

  @Test("As NDJSON, a finding is written while the pipe is still open, and once")
  func liveLines() throws {
    let running = try Program.Running(["--format", "ndjson", "-"])
    running.input.write(Data(failure.utf8))
    // Blocks for ever if nothing is written before the pipe is closed.
    var shown = ""
    while !shown.contains("\n") {
      shown += String(decoding: running.output.availableData, as: UTF8.self)
    }
    #expect(shown.contains("\"type\":\"finding\""))
    running.input.write(Data(failure.utf8))
    try running.input.close()
    let lines = running.finish().output.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.last?.contains("\"type\":\"totals\"") == true)
  }
}
