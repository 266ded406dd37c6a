import Foundation
import Testing

@Suite("The identify command")
struct IdentifyTests {
  private static let log = """
    2026-11-21 10:00:00.001 7 INFO nova.compute [-] a
    2026-11-21 10:00:01.001 7 INFO nova.compute [-] b

    """

  @Test("Each file is named with what it is taken for, as text")
  func text() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", Self.log)
    _ = try scratch.file("b", "SQLite format 3")
    let program = try Program.run("identify", ".", in: scratch.url)
    #expect(program.status == 0)
    #expect(program.errors.isEmpty)
    #expect(
      program.output == """
        ./a.log
          encoding   ASCII
          carrier    none
          prefix     oslo.log
          time       2026-11-21 10:00:00.001 to 2026-11-21 10:00:01.001
          services   nova
          looked at  2 lines
        ./b
          not text   an SQLite database

        """)
  }

  @Test("The same as JSON; what cannot be read gives status 3")
  func json() throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", Self.log)
    _ = try scratch.file("b", "SQLite format 3")
    let program = try Program.run(
      "identify", "--format", "json", "a.log", "b", "missing", in: scratch.url)
    #expect(program.status == 3)
    #expect(program.errors == "stackdoctor: missing: no such file or directory\n")
    #expect(
      program.output == """
        {
          "schema_version" : 1,
          "logs" : [
            {"containers":[],"encoding":"ASCII","first_time":"2026-11-21 10:00:00.001",\
        "last_time":"2026-11-21 10:00:01.001","lines":2,"looked_at":"all","prefix":"oslo.log",\
        "services":["nova"],"source":"a.log"},
            {"binary":"an SQLite database","containers":[],"source":"b"}
          ]
        }

        """)
  }
}
