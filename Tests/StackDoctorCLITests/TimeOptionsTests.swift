import Foundation
import Testing

@Suite("--since and --until")
struct TimeOptionsTests {
  private let log = """
    2026-11-21 09:00:00.000 7 ERROR glance [-] Unable to create datadir: /srv/old
    2026-11-21 10:00:00.000 7 ERROR glance [-] Unable to create datadir: /srv/new

    """

  private func run(_ arguments: String..., zone: String = "UTC0") throws -> Program {
    try Program.run(arguments + ["-"], input: log, environment: ["TZ": zone])
  }

  private func directories(in program: Program) -> [String] {
    program.output.matches(of: /HIGH  .* (\/srv\/\w+)/).map { String($0.1) }
  }

  @Test("Findings are those of the time asked for, in the host's zone")
  func window() throws {
    #expect(directories(in: try run()) == ["/srv/old", "/srv/new"])
    let new = try run("--since", "2026-11-21 10:00", "--format", "json")
    #expect(new.status == 1)
    #expect(new.output.contains("\"error_records\" : 1,"))
    #expect(!new.output.contains("/srv/old"))
    #expect(directories(in: try run("-S", "2026-11-21 10:00")) == ["/srv/new"])
    #expect(directories(in: try run("-U", "2026-11-21T09:00:00Z")) == ["/srv/old"])
    #expect(
      directories(in: try run("--until", "2026-11-21T08:00:00Z", zone: "CET-1")) == ["/srv/old"])
    let none = try run("--since", "@1795258800", "--until", "2026-11-22")
    #expect(none.status == 0)
    #expect(none.output == "No known failure found: 2 lines, 156 B in 1 source read.\n")
  }

  @Test("Times may be relative, and begin with a hyphen")
  func relative() throws {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd HH:mm:ss"
    func line(_ hours: Double, _ name: String) -> String {
      let stamp = format.string(from: Date(timeIntervalSinceNow: -hours * 3600))
      return "\(stamp).000 7 ERROR glance [-] Unable to create datadir: /srv/\(name)\n"
    }
    let text = line(30, "a") + line(3, "b") + line(0.5, "c")
    func found(_ arguments: String...) throws -> [String] {
      directories(
        in: try Program.run(arguments + ["-"], input: text, environment: ["TZ": "UTC0"]))
    }
    #expect(try found("--since", "-1h") == ["/srv/c"])
    #expect(try found("--since=-4h", "--until", "1 hour ago") == ["/srv/b"])
    #expect(try found("--since", "2 days ago", "--until", "-1d") == ["/srv/a"])
  }

  @Test("The year of a stamp without one is that of the file's last change")
  func year() throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "syslog", "Nov 21 10:00:00 ctl glance[7]: Unable to create datadir: /srv/x\n")
    func found(_ since: String) throws -> [String] {
      directories(in: try Program.run("--since", since, file, environment: ["TZ": "UTC0"]))
    }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_479_722_400)], ofItemAtPath: file)
    #expect(try found("2016-11-21") == ["/srv/x"])
    #expect(try found("2016-11-22") == [])
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_511_258_400)], ofItemAtPath: file)
    #expect(try found("2017-11-21") == ["/srv/x"])
  }

  @Test("Tracebacks and --why, too, look at the time asked for")
  func others() throws {
    let text = """
      2026-11-21 09:00:00.000 7 ERROR nova [-] it failed
      Traceback (most recent call last):
        File "/srv/a.py", line 1, in run
      app.OldError: no
      2026-11-21 10:00:00.000 7 ERROR nova [-] it failed
      Traceback (most recent call last):
        File "/srv/a.py", line 1, in run
      app.NewError: no

      """
    func found(_ arguments: String...) throws -> String {
      try Program.run(
        arguments + ["--since", "2026-11-21 09:30", "-"], input: text, environment: ["TZ": "UTC0"]
      ).output
    }
    for format in ["text", "json"] {
      let output = try found("tracebacks", "--format", format)
      #expect(output.contains("app.NewError"))
      #expect(!output.contains("app.OldError"))
    }
    let why = try Program.run(
      ["--why", "glance-store-datadir-create-failed", "--since", "2026-11-21 09:30", "-"],
      input: log, environment: ["TZ": "UTC0"])
    #expect(why.output.contains("/srv/new"))
    #expect(!why.output.contains("/srv/old"))
  }

  @Test("What cannot be dated is looked at, and that is told")
  func undated() throws {
    let program = try Program.run(
      "--since", "now", "-", input: "Unable to create datadir: /srv/x\n")
    #expect(program.status == 1)
    #expect(
      program.errors == """
        stackdoctor: (standard input):1: no line up to here says when it was written; taken as in the \
        time asked for

        """)
  }

  @Test("A time that cannot be understood ends the program with status 2")
  func mistakes() throws {
    let unknown = try run("--since", "last week")
    #expect(unknown.status == 2)
    #expect(
      unknown.errors.hasPrefix(
        "Error: '--since' is 'last week', expected a time such as '2026-11-21 18:00:00', yesterday,"
      ))
    let reversed = try run("--since", "2026-11-21", "--until", "2026-11-20")
    #expect(reversed.status == 2)
    #expect(reversed.errors.hasPrefix("Error: '--since' is later than '--until'."))
  }
}
