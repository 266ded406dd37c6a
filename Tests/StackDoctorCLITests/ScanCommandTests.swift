import Foundation
import Testing

/// A line that a rule of severity high knows.
private let failure = "Unable to create datadir: /srv/images\n"
/// A line that a rule of severity info knows.
private let notice =
  "Using lib/neutron-legacy is deprecated, and it will be removed in the future\n"

/// A traceback that no rule knows.
private let unknown = "java.lang.Error: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n"

@Suite("The scan command")
struct ScanCommandTests {
  @Test(
    "The exit status says what was found",
    arguments: [
      (["-"], "all is well\n", 0), (["-"], failure, 1), (["scan", "-"], failure, 1),
      ([], failure, 1),
      (["-"], notice, 0), (["--fail-on", "info", "-"], notice, 1),
      (["--fail-on", "critical", "-"], failure, 0), (["--fail-on", "never", "-"], failure, 0),
      (["--exit-zero", "-"], failure, 0), (["-"], unknown, 0),
      (["--fail-on-unexplained", "-"], unknown, 1),
      (["--fail-on-unexplained", "-"], "all is well\n", 0),
      (["--fail-on-unexplained", "--fail-on", "never", "-"], failure, 0),
      (["--fail-on-unexplained", "--exit-zero", "-"], unknown, 0),
      (["--exit-zero", "/no/such/file"], "", 3),
      (["--no-such-flag"], "", 2), (["--format", "xml", "-"], "", 2),
      (["--fail-on", "bad", "-"], "", 2),
      (["/no/such/file"], "", 3), (["/no/such/file", "-"], failure, 3),
    ] as [([String], String, Int32)])
  func exitStatus(_ arguments: [String], _ input: String, _ status: Int32) throws {
    let running = try Program.Running(arguments)
    running.input.write(Data(input.utf8))
    try running.input.close()
    let program = running.finish()
    #expect(program.status == status)
    // Whatever went wrong is said, and said on standard error.
    #expect(program.errors.isEmpty == (status < 2))
  }

  @Test("A path that is not there is named in a sentence")
  func missingPath() throws {
    let program = try Program.run("/no/such/file")
    #expect(program.errors == "stackdoctor: /no/such/file: no such file or directory\n")
    #expect(program.output == "Nothing was read.\n")
  }

  @Test("A flag that does not exist is named, with the usage")
  func unknownFlag() throws {
    let program = try Program.run("--no-such-flag")
    #expect(program.errors.hasPrefix("Error: Unknown option '--no-such-flag'\n"))
    #expect(program.errors.contains("Usage: "))
    #expect(program.output.isEmpty)
  }

