import Foundation
import Testing

@Suite("Which files are read")
struct SelectionTests {
  /// A directory `logs` with a link out of it.
  private static func logs() throws -> Scratch {
    let scratch = try Scratch()
    for name in ["logs/a.log", "logs/b.txt", "logs/old/c.log", "elsewhere/d.log"] {
      _ = try scratch.file(name, "2026-11-21 10:00:00.001 7 INFO nova [-] \(name)\n")
    }
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.appending(path: "logs/link").path, withDestinationPath: "../elsewhere")
    return scratch
  }

  @Test(
    "Patterns and links are those of the command line, and of the project where that names none",
    arguments: [
      ([], 3), (["--follow-symlinks"], 4), (["--include", "*.log"], 2),
      (["--include", "*.txt", "--include", "old/"], 2),
      (["--include", "*.log", "--exclude", "old"], 1), (["--exclude", "*"], 0),
    ] as [([String], Int)])
  func options(_ options: [String], _ count: Int) throws {
    let scratch = try Self.logs()
    for command in ["scan", "identify"] {
      let running = try Program.Running([command, "logs"] + options, in: scratch.url)
      try running.input.close()
      let program = running.finish()
      #expect(program.status == 0)
      let read = program.output.matches(of: command == "scan" ? /in (\d+) source/ : /(?m)^logs(\/)/)
      #expect((command == "scan" ? read.first.flatMap { Int($0.1) } ?? 0 : read.count) == count)
    }
  }

  @Test("A project's patterns count where the command line has none")
  func project() throws {
    let scratch = try Self.logs()
    _ = try scratch.file(
      ".stackdoctor.yaml", "paths: [logs]\ninclude: ['*.log']\nexclude: [old/]\n")
    let program = try Program.run("scan", in: scratch.url)
    #expect(program.output == "No known failure found: 1 line, 51 B in 1 source read.\n")
    #expect(
      program.errors == """
        stackdoctor: .: 1 link leads out of directories, not followed; see --follow-symlinks
        stackdoctor: .: 2 entries in directories left out by include and exclude

        """)
    let other = try Program.run("scan", "--include", "*.txt", in: scratch.url)
    #expect(other.output == "No known failure found: 1 line, 51 B in 1 source read.\n")
  }
}
