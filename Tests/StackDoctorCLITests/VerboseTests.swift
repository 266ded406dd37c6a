import Testing

@Suite("How much is shown of what was found")
struct VerboseTests {
  private let log = """
    all is well
    Unable to create datadir: /srv/images
    and then

    Unable to create datadir: /srv/images

    """

  /// The lines from the first place to the cause.
  private func evidence(_ arguments: String...) throws -> [Substring] {
    let program = try Program.run(arguments + ["-"], input: log)
    #expect(program.status == 1)
    #expect(program.errors == "")
    return program.output.split(separator: "\n").drop { !$0.hasPrefix("  (standard input)") }
      .prefix { !$0.hasPrefix("  Why") }
  }

  @Test(
    "The first place of a finding, with --context the lines around it, with --verbose all places")
  func places() throws {
    #expect(
      try evidence() == [
        "  (standard input):2  (seen twice)", "  2 │ Unable to create datadir: /srv/images",
      ])
    #expect(
      try evidence("--context", "1") == [
        "  (standard input):2  (seen twice)", "  1 ┊ all is well",
        "  2 │ Unable to create datadir: /srv/images", "  3 ┊ and then",
      ])
    #expect(
      try evidence("-v", "-C", "2") == [
        "  (standard input):2  (seen twice)", "  1 ┊ all is well",
        "  2 │ Unable to create datadir: /srv/images", "  3 ┊ and then", "  4 ┊ ",
        "  (standard input):5", "  3 ┊ and then", "  4 ┊ ",
        "  5 │ Unable to create datadir: /srv/images",
      ])
  }

  @Test("What is ignored is listed with its reason, what is known without a limit")
  func others() throws {
    let scratch = try Scratch()
    let lines = (1...7).map { "Unable to create datadir: /srv/images\($0)\n" }.joined()
    _ = try scratch.file("a.log", lines)
    _ = try scratch.file(
      ".stackdoctor.yaml",
      """
      ignores:
        - rule: glance-store-datadir-create-failed
          reason: the share comes later
          expires: 9999-12-31

      """)
    let program = try Program.run(
      "--verbose", "a.log", environment: ["COLUMNS": "200"], in: scratch.url)
    #expect(program.status == 0)
    let title = "  high: Glance cannot create or write its image directory"
    let note =
      "(glance-store-datadir-create-failed, ignored until 9999-12-31: the share comes later)"
    #expect(
      program.output == "Ignored\n"
        + (1...7).map { "\(title) /srv/images\($0) \(note)\n" }.joined() + """

          No known failure found, 7 ignored by .stackdoctor.yaml: 7 lines, 273 B in 1 source read.

          """)
  }

  @Test("Context has its limit", arguments: ["-1", "101", "x"])
  func limit(_ number: String) throws {
    #expect(try Program.run("--context=\(number)", "-", input: log).status == 2)
    #expect(try Program.run("--context=100", "-", input: log).status == 1)
  }
}
