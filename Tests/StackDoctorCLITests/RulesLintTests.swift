import Foundation
import Testing

@Suite("rules lint")
struct RulesLintTests {
  private static let good = """
    id: ops-disk-full
    title: The disk is full
    severity: low
    status: stable
    component: ops
    signature: { line: 'the disk is full' }
    cause: It is.
    remediation: [{ text: Look., command: df -h }]
    references: ['https://docs.openstack.org/']
    versions: { verified: 2026-11 }
    examples: { match: the disk is full, no-match: the disk is empty }

    """
  private static let bad = good.replacing("ops-disk-full", with: "ops-bad")
    .replacing("line: 'the disk is full'", with: "line: 'the tape is full (a+)+$'")
    .replacing("match: the disk is full", with: "match: the tape is full aa")

  private static func lint(
    _ rules: [String: String], _ options: String..., paths: [String] = ["."]
  ) throws -> Program {
    let scratch = try Scratch()
    for (name, text) in rules { _ = try scratch.file(name, text) }
    return try Program.Running(
      ["rules", "lint", "--today", "2026-11"] + options + paths, in: scratch.url
    ).finish()
  }

  @Test(
    "Clean rules, in each form",
    arguments: [
      ("text", "1 rule file: 0 errors, 0 warnings\n"),
      ("github", "1 rule file: 0 errors, 0 warnings\n"),
      ("json", "{\n  \"files\" : 1,\n  \"findings\" : [\n\n  ],\n  \"schema_version\" : 1\n}\n"),
    ])
  func clean(_ format: String, _ output: String) throws {
    let program = try Self.lint(["a.yaml": Self.good], "--strict", "--format", format)
    #expect(program.output == output)
    #expect(program.errors == "")
    #expect(program.status == 0)
  }

  @Test(
    "A pattern that backtracks, in each form",
    arguments: [
      (
        "text",
        """
        ./b.yaml:6:20: error: MESSAGE [backtracking]
        2 rule files: 1 error, 0 warnings

        """
      ),
      (
        "github",
        """
        ::error file=./b.yaml,line=6,col=20,title=backtracking::MESSAGE
        2 rule files: 1 error, 0 warnings

        """
      ),
      (
        "json",
        """
        {
          "files" : 2,
          "findings" : [
            {
              "check" : "backtracking",
              "column" : 20,
              "file" : "./b.yaml",
              "level" : "error",
              "line" : 6,
              "message" : "MESSAGE"
            }
          ],
          "schema_version" : 1
        }

        """
      ),
    ])
  func backtracking(_ format: String, _ output: String) throws {
    let message = """
      'signature.line' backtracks: where 'a' is repeated and no match follows, 80 steps on 4, 1280 \
      steps on 8, over 100000 steps on 16 bytes, expected steps in proportion
      """
    let program = try Self.lint(["a.yaml": Self.good, "b.yaml": Self.bad], "--format", format)
    #expect(program.output == output.replacing("MESSAGE", with: message))
    #expect(program.errors == "")
    #expect(program.status == 1)
  }