  @Test("Help and version go to standard output")
  func help() throws {
    let help = try Program.run("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE: stackdoctor [scan] [<options>] [<path> ...]"))
    let version = try Program.run("--version")
    #expect(version.status == 0)
    #expect(version.output == "0.1.0\n")
  }

  @Test("An empty file is read and has nothing in it")
  func emptyFile() throws {
    let scratch = try Scratch()
    let program = try Program.run(try scratch.file("empty.log", ""))
    #expect(program.status == 0)
    #expect(program.output == "No known failure found: 0 lines, 0 B in 1 source read.\n")
    #expect(program.errors.isEmpty)
  }

  @Test("In a directory, what is no log is skipped with a note, and --quiet keeps that to itself")
  func specialFiles() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", failure)
    _ = try scratch.file("z/b.log", failure)
    _ = try scratch.file(".hidden", failure)
    try Data("\u{7F}ELF".utf8).write(to: scratch.url.appending(path: "c"))
    #expect(mkfifo(scratch.url.appending(path: "fifo").path, 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.appending(path: "z/loop").path, withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.appending(path: "dangling").path, withDestinationPath: "nowhere")
    let program = try Program.run(scratch.url.path)
    #expect(program.status == 1)
    #expect(program.output.contains("in 2 sources read"))
    let root = scratch.url.path
    #expect(
      program.errors == """
        stackdoctor: \(root)/dangling: is a symbolic link to nothing, skipped
        stackdoctor: \(root)/fifo: is not a regular file, skipped
        stackdoctor: \(root)/z/loop: leads back to a directory above it, skipped
        stackdoctor: .: 1 hidden entry in directories skipped
        stackdoctor: .: 1 binary file in directories skipped

        """)
    #expect(try Program.run("--quiet", root).errors.isEmpty)
  }

  @Test(
    "Standard input may be compressed, as a file or on a pipe",
    arguments: [
      "gzip -c x.log | stackdoctor --format json -",
      "gzip -c x.log > x.gz; stackdoctor --format json - < x.gz",
      "tar cf x.tar x.log; stackdoctor --format json - < x.tar",
      "tar czf - x.log | stackdoctor --format json",
    ])
  func compressedInput(_ command: String) throws {
    let scratch = try Scratch()
    _ = try scratch.file("x.log", failure)
    let program = try Program.run("-c", command, in: scratch.url, by: "/bin/sh")
    let source = "(standard input)" + (command.contains("tar") ? "!/x.log" : "")
    let plain = try Program.run("--format", "json", "-", input: failure)
    #expect(
      program.output
        == plain.output.replacing("\"(standard input)\"", with: "\"\(source)\""))
    #expect(program.errors == "")
    #expect(program.status == 1)
  }

  @Test(
    "Where a library is missing, plain logs are read, and the rest is named",
    arguments: [("gz", "zlib", "libz.so.1"), ("tar", "libarchive", "libarchive.so.13")])
  func missingLibrary(_ suffix: String, _ name: String, _ file: String) throws {
    let scratch = try Scratch()
    _ = try scratch.file("x.log", failure)
    _ = try scratch.file(file, "")
    let program = try Program.run(
      "-c",
      "gzip -c x.log > x.gz; tar cf x.tar x.log; LD_LIBRARY_PATH=. stackdoctor x.log x.\(suffix)",
      in: scratch.url, by: "/bin/sh")
    #expect(
      program.errors
        == "stackdoctor: x.\(suffix): needs the library \(name) to be read, which is not installed here\n"
    )
    #expect(program.output.hasPrefix(" HIGH  "))
    #expect(program.status == 3)
  }

  @Test("What is left of a damaged archive is read, and the status says that it was not all")
  func damagedArchive() throws {
    let scratch = try Scratch()
    _ = try scratch.file("x.log", failure + String(repeating: "all is well\n", count: 90_000))
    let program = try Program.run(
      "-c", "gzip -c x.log | head -c 2000 > y.gz; stackdoctor y.gz", in: scratch.url,
      by: "/bin/sh")
    #expect(program.status == 3)
    #expect(program.errors == "stackdoctor: y.gz: is damaged: it is cut short\n")
    #expect(program.output.hasPrefix(" HIGH  "))
  }

  @Test("A file that is named but holds no text is a failure")
  func namedBinary() throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "x.log").path
    try Data("\u{7F}ELF".utf8).write(to: URL(fileURLWithPath: path))
    let program = try Program.run(path)
    #expect(program.status == 3)
    #expect(
      program.errors
        == "stackdoctor: \(path): is a program, not text, and was skipped\n")
  }

  @Test("CRLF, a missing last line feed, NUL and invalid UTF-8 are read like any line")
  func oddBytes() throws {
    let scratch = try Scratch()
    let path = scratch.url.appending(path: "odd.log").path
    let bytes =
      Array("one\r\n".utf8) + [0, 0, 0xFF, 0xFE, 0x0A]
      + Array("Unable to create datadir: /srv\r".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let program = try Program.run("--format", "json", path)
    let document = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
    let findings = try #require((document as? [String: Any])?["findings"] as? [[String: Any]])
    let evidence = try #require(findings.first?["evidence"] as? [[String: Any]])
    #expect(findings.count == 1)
    #expect(evidence.first?["line"] as? Int == 3)
    #expect(evidence.first?["byte_offset"] as? Int == 10)
    #expect(evidence.first?["text"] as? String == "Unable to create datadir: /srv")
  }

  @Test("A line of megabytes is read in pieces, said to be, and searched to its end")
  func longLine() throws {
    let scratch = try Scratch()
    let filler = String(repeating: "x ", count: 2 << 20)
    let path = try scratch.file("long.log", "first\n\(filler)\(failure)last \(failure)")
    let program = try Program.run("--format", "json", path)
    let document = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
    let findings = try #require((document as? [String: Any])?["findings"] as? [[String: Any]])
    let evidence = try #require(findings.first?["evidence"] as? [[String: Any]])
    #expect(findings.first?["count"] as? Int == 2)
    #expect(evidence.map { $0["line"] as? Int } == [2, 3])
    #expect(
      program.errors
        == "stackdoctor: \(path):2: the line is longer than 1 MiB and was read in pieces\n")
    #expect(program.status == 1)
  }

  @Test(
    "Colour follows the flag, then the environment",
    arguments: [
      ([], [:], false), (["--color", "always"], [:], true),
      (["--color", "always"], ["NO_COLOR": "1"], true), ([], ["CLICOLOR_FORCE": "1"], true),
      ([], ["CLICOLOR_FORCE": "0"], false), ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
      ([], ["CLICOLOR_FORCE": "1", "NO_COLOR": ""], true),
      (["--color", "never"], ["CLICOLOR_FORCE": "1"], false),
    ] as [([String], [String: String], Bool)])
  func color(_ arguments: [String], _ environment: [String: String], _ hasColor: Bool) throws {
    let running = try Program.Running(arguments + ["-"], environment: environment)
    running.input.write(Data(failure.utf8))
    try running.input.close()
    #expect(running.finish().output.contains("\u{1B}[") == hasColor)
  }

  @Test("An annotation about standard input names no file")
  func annotationOfStandardInput() throws {
    let program = try Program.run("--format", "github", "-", input: failure)
    #expect(program.output.hasPrefix("::error title=Glance cannot create or write"))
    #expect(program.output.contains("(glance-store-datadir-create-failed, (standard input):1)"))
  }

  @Test("A copy of the program alone knows its rules")
  func copiedBinary() throws {
    let scratch = try Scratch()
    let copy = scratch.url.appending(path: "stackdoctor")
    try FileManager.default.copyItem(at: Program.url, to: copy)
    let process = Process()
    process.executableURL = copy
    process.currentDirectoryURL = scratch.url
    process.arguments = [try scratch.file("a.log", failure)]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
  }
}

