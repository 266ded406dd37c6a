import Foundation
import Testing

@Suite("A project file that ignores findings")
struct IgnoresTests {
  private let log = """
    Traceback (most recent call last):
      File "/srv/app/a.py", line 1, in run
    app.OwnError: no
    2026-11-21 10:00:00.1 7 ERROR glance [-] Unable to create datadir: /srv/images

    """

  @Test("What is ignored counts for no gate, and is counted in the summary")
  func ignored() throws {
    let scratch = try Scratch()
    _ = try scratch.file("logs/a.log", log)
    let run = ["scan", "--fail-on-unexplained", "logs"]
    #expect(try Program.run(run, in: scratch.url).status == 1)
    _ = try scratch.file(
      ".stackdoctor.yaml",
      """
      ignores:
        - rule: glance-store-datadir-create-failed
          reason: the share comes later
        - fingerprint: a491a016c0cb3cb3
          reason: a test raises it
          expires: 9999-12-31
        - rule: nova-cell-timeout
          reason: not here

      """)
    let program = try Program.run(run, in: scratch.url)
    #expect(program.status == 0)
    #expect(program.errors == "")
    #expect(
      program.output == """
        No known failure found, 2 ignored by .stackdoctor.yaml: 4 lines, 170 B in 1 source read.

        """)
    let verbose = try Program.run(run + ["--verbose"], in: scratch.url)
    #expect(verbose.status == 0)
    #expect(
      verbose.errors == """
        stackdoctor: .stackdoctor.yaml: the project's file
        stackdoctor: .stackdoctor.yaml:7:11: nothing that was found is ignored because of 'nova-cell-timeout'

        """)
    let without = try Program.run(run + ["--no-config"], in: scratch.url)
    #expect(without.status == 1)
    #expect(without.output.hasPrefix(" HIGH  Glance cannot create"))
  }

  @Test("What has expired counts again, and is told")
  func expired() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", log)
    _ = try scratch.file(
      ".stackdoctor.yaml",
      """
      ignores:
        - rule: glance-store-datadir-create-failed
          reason: the share comes
            in October
          expires: 2026-10-31

      """)
    let program = try Program.run("--quiet", "a.log", in: scratch.url)
    #expect(program.status == 1)
    #expect(
      program.errors == """
        stackdoctor: .stackdoctor.yaml:2:11: 'glance-store-datadir-create-failed' is ignored no more, \
        since 2026-10-31 has passed: the share comes in October

        """)
  }

  @Test("An entry without a reason, or for no rule, is a mistake")
  func mistakes() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", log)
    _ = try scratch.file(
      ".stackdoctor.yaml", "ignores: [{ rule: glance-store-datadir-create-failed }]\n")
    let lacking = try Program.run("a.log", in: scratch.url)
    #expect(lacking.status == 2)
    #expect(lacking.output == "")
    #expect(
      lacking.errors
        == "stackdoctor: .stackdoctor.yaml:1:11: the key 'ignores[0].reason' is missing\n")
    _ = try scratch.file(
      ".stackdoctor.yaml", "ignores: [{ rule: glance-store-datadir-create-faild, reason: x }]\n")
    let misspelt = try Program.run("a.log", in: scratch.url)
    #expect(misspelt.status == 1)
    #expect(
      misspelt.errors == """
        stackdoctor: .stackdoctor.yaml:1:19: 'ignores' names 'glance-store-datadir-create-faild', \
        which is no rule (did you mean 'glance-store-datadir-create-failed'?)

        """)
    #expect(try Program.run("--strict", "a.log", in: scratch.url).status == 2)
  }

  @Test("The file is found above the working directory, up to the repository's root, or named")
  func place() throws {
    let scratch = try Scratch()
    _ = try scratch.file("logs/a.log", log)
    _ = try scratch.file("ci/jobs/README", "")
    let file = try scratch.file(
      ".stackdoctor.yaml",
      """
      paths: [logs]
      ignores: [{ rule: glance-store-datadir-create-failed, path: /logs/, reason: x }]

      """)
    let below = scratch.url.appending(path: "ci/jobs")
    func run(_ arguments: String..., in directory: URL) throws -> Program {
      try Program.run(arguments, in: directory)
    }
    let clean = "No known failure, but 1 traceback that no rule explains, 1 ignored by"
    // Outside of a repository, what stands above may be anybody's.
    #expect(try run("scan", "-v", "-", in: below).errors == "")
    #expect(try run("scan", in: scratch.url).output.contains("\(clean) .stackdoctor.yaml:"))
    _ = try scratch.file(".git/HEAD", "")
    let found = try run("scan", "-v", in: below)
    #expect(found.errors.hasPrefix("stackdoctor: ../../.stackdoctor.yaml: the project's file\n"))
    #expect(found.output.contains("\(clean) ../../.stackdoctor.yaml:"))
    #expect(found.output.contains("../../logs/a.log:"))
    // A repository within ends the search.
    _ = try scratch.file("ci/.git", "gitdir: ../.git/modules/ci\n")
    #expect(try run("scan", "-v", "-", in: below).errors == "")
    // A file that is named says paths as the command line does.
    let named = try run("scan", "--config", "../../.stackdoctor.yaml", in: below)
    #expect(named.status == 3)
    #expect(named.errors == "stackdoctor: logs: no such file or directory\n")
    #expect(try run("rules", "list", "--config", file, in: below).status == 0)
    let missing = try run("scan", "--config", "none.yaml", in: scratch.url)
    #expect(missing.status == 2)
    #expect(
      missing.errors
        == "stackdoctor: none.yaml:1:1: cannot be read: no such file or directory\n")
    #expect(try run("--no-config", "--config", file, in: scratch.url).status == 2)
    #expect(try run("--quiet", "--verbose", "-", in: scratch.url).status == 2)
  }
}
