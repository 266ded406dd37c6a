import Foundation
import Testing

@Suite("Rules that nobody should trust")
struct RuleSafetyTests {
  /// A rule file; `title` stands in double quotes, where YAML knows escapes.
  private func rule(_ id: String, line: String, title: String = "Seen") -> String {
    """
    id: \(id)
    title: "\(title)"
    severity: low
    status: stable
    component: ops
    signature: { line: '\(line)' }
    cause: "\(title)"
    remediation: [{ text: "\(title)", command: "\(title)" }]
    references: ["\(title)"]
    versions: { verified: 2026-11 }
    examples: { match: '\(line)', no-match: nothing }

    """
  }

  @Test("--stats says what each stage has done, on standard error", arguments: ["1", "2"])
  func statistics(jobs: String) throws {
    let log = """
      2026-11-21 10:00:00.000 1 ERROR nova [-] Something else.
      2026-11-21 10:00:01.000 1 INFO nova [-] Well.

      """
    let program = try Program.run("scan", "--stats", "--jobs", jobs, "-", input: log)
    #expect(program.status == 0)
    #expect(program.output == "No known failure found: 2 lines, 103 B in 1 source read.\n")
    let lines = program.errors.replacing(#/ +\d+\.\d ms/#, with: " T ms")
      .replacing(#/[0-9.]+ [kM]?B a second/#, with: "B a second")
    #expect(
      lines == """
        read T ms  103 B in 1 chunk
        search T ms  0 literals and 1 mark
        look T ms  2 lines of 2, 0 tracebacks, 0 trials of rules with 0 calls of PCRE2
        all T ms  B a second of processor time

        """)
  }

  @Test("--timings has a line for each rule that was tried, on standard error")
  func timings() throws {
    let scratch = try Scratch()
    let file = try scratch.file("good.yaml", rule("ops-good", line: "the teapot is empty"))
    let log = "the teapot is empty\n\nall is well\nthe teapot is empty\n"
    let program = try Program.run("--rules", file, "--timings", "-", input: log)
    #expect(program.output == (try Program.run("--rules", file, "-", input: log).output))
    let words = program.errors.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(words.map(\.first) == ["rule", "ops-good"])
    #expect(words.last?.dropFirst().first == "2")
    #expect(words.last?.last.map { ["input):1", "input):3"].contains($0) } == true)
    let nothing = try Program.run("--timings", "-", input: "all is well\n")
    #expect(nothing.errors == "No rule was tried: nothing that one looks for stands there.\n")
  }

  @Test(
    "No control character of a rule, its captures or its mistakes reaches the terminal",
    arguments: ["text", "json", "github"])
  func controlCharacters(_ format: String) throws {
    let hostile = #"\e]0;owned\a \e[2J\x9b31m\u202Erm\u2066 {rest} \x7f\b\r"#
    let scratch = try Scratch()
    let file = try scratch.file(
      "a.yaml", rule("ops-hostile", line: "the disk is full(?<rest>.*)", title: hostile))
    let bad = try scratch.file(
      "b.yaml", "id: ops-bad\nseverity: \"\(hostile)\"\n\"\(hostile)\": 1\n")
    let log =
      String(repeating: "all is well\n", count: 20)
      + "the disk is full \u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\u{8}\u{7F}x\n"
    let program = try Program.run(
      "--color", "never", "--format", format, "--timings", "--rules", file, "--rules", bad, "-",
      input: log)
    #expect(program.output.contains("ops-hostile"))
    #expect(program.errors.contains("severity"))
    expectNoControls(program)
  }

  private func expectNoControls(_ program: Program) {
    for text in [program.output, program.errors] {
      let controls = text.unicodeScalars.filter {
        ($0.properties.generalCategory == .control && $0 != "\n")
          || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
      }
      #expect(controls.map { String($0.value, radix: 16) } == [])
    }
  }

  @Test(
    "Nor does one in any command about rules",
    arguments: [
      ["rules", "list"], ["rules", "list", "--format", "json"], ["rules", "show", "ops-hostile"],
      ["rules", "show", "ops-hostile", "--format", "json"], ["explain", "ops-hostile"],
      ["explain", "ops-hostile", "--format", "markdown"], ["--why", "ops-hostile", "-"],
      ["rules", "test"], ["rules", "test", "--format", "junit"], ["rules", "lint"],
      ["rules", "lint", "--format", "sarif"], ["rules", "docs", "--output", "docs"],
    ])
  func controlCharactersOfCommands(_ arguments: [String]) throws {
    let hostile = #"\e]0;owned\a \e[2J\x9b31m\u202Erm\u2066 {rest} \x7f\b\r"#
    let scratch = try Scratch()
    _ = try scratch.file(
      "r/a.yaml", rule("ops-hostile", line: "the disk is full(?<rest>.*)", title: hostile))
    if arguments != ["rules", "docs", "--output", "docs"] {
      _ = try scratch.file(
        "r/b.yaml", "id: ops-bad\nseverity: \"\(hostile)\"\n\"\(hostile)\": 1\n")
    }
    // Some take paths, some an option.
    let takesPaths = ["test", "lint", "docs"].contains(arguments[1])
    let running = try Program.Running(
      arguments + (takesPaths ? ["r"] : ["--rules", "r"]), in: scratch.url)
    running.input.write(Data("the disk is full \u{1B}]0;owned\u{7}\n".utf8))
    try running.input.close()
    let program = running.finish()
    expectNoControls(program)
    #expect(!(program.output + program.errors).isEmpty)
    if arguments[1] == "docs" {
      let page = scratch.url.appending(path: "docs/ops-hostile.md")
      expectNoControls(
        Program(status: 0, output: try String(contentsOf: page, encoding: .utf8), errors: ""))
    }
  }

  @Test(
    "A rule file that is too deep, a bomb of aliases, too large or no file is named, and that is all",
    arguments: [
      ("a: " + String(repeating: "[", count: 10_000), "1:35: nested too deeply"),
      ("a: " + String(repeating: "{a: ", count: 10_000), "1:125: nested too deeply"),
      ("a:\n  " + String(repeating: "- ", count: 10_000) + "x\n", "2:65: nested too deeply"),
      (
        "a: &a [b, b]\nc: &c [*a, *a]\nd: [*c, *c]\n",
        "1:4: an anchor ('&name'); write the value out"
      ),
      (
        String(repeating: "#", count: (1 << 20) + 1),
        "1:1: the file has more than 1048576 bytes, expected that many at most"
      ),
    ])
  func hostileFile(_ text: String, _ message: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.yaml", text)
    let named = "stackdoctor: \(file):\(message)"
    let lenient = try Program.run("--rules", file, "-", input: "all is well\n")
    #expect(lenient.status == 0)
    #expect(lenient.errors.split(separator: "\n").first.map(String.init) == named)
    for arguments in [
      ["--strict", "--rules", file, "-"], ["rules", "test", file],
      ["rules", "docs", "--output", "docs", file],
    ] {
      let program = try Program.Running(arguments, in: scratch.url).finish()
      #expect(program.status == 2)
      #expect(program.errors.split(separator: "\n").first.map(String.init) == named)
    }
  }

  @Test("A pipe as a rule file is not read")
  func pipe() throws {
    let scratch = try Scratch()
    let pipe = scratch.url.appending(path: "pipe.yaml").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let program = try Program.run("rules", "list", "--strict", "--rules", pipe)
    #expect(program.status == 2)
    #expect(program.errors == "stackdoctor: \(pipe):1:1: cannot be read: it is no regular file\n")
  }
}
