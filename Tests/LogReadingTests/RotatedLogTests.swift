import Foundation
import LogReading
import Testing

@Suite("Rotated logs")
struct RotatedLogTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    /// In the order in which they are to be read.
    var names: [String]

    init(_ testDescription: String, _ names: [String]) {
      self.testDescription = testDescription
      self.names = names
    }
  }

  /// Sets of names that are one history.
  static let histories = [
    Case("numbers", ["x.log.10", "x.log.9", "x.log.2.gz", "x.log.1", "x.log"]),
    Case("a name without a suffix", ["syslog.2.xz", "syslog.1", "syslog"]),
    Case("number 0", ["dmesg.2", "dmesg.1", "dmesg.0", "dmesg"]),
    Case("no current log", ["x.log.3", "x.log.2"]),
    Case("dates", ["x.log-20251231.gz", "x.log-20260101", "x.log"]),
    Case("dates before the suffix", ["x-20251231.log.gz", "x-20260101.log", "x.log"]),
    Case("hours", ["x.log-2026010109", "x.log-2026010110", "x.log"]),
    Case("dates and times", ["x.log-20260101-090000", "x.log-20260101-100000", "x.log"]),
    Case("Python's dates", ["x.log.2025-12-31", "x.log.2026-01-01", "x.log"]),
    Case("Python's hours", ["x.log.2025-12-31_23", "x.log.2026-01-01_00", "x.log"]),
    Case("seconds since 1970", ["x.log-1763700000", "x.log-1763800000.zst", "x.log"]),
  ]

  @Test("The files of a set are one history, the oldest first", arguments: histories)
  func history(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    for name in example.names { _ = try directory.write("\(name)\n".utf8, to: "d/\(name)") }
    var expected = ""
    for (index, name) in example.names.enumerated() {
      let offset = example.names[..<index].reduce(0) { $0 + $1.utf8.count + 1 }
      let current = name.hasPrefix("x") ? "x.log" : String(name.prefix { $0 != "." })
      let isCurrent = name == current
      expected +=
        index == 0
        ? "<d/\(name)>" + (isCurrent ? "" : " of d/\(current)")
        : "<d/\(name)> goes on at \(offset)"
      expected += "\n\(name)\n"
    }
    #expect(LogFeed.transcript(["d"], in: directory.path) == expected + ".\n")
    // Named in any order, and in an archive, whatever the order there.
    let named = example.names.sorted().map { "d/\($0)" }
    #expect(LogFeed.transcript(named, in: directory.path) == expected + ".\n")
    let entries = example.names.sorted().map { ArchiveEntry.file($0, "\($0)\n") }
    _ = try directory.write(try WrittenArchive.archive(.tar, entries, .gz), to: "t")
    #expect(
      LogFeed.transcript(["t"], in: directory.path)
        == expected.replacing("d/", with: "t!/") + ".\n")
  }

  @Test(
    "Other names are no history",
    arguments: [
      Case("addresses", ["10.0.0.1", "10.0.0.2"]),
      Case("numbers in a name", ["compute1.log", "compute2.log"]),
      Case("numbers that are no dates", ["x.log-20261399", "x.log-20269901"]),
      Case("large numbers", ["x.log.1000", "x.log.2000"]),
      Case("the same age", ["x.log.1", "x.log.1.gz"]),
      Case("other directories", ["a/x.log", "b/x.log.1"]),
    ])
  func others(_ example: Case) throws {
    let directory = try TemporaryDirectory()
    for name in example.names { _ = try directory.write("\(name)\n".utf8, to: "d/\(name)") }
    let transcript = LogFeed.transcript(["d"], in: directory.path)
    #expect(
      transcript.split(separator: "\n").filter { $0 == "." || example.names.contains(String($0)) }
        == example.names.flatMap { [Substring($0), "."] })
  }

  @Test("A set stands where its first file stood")
  func order() throws {
    let directory = try TemporaryDirectory()
    for name in ["a.log", "x.log", "x.log.1", "x.log.old", "y.log"] {
      _ = try directory.write([], to: "d/\(name)")
    }
    #expect(
      LogFeed.transcript(["d"], in: directory.path) == """
        <d/a.log>
        .
        <d/x.log.1> of d/x.log
        <d/x.log> goes on at 0
        .
        <d/x.log.old>
        .
        <d/y.log>
        .

        """)
  }

  @Test("A last line without a line feed ends with its file")
  func cutLine() throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("one\ntw".utf8, to: "d/x.log.1")
    _ = try directory.write("o\nthree".utf8, to: "d/x.log")
    #expect(
      LogFeed.transcript(["d"], in: directory.path) == """
        <d/x.log.1> of d/x.log
        one
        tw¬
        <d/x.log> goes on at 7
        o
        three¬
        .

        """)
  }

  @Test("What cannot be read to its end ends the history; what is no log is passed over")
  func problems() throws {
    let directory = try TemporaryDirectory()
    let old = String(repeating: "three\n", count: 100_000)
    let gz = try WrittenArchive.compressed(Array(old.utf8), .gz)
    _ = try directory.write(gz.dropLast(12), to: "d/x.log.3.gz")
    _ = try directory.write("two\n".utf8, to: "d/x.log.2")
    _ = try directory.write("\u{7F}ELF".utf8, to: "d/x.log.1")
    _ = try directory.write("now\n".utf8, to: "d/x.log")
    let transcript = LogFeed.transcript(["d"], in: directory.path)
    #expect(
      transcript.replacing(/[1-9]\d+ bytes/, with: "many bytes") == """
        <d/x.log.3.gz> of d/x.log
        many bytes
        ! d/x.log.3.gz: is damaged: it is cut short
        …
        <d/x.log.2> of d/x.log
        two
        <d/x.log> goes on at 4
        now
        .
        note: .: 1 binary file in directories skipped

        """)
  }

  @Test("A set in an archive is put in order as far as may be held back")
  func heldBack() throws {
    let directory = try TemporaryDirectory()
    let entries = ["x.log", "x.log.1", "x.log.2"].map { ArchiveEntry.file($0, "123456789\n") }
    _ = try directory.write(try WrittenArchive.archive(.tar, entries), to: "t")
    func transcript(_ size: Int) -> String {
      var limits = ArchiveLimits()
      limits.heldSize = size
      return LogFeed.transcript(["t"], in: directory.path, limits: limits)
        .replacing("123456789\n", with: "")
    }
    let inOrder = """
      <t!/x.log.2> of t!/x.log
      <t!/x.log.1> goes on at 10
      <t!/x.log> goes on at 20
      .

      """
    // The last file of a set need not be held back.
    #expect(transcript(20) == inOrder)
    #expect(
      transcript(19) == """
        <t!/x.log.1> of t!/x.log
        <t!/x.log> goes on at 10
        .
        <t!/x.log.2> of t!/x.log
        .

        """)
  }
}
