import Foundation
import Testing

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
private let pack = root.appending(path: "Tests/RuleToolingTests/Golden/pack").path
private let logs = root.appending(path: "corpus/clean").path

@Suite("The commands about rules")
struct RulesCommandTests {
  @Test(
    "The exit status says whether the rules are fine",
    arguments: [
      (["rules", "test"], 0), (["rules", "test", "--must-not-match", logs], 0),
      (["rules", "test", pack], 1), (["rules", "test", pack, "--format", "junit"], 1),
      (["rules", "test", "/no/such/file"], 2), (["rules", "test", logs], 2),
      (["rules", "test", "--corpus", pack], 2), (["rules", "test", "--format", "xml"], 2),
      (["rules", "list"], 0), (["rules", "list", "--rules", pack, "--format", "json"], 0),
      (["rules", "list", "--rules", "/no/such/file"], 2),
      (["rules", "show", "sudo-must-have-tty"], 0), (["rules", "show", "no-such-rule"], 2),
      (["explain", "sudo-must-have-tty"], 0), (["explain", "no-such-rule"], 2),
      (["explain", "nova-build-failed", "--rules", pack, "--format", "markdown"], 0),
      (["explain"], 2),
    ] as [([String], Int32)])
  func exitStatus(_ arguments: [String], _ status: Int32) throws {
    let program = try Program.Running(arguments).finish()
    #expect(program.status == status)
    #expect(program.errors.isEmpty == (status < 2))
  }

  @Test("An unknown id is answered with the nearest one")
  func unknownID() throws {
    let program = try Program.run("explain", "sudo-must-have-tyy")
    #expect(program.output.isEmpty)
    #expect(
      program.errors == """
        stackdoctor: no rule is called 'sudo-must-have-tyy' (did you mean 'sudo-must-have-tty'?); \
        'stackdoctor rules list' lists all

        """)
  }

  @Test(
    "Rules of one id are named, and so is every other mistake; the rules that are right are used")
  func mistakes() throws {
    let scratch = try Scratch()
    let text = try String(contentsOfFile: pack + "/nova/nova-build-failed.yaml", encoding: .utf8)
    let first = try scratch.file("a/nova/nova-build-failed.yaml", text)
    let second = try scratch.file("b/nova/nova-build-failed.yaml", text)
    let third = try scratch.file("c/nova/nova-wrong.yaml", "id: nova-wrong\n")
    let program = try Program.run("rules", "list", "--strict", "--rules", scratch.url.path)
    #expect(program.status == 2)
    #expect(program.output.isEmpty)
    let lines = program.errors.split(separator: "\n")
    let named = "stackdoctor: \(second):1:1: the id 'nova-build-failed' is already that of \(first)"
    #expect(lines.contains { $0 == named })
    #expect(lines.count { $0.hasPrefix("stackdoctor: \(third):1:1: ") } == lines.count - 1)
    let lenient = try Program.run(
      "rules", "list", "--rules", scratch.url.path, environment: ["COLUMNS": "200"])
    #expect(lenient.status == 0)
    #expect(lenient.errors == program.errors)
    #expect(
      lenient.output.contains(
        """

        nova-build-failed  medium
          An instance was not built
          \(first) (--rules)
        nova-build-failed  medium  not used
          An instance was not built
          \(second) (--rules)
          overridden by \(first)

        """))
  }

  @Test("Pages are written, compared, brought up to date, and nobody's own are touched")
  func docs() throws {
    let scratch = try Scratch()
    let folder = scratch.url.appending(path: "docs/rules").path
    let written = try Program.run("rules", "docs", pack, "--output", folder + "/")
    #expect(written.status == 0)
    #expect(
      written.output == """
        wrote \(folder)/README.md
        wrote \(folder)/nova-build-failed.md
        wrote \(folder)/nova-no-valid-host.md

        """)
    #expect(try Program.run("rules", "docs", pack, "--output", folder, "--check").status == 0)

    let mark = "<!-- Written by `stackdoctor rules docs` from the rule file. -->\n"
    _ = try scratch.file("docs/rules/nova-gone.md", mark)
    _ = try scratch.file("docs/rules/own.md", "my own\n")
    _ = try scratch.file("docs/rules/nova-build-failed.md", mark)
    try FileManager.default.removeItem(atPath: folder + "/README.md")
    let compared = try Program.run("rules", "docs", pack, "--output", folder, "--check")
    #expect(compared.status == 1)
    #expect(
      compared.output == """
        \(folder)/README.md is missing
        \(folder)/nova-build-failed.md is stale
        \(folder)/nova-gone.md is the page of no rule

        """)
    let settled = try Program.run("rules", "docs", pack, "--output", folder)
    #expect(
      settled.output == """
        wrote \(folder)/README.md
        wrote \(folder)/nova-build-failed.md
        removed \(folder)/nova-gone.md

        """)
    #expect(try Program.run("rules", "docs", pack, "--output", folder).output.isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
        "README.md", "nova-build-failed.md", "nova-no-valid-host.md", "own.md",
      ])
  }

  @Test("A folder that cannot be made is named")
  func noFolder() throws {
    let scratch = try Scratch()
    let file = try scratch.file("file", "")
    let program = try Program.run("rules", "docs", "--output", file + "/rules")
    #expect(program.status == 2)
    #expect(
      program.errors == "stackdoctor: the folder '\(file)/rules' cannot be created\n")
  }
}