  @Test("SARIF names the checks and where each finding stands")
  func sarif() throws {
    struct Log: Decodable, Equatable {
      struct Run: Decodable, Equatable {
        struct Result: Decodable, Equatable {
          var ruleId: String
          var ruleIndex: Int
          var level: String
        }
        struct Check: Decodable, Equatable { var id: String }
        struct Driver: Decodable, Equatable {
          var name: String
          var rules: [Check]
        }
        struct Tool: Decodable, Equatable { var driver: Driver }
        var tool: Tool
        var results: [Result]
      }
      var version: String
      var runs: [Run]
    }
    let program = try Self.lint(["b.yaml": Self.bad], "--format", "sarif")
    let log = try JSONDecoder().decode(Log.self, from: Data(program.output.utf8))
    let checks = [
      "rule-file", "duplicate-id", "unknown-rule", "no-literal", "backtracking", "example",
      "overlap", "command", "verified", "reference", "unfinished", "untested",
    ]
    #expect(
      log
        == Log(
          version: "2.1.0",
          runs: [
            .init(
              tool: .init(driver: .init(name: "stackdoctor", rules: checks.map { .init(id: $0) })),
              results: [.init(ruleId: "backtracking", ruleIndex: 4, level: "error")])
          ]))
    #expect(program.status == 1)
  }

  @Test(
    "A warning gives exit status 1 with --strict only",
    arguments: [([], 0), (["--strict"], 1)] as [([String], Int32)])
  func strict(_ options: [String], _ status: Int32) throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.yaml", Self.good)
    let program = try Program.Running(
      ["rules", "lint", "--today", "2028-12", "a.yaml"] + options, in: scratch.url
    ).finish()
    #expect(
      program.output == """
        a.yaml:10:23: warning: 'versions.verified' is '2026-11', 25 months ago, expected 24 at \
        most: check the rule against the software of today [verified]
        1 rule file: 0 errors, 1 warning

        """)
    #expect(program.errors == "")
    #expect(program.status == status)
  }

  @Test("A file that is named twice is looked at once; other files of a directory are none")
  func twice() throws {
    let program = try Self.lint(
      ["a.yaml": Self.good, "notes.txt": "x"], paths: ["./a.yaml", ".", "."])
    #expect(program.output == "1 rule file: 0 errors, 0 warnings\n")
    #expect(program.status == 0)
  }

  @Test("A directory without rules has no errors")
  func empty() throws {
    let program = try Self.lint(["notes.txt": "x"])
    #expect(program.output == "0 rule files: 0 errors, 0 warnings\n")
    #expect(program.status == 0)
  }

  @Test("A path that is not there ends the run before anything is said of the others")
  func missing() throws {
    let program = try Self.lint(["b.yaml": Self.bad], paths: ["b.yaml", "none.yaml"])
    #expect(program.output == "")
    #expect(program.errors == "stackdoctor: none.yaml: no such file or directory\n")
    #expect(program.status == 2)
  }

  @Test("What cannot be read is told with the rest, and gives exit status 2")
  func unreadable() throws {
    let scratch = try Scratch()
    _ = try scratch.file("r/a.yaml", Self.good)
    #expect(mkfifo(scratch.url.appending(path: "r/pipe.yaml").path, 0o600) == 0)
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: scratch.url.appending(path: "loop").path, withDestinationPath: "loop")
    let program = try Program.run(
      "rules", "lint", "--today", "2026-11", "r", "loop", in: scratch.url)
    #expect(
      program.output == """
        loop:1:1: error: cannot be read: too many levels of symbolic links [rule-file]
        r/pipe.yaml:1:1: error: cannot be read: it is no regular file [rule-file]
        3 rule files: 2 errors, 0 warnings

        """)
    #expect(program.errors == "")
    #expect(program.status == 2)
  }

  @Test("A file that is not UTF-8 is a mistake with its place")
  func encoding() throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.yaml", "")
    let text = Self.good.replacing("It is.", with: "Zu größe.")
    let data = try #require(text.data(using: .isoLatin1))
    try data.write(to: URL(fileURLWithPath: file))
    let program = try Program.run("rules", "lint", "a.yaml", in: scratch.url)
    #expect(
      program.output == """
        a.yaml:7:13: error: the byte 0xF6 is no UTF-8, expected a file in UTF-8 [rule-file]
        1 rule file: 1 error, 0 warnings

        """)
    #expect(program.status == 1)
  }

  @Test("No path, a form and a month that do not exist are mistakes of usage")
  func usage() throws {
    #expect(try Self.lint([:], paths: []).status == 2)
    #expect(try Self.lint([:], "--format", "xml").status == 2)
    #expect(try Self.lint([:], "--today", "2026-13").status == 2)
  }

  /// A rule whose pattern is nothing but nested loops cannot be loaded; with a literal, it can.
  @Test("A rule that lint names cannot hold up a scan, nor hide what the others find")
  func hostile() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.yaml", Self.good)
    _ = try scratch.file("b.yaml", Self.bad)
    _ = try scratch.file(
      "c.yaml",
      Self.bad.replacing("ops-bad", with: "ops-bare").replacing("the tape is full ", with: ""))
    let named = try Program.run("rules", "lint", "--today", "2026-11", ".", in: scratch.url)
    let steps = """
      'signature.line' backtracks: where 'a' is repeated and no match follows, 80 steps on 4, 1280 \
      steps on 8, over 100000 steps on 16 bytes, expected steps in proportion [backtracking]
      """
    let problem = """
      c.yaml:6:12: 'signature' needs 7 bytes of fixed text in a row in each alternative; the \
      longest of one is 'a'
      """
    #expect(
      named.output == """
        ./b.yaml:6:20: error: \(steps)
        ./c.yaml:6:20: error: 'signature.line' gives a scan nothing to look for: its longest fixed \
        text is 'a', of 1 byte, expected 7 [no-literal]
        ./c.yaml:6:20: error: \(steps)
        3 rule files: 3 errors, 0 warnings

        """)
    #expect(named.status == 1)

    let part = "the tape is full \(String(repeating: "a", count: 40))! "
    let line = String(repeating: part, count: (10 << 20) / part.utf8.count + 1)
    _ = try scratch.file("a.log", "the disk is full\nall is well\n\(line)the disk is full\n")
    let plain = try Program.run("--rules", "a.yaml", "a.log", in: scratch.url)
    let scan = try Program.run("--rules", ".", "a.log", in: scratch.url)
    #expect(scan.output == plain.output)
    #expect(plain.output.contains("The disk is full"))
    #expect(
      scan.errors == """
        stackdoctor: ./\(problem)
        stackdoctor: a.log:3: rule 'ops-bad' was not tried here: the pattern backtracks too much on \
        this text, 100000 steps (8192 bytes)
        stackdoctor: a.log:3: rule 'ops-bad' was not tried here: given up after 16 texts on which \
        it hit a limit or took 0.005 seconds and more; it is not tried on what follows
        stackdoctor: a.log:3: the line is longer than 1 MiB and was read in pieces

        """)
    #expect(scan.status == 3)
  }
}