@Suite("Pipes that stay open")
struct LivePipeTests {
  @Test("A finding is shown while the pipe is still open, and once")
  func live() throws {
    let running = try Program.Running(["-"])
    running.input.write(Data("all is well\n\(failure)".utf8))
    // Blocks for ever if nothing is shown before the pipe is closed.
    var shown = ""
    while !shown.contains("See  ") {
      shown += String(decoding: running.output.availableData, as: UTF8.self)
    }
    #expect(shown.contains("(standard input):2"))
    running.input.write(Data(failure.utf8))
    try running.input.close()
    let program = running.finish()
    #expect(!program.output.contains("HIGH"))
    #expect(program.output.contains("1 finding (1 high): 3 lines"))
    #expect(program.status == 1)
  }

  @Test("A pause within a traceback changes nothing in the list of tracebacks")
  func pausedTraceback() throws {
    let running = try Program.Running(["tracebacks", "--format", "json", "-"])
    running.input.write(Data("java.lang.Error: x\n\tat a.B.c(B.java:1)\n".utf8))
    Thread.sleep(forTimeInterval: 0.7)
    running.input.write(Data("\tat a.B.d(B.java:2)\nCaused by: java.io.IOException: y\n".utf8))
    try running.input.close()
    #expect(running.finish().output.contains("\"lines\":[1,2,3,4]"))
  }

  @Test("A finding is shown on a pipe that is never silent, too")
  func steadyPipe() throws {
    let running = try Program.Running(["-"])
    running.input.write(Data(failure.utf8))
    let feeder = Process()
    feeder.executableURL = URL(fileURLWithPath: "/bin/sh")
    feeder.arguments = ["-c", "while sleep 0.02; do echo all is well; done"]
    feeder.standardOutput = running.input
    try feeder.run()
    defer { feeder.terminate() }
    var shown = ""
    while !shown.contains("See  ") {
      shown += String(decoding: running.output.availableData, as: UTF8.self)
    }
    running.process.interrupt()
    #expect(running.finish().status == 130)
  }

  @Test("SIGINT ends an endless pipe with what was found and status 130")
  func interrupt() throws {
    let running = try Program.Running(["-"])
    running.input.write(Data(failure.utf8))
    var shown = ""
    while !shown.contains("See  ") {
      shown += String(decoding: running.output.availableData, as: UTF8.self)
    }
    running.process.interrupt()
    let program = running.finish()
    #expect(program.status == 130)
    #expect(program.output.contains("1 finding (1 high): 1 line"))
  }

  @Test("A reader of standard output that goes away ends the program with status 141")
  func brokenPipe() throws {
    let running = try Program.Running(["-"])
    try running.output.close()
    running.input.write(Data(failure.utf8))
    try running.input.close()
    running.process.waitUntilExit()
    #expect(running.process.terminationStatus == 141)
    #expect(running.process.terminationReason == .exit)
  }
}
