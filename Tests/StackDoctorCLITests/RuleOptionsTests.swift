import Foundation
import Testing

/// A rule file whose rule finds `text`.
private func rule(_ id: String, finds text: String, severity: String = "high") -> String {
  SampleRule.text(
    id, title: "\"Seen: \(text)\"", severity: severity, signature: "{ line: '\(text)' }",
    match: text)
}

@Suite("A user's rules")
struct RuleOptionsTests {
  private let log = "the disk is full\n"

  @Test("A rule of --rules, the environment, XDG's directory and the project file is used")
  func places() throws {
    let scratch = try Scratch()
    let file = try scratch.file("my.yaml", rule("ops-disk-full", finds: "the disk is full"))
    _ = try scratch.file(
      "config/stackdoctor/rules/ops/ops-disk-full.yaml",
      rule("ops-disk-full", finds: "the disk is full"))
    _ = try scratch.file("project/.stackdoctor.yaml", "rules: [../my.yaml]\n")
    let runs = [
      try Program.run("--rules", file, "-", input: log),
      try Program.run("-", input: log, environment: ["STACKDOCTOR_RULES": "\(file):"]),
      try Program.run(
        "-", input: log,
        environment: ["XDG_CONFIG_HOME": scratch.url.appending(path: "config").path]),
      try Program.run("-", input: log, in: scratch.url.appending(path: "project")),
    ]
    for run in runs {
      #expect(run.status == 1)
      #expect(run.errors == "")
      #expect(run.output.hasPrefix(" HIGH  Seen: the disk is full\n"))
    }
    #expect(try Program.run("-", input: log).status == 0)
  }

  @Test("A bad rule is told of and does not stop the others, unless --strict says so")
  func badRule() throws {
    let scratch = try Scratch()
    let good = try scratch.file("good.yaml", rule("ops-disk-full", finds: "the disk is full"))
    let bad = try scratch.file(
      "bad.yaml", rule("ops-fan-off", finds: "the fan is off", severity: "hihg"))
    let message = """
      stackdoctor: \(bad):3:11: 'severity' is 'hihg', expected one of info, low, medium, high, \
      critical (did you mean 'high'?)

      """
    let lenient = try Program.run("--rules", bad, "--rules", good, "-", input: log)
    #expect(lenient.status == 1)
    #expect(lenient.errors == message)
    #expect(lenient.output.hasPrefix(" HIGH  Seen: the disk is full\n"))
    let strict = try Program.run("--strict", "--rules", bad, "--rules", good, "-", input: log)
    #expect(strict.status == 2)
    #expect(strict.errors == message)
    #expect(strict.output == "")
  }

  @Test("A place that is not there ends the program where it was asked for on the spot")
  func missing() throws {
    let asked = try Program.run("--rules", "/no/such", "-", input: log)
    #expect(asked.status == 2)
    #expect(asked.errors == "stackdoctor: --rules: /no/such: no such file or directory\n")
    let set = try Program.run("-", input: log, environment: ["STACKDOCTOR_RULES": "/no/such"])
    #expect(set.status == 0)
    #expect(set.errors == "stackdoctor: STACKDOCTOR_RULES: /no/such: no such file or directory\n")
  }

  @Test("The project file names paths, the threshold and rules that are not used")
  func project() throws {
    let scratch = try Scratch()
    _ = try scratch.file("logs/a.log", "Unable to create datadir: /srv/images\n" + log)
    _ = try scratch.file("rules/disk.yaml", rule("ops-disk-full", finds: "the disk is full"))
    _ = try scratch.file(
      ".stackdoctor.yaml",
      """
      paths: [logs]
      fail-on: critical
      rules: [rules]
      disabled:
        - { rule: glance-store-datadir-create-failed, reason: no glance here }

      """)
    let program = try Program.run("scan", in: scratch.url)
    #expect(program.errors == "")
    #expect(program.status == 0)
    #expect(program.output.hasPrefix(" HIGH  Seen: the disk is full\n  logs/a.log:2\n"))
    #expect(!program.output.contains("datadir"))
    #expect(try Program.run("scan", "--fail-on", "high", in: scratch.url).status == 1)
  }

  @Test("A project file that is wrong ends the program")
  func wrongProject() throws {
    let scratch = try Scratch()
    _ = try scratch.file(".stackdoctor.yaml", "path: [logs]\n")
    let program = try Program.run("scan", "-", in: scratch.url)
    #expect(program.status == 2)
    #expect(program.output == "")
    #expect(
      program.errors == """
        stackdoctor: .stackdoctor.yaml:1:1: unknown key 'path' (did you mean 'paths'?), \
        expected paths, include, exclude, fail-on, rules, disabled, ignores

        """)
  }
}
