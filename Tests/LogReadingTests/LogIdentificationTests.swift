import Foundation
import LogReading
import Testing

@Suite("What logs are taken for")
struct LogIdentificationTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var lines: [String]
    var expected: String

    init(_ testDescription: String, _ lines: [String], _ expected: String) {
      self.testDescription = testDescription
      self.lines = lines
      self.expected = expected
    }
  }

  @Test(
    "Carrier, prefix, times and services",
    arguments: [
      Case("nothing", [], "ASCII, no carrier, no prefix, 0 lines"),
      Case(
        "oslo.log",
        [
          "2026-11-21 10:00:00.001 7 INFO nova.compute.manager [-] a",
          "2026-11-21 10:00:01.001 7 ERROR oslo.messaging [-] b",
          "2026-11-21 10:00:02.001 7 INFO nova.compute.manager [-] c", "  d",
        ],
        """
        ASCII, no carrier, oslo.log, 2026-11-21 10:00:00.001 to 2026-11-21 10:00:02.001, \
        nova oslo, 4 lines
        """),
      Case(
        "syslog", ["Nov 21 10:00:00 host sshd[7]: a", "Nov 21 10:00:01 host cron: b"],
        """
        ASCII, syslog (RFC 3164), or journalctl -o short, no prefix, Nov 21 10:00:00 to \
        Nov 21 10:00:01, cron sshd, 2 lines
        """),
      Case(
        "oslo.log in syslog",
        ["Nov 21 10:00:00 host nova-api[7]: 2026-11-21 10:00:00.001 7 INFO nova.api [-] a"],
        """
        ASCII, syslog (RFC 3164), or journalctl -o short, oslo.log, 2026-11-21 10:00:00.001 to \
        2026-11-21 10:00:00.001, nova, 1 lines
        """),
      Case(
        "docker", [#"{"log":"a\n","stream":"stdout","time":"2026-11-21T10:00:00.1Z"}"#],
        """
        ASCII, docker's json-file, no prefix, 2026-11-21T10:00:00.1Z to 2026-11-21T10:00:00.1Z, \
        1 lines
        """),
      Case(
        "the kubelet", ["2026-11-21T10:00:00.123456789Z stdout F {\"a\":1}"],
        """
        ASCII, container runtime (CRI), objects of JSON, 2026-11-21T10:00:00.123456789Z to \
        2026-11-21T10:00:00.123456789Z, 1 lines
        """),
      Case(
        "the journal as JSON", [#"{"__CURSOR":"s","_SYSTEMD_UNIT":"a.service","MESSAGE":"m"}"#],
        "ASCII, journalctl -o json, no prefix, a.service, 1 lines"),
      Case(
        "the journal, exported", ["__CURSOR=s", "_SYSTEMD_UNIT=a.service", "MESSAGE=m", ""],
        "ASCII, journalctl -o export, no prefix, a.service, 4 lines"),
      Case(
        "RabbitMQ", ["2026-11-21 10:00:00.001 [error] <0.123.0> a"],
        """
        ASCII, no carrier, RabbitMQ, 2026-11-21 10:00:00.001 to 2026-11-21 10:00:00.001, 1 lines
        """),
      Case(
        "access", [#"10.0.0.1 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1"#],
        """
        ASCII, Common Log Format, no prefix, 21/Nov/2026:10:00:00 to 21/Nov/2026:10:00:00, 1 lines
        """),
      Case("UTF-8", ["größer"], "UTF-8, no carrier, no prefix, 1 lines"),
      Case(
        "a mark", ["\u{FEFF}a"], "UTF-8 with a byte order mark, no carrier, no prefix, 1 lines"),
      Case(
        "the carrier of most lines", ["a-1  | x", "a-1  | y", "Nov 21 10:00:00 host b: z"],
        "ASCII, docker compose, no prefix, Nov 21 10:00:00 to Nov 21 10:00:00, a-1 b, 3 lines"),
    ])
  func forms(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(example.lines.flatMap { Array($0.utf8) + [0x0A] }, to: "x")
    #expect(try Self.identities(in: directory.path) == ["x: \(example.expected)"])
  }

  @Test("Encodings that are no UTF-8")
  func encodings() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write([0x63, 0x61, 0x66, 0xE9, 0x0A], to: "a")
    _ = try directory.write([0x63, 0x80, 0x0A], to: "b")
    _ = try directory.write([0xFF, 0xFE] + UTF16Text.bytes("ä\n", .little), to: "c")
    #expect(
      try Self.identities(in: directory.path) == [
        "a: Latin-1, no carrier, no prefix, 1 lines",
        "b: ASCII, invalid bytes, no carrier, no prefix, 1 lines",
        "c: UTF-16LE, no carrier, no prefix, 1 lines",
      ])
  }

  @Test("Archives' members are told apart, and what is no text is named")
  func containers() throws {
    let directory = try TemporaryDirectory()
    let gz = try WrittenArchive.compressed(Array("a\n".utf8), .gz)
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
    let tar = try WrittenArchive.archive(
      .pax, [.file("a.log", "a\n"), .file("b.png", png), .file("c.gz", gz)], .xz)
    _ = try directory.write(tar, to: "x.tar.xz")
    _ = try directory.write(png, to: "y.png")
    #expect(
      try Self.identities(in: directory.path) == [
        "x.tar.xz!/a.log: in xz tar, ASCII, no carrier, no prefix, 1 lines",
        "x.tar.xz!/b.png: in xz tar, a PNG picture",
        "x.tar.xz!/c.gz: in xz tar gzip, ASCII, no carrier, no prefix, 1 lines",
        "y.png: a PNG picture",
      ])
  }

  @Test("Of long logs the beginning is looked at, and of plain files the end")
  func bounds() throws {
    // 64 bytes each.
    func line(_ number: Int) -> String {
      let text = "2026-11-21 10:00:00.\(number + 10_000) 7 INFO nova [-] "
      return text + String(repeating: "x", count: 63 - text.count) + "\n"
    }
    func log(_ count: Int) -> [UInt8] { (0..<count).flatMap { Array(line($0).utf8) } }
    let directory = try TemporaryDirectory()
    _ = try directory.write(log(1024), to: "a")
    _ = try directory.write(log(2048), to: "b")
    // The line at which the end begins is left out.
    _ = try directory.write(log(3000), to: "c")
    _ = try directory.write(try WrittenArchive.compressed(log(1025), .gz), to: "d")
    _ = try directory.write(try WrittenArchive.compressed(log(1024), .gz), to: "e")
    let first = "ASCII, no carrier, oslo.log, 2026-11-21 10:00:00.10000"
    #expect(
      try Self.identities(in: directory.path) == [
        "a: \(first) to 2026-11-21 10:00:00.11023, nova, 1024 lines",
        "b: \(first) to 2026-11-21 10:00:00.12047, nova, 2048 lines",
        "c: \(first) to 2026-11-21 10:00:00.12999, nova, 2047 lines, beginning and end",
        "d: in gzip, \(first) and later, nova, 1024 lines, beginning",
        "e: in gzip, \(first) to 2026-11-21 10:00:00.11023, nova, 1024 lines",
      ])
  }

  @Test("What cannot be read is told")
  func problems() {
    let sources = [LogSource.file(path: "/no/such/file", isNamed: true)]
    let identification = LogIdentification(sources) { _ in Issue.record("a log was found") }
    #expect(
      identification.run { true } == [
        ReadProblem(
          source: "/no/such/file", message: "no such file or directory", kind: .failure)
      ])
  }

  /// What the files of a directory are taken for, in words.
  private static func identities(in directory: String) throws -> [String] {
    var found: [LogIdentity] = []
    let walk = SourceWalk(paths: [directory])
    let problems = LogIdentification(walk.sources) { found.append($0) }.run { true }
    #expect(problems == [])
    return found.map { identity in
      let name = identity.name.replacing(directory + "/", with: "")
      var parts: [String] = []
      if !identity.containers.isEmpty {
        parts.append("in " + identity.containers.joined(separator: " "))
      }
      if let kind = identity.binaryKind {
        return "\(name): " + (parts + [kind]).joined(separator: ", ")
      }
      parts += [
        identity.encoding, identity.carrier?.rawValue ?? "no carrier",
        identity.prefix?.rawValue ?? "no prefix",
      ]
      if let first = identity.firstTime {
        parts.append(first + (identity.lastTime.map { " to \($0)" } ?? " and later"))
      }
      if !identity.services.isEmpty { parts.append(identity.services.joined(separator: " ")) }
      parts.append("\(identity.lineCount) lines")
      if identity.reach != .all { parts.append(identity.reach.rawValue) }
      return "\(name): " + parts.joined(separator: ", ")
    }
  }
}
