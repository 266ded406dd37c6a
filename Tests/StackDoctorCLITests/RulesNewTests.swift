import Foundation
import Testing

@Suite("From a log that nobody explains to a rule")
struct RulesNewTests {
  private let log = """
    2026-11-21 10:00:00.123 7 INFO nova.compute.manager [-] all is well
    2026-11-21 10:00:01.123 7 ERROR nova.compute.manager [-] Cannot attach volume vol-0001

    """

  @Test("What is written finds the failure that it was written from")
  func finds() throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.log", log)
    let made = try Program.run("rules", "new", "\(file):2")
    #expect(made.status == 0)
    #expect(made.errors == "")
    let rule = try scratch.file("my.yaml", made.output)
    let scan = try Program.run("--strict", "--rules", rule, file)
    #expect(scan.status == 1)
    #expect(scan.errors == "")
    #expect(scan.output.hasPrefix(" HIGH  TODO: Cannot attach volume vol-0001\n"))
    #expect(try Program.run("rules", "new", "-", input: log).output.contains("(standard input)"))
  }

  @Test(
    "A log that is not there, a line beyond its end, and a line that says too little, are named",
    arguments: [
      ("/no/such.log", 3, "/no/such.log: no such file or directory"),
      ("/no/such.log:7", 3, "/no/such.log: no such file or directory"),
      ("/", 3, "/: is a directory"),
      ("-:9", 2, "(standard input): has 3 lines, expected line 9"),
      ("-:3", 2, "(standard input): line 3 is blank, expected one that shows the failure"),
      ("-:0", 2, "-:0: lines are counted from 1"),
    ])
  func failures(_ place: String, _ status: Int32, _ message: String) throws {
    let program = try Program.run("rules", "new", "--", place, input: log + "\n")
    #expect(program.status == status)
    #expect(program.output == "")
    #expect(program.errors == "stackdoctor: \(message)\n")
    let short = try Program.run("rules", "new", "-", input: "it is so\n")
    #expect(short.status == 2)
    #expect(
      short.errors
        == """
        stackdoctor: (standard input):1: too little for a rule, expected 7 bytes of fixed text in a row \
        besides the level, or a traceback with its error

        """)
  }

  @Test("rules lint passes what is written, and names what is left to write")
  func unfinished() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", log)
    let made = try Program.run("rules", "new", "a.log", in: scratch.url)
    _ = try scratch.file("my.yaml", made.output)
    let lint = try Program.run("rules", "lint", "my.yaml", in: scratch.url)
    #expect(lint.status == 0)
    #expect(
      lint.output == """
        my.yaml:5:8: warning: 'title' says TODO, expected what you know of it [unfinished]
        my.yaml:11:8: warning: 'cause' says TODO, expected what you know of it [unfinished]
        my.yaml:13:11: warning: 'remediation[0].text' says TODO, expected what you know of it [unfinished]
        my.yaml:14:14: warning: 'references[0]' says TODO, expected what you know of it [unfinished]
        my.yaml:19:13: warning: 'examples.no-match' says TODO, expected what you know of it [unfinished]
        1 rule file: 0 errors, 5 warnings

        """)
    #expect(try Program.run("rules", "lint", "--strict", "my.yaml", in: scratch.url).status == 1)
    #expect(
      try Program.run("rules", "test", "my.yaml", in: scratch.url).output
        == "2 assertions about 1 rule: all hold.\n")
  }

  @Test("--why shows where literals stand and what came of each part of the condition")
  func why() throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "my.yaml",
      """
      id: ops-disk-full
      title: The disk is full
      severity: low
      status: stable
      component: ops
      signature:
        all:
          - line: 'the disk is full: (?<path>\\S+)'
          - not: { line: 'as it should be' }
          - any:
              - traceback: { raises: OSError }
              - line: 'says \\w+'
      cause: Nobody looked.
      remediation: [{ text: Look. }]
      references: ['https://docs.openstack.org/']
      versions: { verified: 2026-11 }
      examples: { match: 'the disk is full: /a, says x', no-match: nothing }

      """)
    let log = """
      the disk is full: /srv says df

      all is well
      The disk is full: /tmp, as it should be

      """
    let program = try Program.run("--rules", file, "--why", "ops-disk-full", "-", input: log)
    #expect(program.errors == "")
    #expect(program.status == 0)
    #expect(
      program.output == """
        ops-disk-full  (\(file))
          'the disk is full: ': seen at (standard input):1, (standard input):4
          a traceback of OSError: 0 of 0 tried

        (standard input):1: the record matches
          yes  all
            yes  line 'the disk is full: (?<path>\\S+)'  (line 1)
                   {path} = /srv
            yes  not
              no   line 'as it should be'
            yes  any
              no   traceback raises OSError  (this is a record, not a traceback)
              yes  line 'says \\w+'  (line 1)

        (standard input):3: the record does not match
          no   all
            no   line 'the disk is full: (?<path>\\S+)'  (is written in another case than the text)
            no   not
              yes  line 'as it should be'  (line 4)
            no   any
              no   traceback raises OSError  (this is a record, not a traceback)
              no   line 'says \\w+'

        Tried 2 times, matched 1.

        """)
    let never = try Program.run("--why", "nova-no-valid-host", "-", input: "all is well\n")
    #expect(
      never.output.hasSuffix(
        "\nNever tried: nothing that the rule looks for stands in the 1 line read.\n"))
    let unknown = try Program.run("--why", "nova-no-valid-hots", "-", input: "all is well\n")
    #expect(unknown.status == 2)
    #expect(
      unknown.errors
        == "stackdoctor: 'nova-no-valid-hots' is no rule (did you mean 'nova-no-valid-host'?)\n")
  }
}
