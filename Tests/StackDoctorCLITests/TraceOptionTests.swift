import Foundation
import Testing

@Suite("scan --trace")
struct TraceOptionTests {
  private static let id = "req-11111111-aaaa"

  @Test("Records of all files come in order of time, with what rules find in them")
  func text() throws {
    let scratch = try Scratch()
    _ = try scratch.file(
      "nova.log",
      "2026-11-21 10:00:02.000 7 ERROR nova.api [None \(Self.id) u] Unable to create datadir: /x\n")
    _ = try scratch.file(
      "glance.log",
      "2026-11-21 10:00:01.000 8 INFO glance.api [\(Self.id) req-2 u] password=hunter22\n")
    let program = try Program.run("scan", "--trace", Self.id, ".", in: scratch.url)
    #expect(program.status == 0)
    #expect(
      program.output.hasPrefix(
        """
        Request \(Self.id)
          ./glance.log: 1 record, calls req-2
          ./nova.log: 1 record

        2026-11-21T10:00:01.000  glance INFO  ./glance.log:1
          password=***

        2026-11-21T10:00:02.000  nova ERROR  ./nova.log:1
          Unable to create datadir: /x
          HIGH  Glance cannot create or write its image directory /x (glance-store-datadir-create-failed)

         HIGH  Glance cannot create or write its image directory /x

        """))
    #expect(program.output.hasSuffix("\n2 records of the request in 2 logs; 1 finding.\n"))
  }

  @Test("It reads standard input, and says by its status that there was no record")
  func input() throws {
    let line = "2026-11-21 10:00:02.000 7 INFO nova.api [None \(Self.id) u] here\n"
    let found = try Program.run("scan", "--trace", Self.id, "--format", "json", "-", input: line)
    #expect(found.status == 0)
    #expect(found.output.contains("\"text\" : \"here\""))
    let other = try Program.run("scan", "--trace", "req-22222222-bbbb", "-", input: line)
    #expect(other.status == 1)
    #expect(other.output == "No record names req-22222222-bbbb.\n")
  }

  @Test(
    "What cannot be a request, and what a trace has nothing for, is refused",
    arguments: [
      ["--trace", "req-1"], ["--trace", "req-1111 2222"], ["--trace", id, "--format", "sarif"],
      ["--trace", id, "--output", "json=x.json"], ["--trace", id, "--why", "some-rule"],

    ])
  func refused(_ options: [String]) throws {
    let program = try Program.run(["scan", "-"] + options)
    #expect(program.status == 2)
    #expect(program.output == "")
  }
}
