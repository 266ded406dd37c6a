import Foundation
import Testing

@Suite("Which of a user's rules are used")
struct RulePrecedenceTests {
  private func rule(_ id: String, _ severity: String, _ more: String = "") -> String {
    SampleRule.text(id, severity: severity, more: more)
  }

  /// The rules of a list that are somebody's own, and the last line.
  private func own(_ list: String) -> String {
    var isOwn = false
    return list.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if !line.hasPrefix("  ") { isOwn = line.hasPrefix("ops-") || line.contains(" rules: ") }
      return isOwn
    }.joined(separator: "\n")
  }

  @Test("The first place of a rule counts, as the README lists them, and the list says so")
  func places() throws {
    let scratch = try Scratch()
    func file(_ name: String, _ text: String) throws -> String {
      try scratch.file(name, text)
    }
    let a = try file("a.yaml", rule("ops-a", "info"))
    let b = try file("b.yaml", rule("ops-a", "low"))
    let c = try file("env/c.yaml", rule("ops-a", "medium") + "\n")
    let d = try file("env/d.yaml", rule("ops-b", "medium"))
    _ = try file("project/p/e.yaml", rule("ops-b", "high"))
    _ = try file("project/p/f.yaml", rule("ops-c", "high", "supersedes: [ops-d, ops-f]"))
    let g = try file("config/stackdoctor/rules/g.yaml", rule("ops-c", "critical"))
    let h = try file("config/stackdoctor/rules/h.yaml", rule("ops-d", "critical"))
    let i = try file("config/stackdoctor/rules/i.yaml", rule("ops-e", "low", "aliases: [ops-old]"))
    let j = try file("config/stackdoctor/rules/j.yaml", rule("ops-f", "low"))
    _ = try file(
      "project/.stackdoctor.yaml",
      """
      rules: p
      disabled:
        - { rule: ops-old, reason: nobody minds }
        - { rule: ops-d, reason: nobody minds either }

      """)
    let environment = [
      "STACKDOCTOR_RULES": scratch.url.appending(path: "env").path, "COLUMNS": "300",
      "XDG_CONFIG_HOME": scratch.url.appending(path: "config").path,
    ]
    let project = scratch.url.appending(path: "project")
    let list = try Program.run(
      "rules", "list", "--rules", a, "--rules", b, environment: environment, in: project)
    #expect(list.errors == "")
    #expect(list.status == 0)
    let shipped = try Program.run("rules", "list").output.split(separator: " ").last
    #expect(shipped == "rules.\n")
    #expect(
      own(list.output).replacing(/[0-9]+ rules: [0-9]+ used/, with: "N rules: N used") == """
        ops-a  info
          The disk is full
          \(a) (--rules)
        ops-a  low  not used
          The disk is full
          \(b) (--rules)
          overridden by \(a)
        ops-a  medium  not used
          The disk is full
          \(c) (STACKDOCTOR_RULES)
          overridden by \(a)
        ops-b  medium
          The disk is full
          \(d) (STACKDOCTOR_RULES)
        ops-b  high  not used
          The disk is full
          p/e.yaml (.stackdoctor.yaml)
          overridden by \(d)
        ops-c  high
          The disk is full
          p/f.yaml (.stackdoctor.yaml)
        ops-c  critical  not used
          The disk is full
          \(g) (user)
          overridden by p/f.yaml
        ops-d  critical  not used
          The disk is full
          \(h) (user)
          disabled by .stackdoctor.yaml: nobody minds either
        ops-e  low  not used
          The disk is full
          \(i) (user)
          disabled by .stackdoctor.yaml: nobody minds
        ops-f  low  not used
          The disk is full
          \(j) (user)
          superseded by ops-c
        N rules: N used, 4 overridden, 1 superseded, 2 disabled.
        """)
    let scan = try Program.run(
      "--rules", a, "--rules", b, "--format", "github", "-", input: "the disk is full\n",
      environment: environment, in: project)
    #expect(
      scan.output.split(separator: "\n").dropLast().map { $0.prefix { $0 != " " } } == [
        "::error", "::warning", "::notice",
      ])
    let shown = try Program.run(
      "rules", "show", "ops-old", environment: environment, in: project)
    #expect(shown.status == 0)
    #expect(
      shown.output.split(separator: "\n").filter { $0.hasPrefix("id") || $0.hasPrefix("not used") }
        == [
          "id            ops-e", "not used      disabled by .stackdoctor.yaml: nobody minds",
        ])
    for (id, lack) in [
      ("ops-d", ".stackdoctor.yaml disables it, 'nobody minds either'"),
      ("ops-f", "'ops-c' supersedes it"),
      ("ops-e", ".stackdoctor.yaml disables it, 'nobody minds'"),
    ] {
      let why = try Program.run("--why", id, "-", environment: environment, in: project)
      #expect(why.status == 2)
      #expect(why.errors == "stackdoctor: '\(id)' is no rule that is used: \(lack)\n")
    }
  }

  @Test(
    "A superseded rule is used again where the project does without the other, and is explained")
  func successor() throws {
    let scratch = try Scratch()
    func file(_ name: String, _ text: String) throws { _ = try scratch.file(name, text) }
    try file("r/new.yaml", rule("ops-new", "high", "supersedes: [ops-old]"))
    try file("r/old.yaml", rule("ops-old", "low"))
    try file(
      "r/cause.yaml",
      SampleRule.text(
        "ops-cause", signature: "{ line: 'the log is not rotated' }",
        match: "the log is not rotated",
        more: "explains: [ops-old]"))
    try file("a.log", "the log is not rotated\nthe disk is full\n")
    func outcome() throws -> [String] {
      let scan = try Program.run("--rules", "r", "a.log", in: scratch.url)
      let list = try Program.run("rules", "list", "--rules", "r", in: scratch.url)
      #expect(scan.errors + list.errors == "")
      return (scan.output + list.output).split(separator: "\n")
        .map { String($0.drop { $0 == " " }) }
        .filter { line in
          ["Also", "superseded", "disabled"].contains { line.hasPrefix($0) }
        }
    }
    #expect(
      try outcome() == [
        "Also explains  The disk is full (ops-new, once)", "superseded by ops-new",
      ])
    try file(".stackdoctor.yaml", "disabled: [{ rule: ops-new, reason: too loud }]\n")
    #expect(
      try outcome() == [
        "Also explains  The disk is full (ops-old, once)",
        "disabled by .stackdoctor.yaml: too loud",
      ])
  }

  @Test("Two files of one id in one place are a mistake, on two of --rules they are not")
  func samePlace() throws {
    let scratch = try Scratch()
    let a = try scratch.file("r/a.yaml", rule("ops-a", "info"))
    let b = try scratch.file("r/b.yaml", rule("ops-a", "low"))
    let both = try Program.run("rules", "list", "--strict", "--rules", scratch.url.path)
    #expect(both.status == 2)
    #expect(both.errors == "stackdoctor: \(b):1:1: the id 'ops-a' is already that of \(a)\n")
    let each = try Program.run("rules", "list", "--strict", "--rules", a, "--rules", b)
    #expect(each.status == 0)
    #expect(each.errors == "")
    let tested = try Program.run("rules", "test", a, b)
    #expect(tested.status == 2)
    #expect(tested.errors == both.errors)
  }

  @Test(
    "A mistake in the project file is named with its place",
    arguments: [
      (
        "disabled:\n  - rule: sudo-must-have-tty\n",
        ".stackdoctor.yaml:2:5: the key 'disabled[0].reason' is missing\n", 2
      ),
      (
        "disabled:\n  - { rule: sudo-must-have-tty, reason: ' ' }\n",
        ".stackdoctor.yaml:2:41: 'disabled[0].reason' is empty\n", 2
      ),
      (
        "disabled:\n  - { rule: sudo-must-have-tyy, reason: x }\n",
        """
        .stackdoctor.yaml:2:13: 'disabled' names 'sudo-must-have-tyy', which is no rule \
        (did you mean 'sudo-must-have-tty'?)

        """, 0
      ),
      (
        "\n  rulez: [a]\n",
        """
        .stackdoctor.yaml:2:3: unknown key 'rulez' (did you mean 'rules'?), expected paths, \
        include, exclude, fail-on, rules, disabled, ignores

        """, 2
      ),
      ("rules: [nowhere]\n", ".stackdoctor.yaml: nowhere: no such file or directory\n", 2),
    ] as [(String, String, Int32)])
  func projectFile(_ text: String, _ message: String, _ status: Int32) throws {
    let scratch = try Scratch()
    _ = try scratch.file(".stackdoctor.yaml", text)
    for arguments in [["-"], ["rules", "list"], ["explain", "nova-no-valid-host"]] {
      let running = try Program.Running(arguments, in: scratch.url)
      try running.input.close()
      let program = running.finish()
      #expect(program.errors == "stackdoctor: \(message)")
      #expect(program.status == status)
    }
  }
}
