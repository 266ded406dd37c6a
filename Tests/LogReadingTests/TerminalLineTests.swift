import LogReading
import Testing

@Suite("Lines that a terminal wrote over")
struct TerminalLineTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var line: String
    /// Nil for a line that is as it stands.
    var expected: String?

    init(_ testDescription: String, _ line: String, _ expected: String?) {
      self.testDescription = testDescription
      self.line = line
      self.expected = expected
    }
  }

  @Test(
    "What is shown at last",
    arguments: [
      Case("no carriage return", "plain", nil),
      Case("that of CRLF", "plain\r", nil),
      Case("several of them at the end", "plain\r\r", "plain"),
      Case("the last writing", " 10%\r 99%\r100%", "100%"),
      Case("a rest of what was longer", "downloading\rdone", "doneloading"),
      Case("the rest, erased", "downloading\rdone\u{1B}[K", "done"),
      Case("the same with a zero", "downloading\rdone\u{1B}[0K", "done"),
      Case("all erased before", "downloading\r\u{1B}[2Kdone", "done"),
      Case("erased where the cursor stands", "abc\u{1B}[2Kd\r\r", "   d"),
      Case("erased up to the cursor", "abcdef\rxy\u{1B}[1K", "   def"),
      Case("colours", "\u{1B}[31mred\r\u{1B}[32mgreen\u{1B}[0m", "green"),
      Case("a spinner", "-\u{8}\\\u{8}|\u{8}/\u{8} done", " done"),
      Case("backspaces at the beginning", "\u{8}\u{8}a", "a"),
      Case("characters of several bytes", "\u{2501}\u{2501}é\rab", "abé"),
      Case("NUL", "\u{0}b\r\u{0}", "\u{0}b"),
      Case("nothing", "\r\r", ""),
      Case(
        "syslog's prefix stays", "Nov 21 10:00:00 host pip[7]: 10%\r99%",
        "Nov 21 10:00:00 host pip[7]: 99%"),
      Case("a service's time does not", "2026-11-21 10:00:00 10%\rdone\u{1B}[K", "done"),
      Case(
        "in docker's object", #"{"log":"10%\r\u001b[2K99%\r\n","stream":"stdout"}"#,
        "[pod/stdout] 99%"),
      Case("behind a byte order mark", "\u{FEFF}10%\r99%", "99%"),
      Case("an escape sequence that is cut", "ab\rc\u{1B}[", "cb"),
    ])
  func shown(_ example: Case) {
    #expect(Self.plain(Array(example.line.utf8)) == example.expected.map { Array($0.utf8) })
  }

  @Test("Invalid bytes take a column each, and a cut character is written over whole")
  func invalid() {
    #expect(Self.plain([0xFF, 0x80, 0x80, 0x0D, 0x61]) == [0x61, 0x80, 0x80])
    #expect(Self.plain([0xE2, 0x94, 0x62, 0x0D, 0x61]) == [0x61, 0x62])
    #expect(Self.plain([0xF0, 0x80, 0x80, 0x80, 0x80, 0x0D, 0x61]) == [0x61, 0x80])
  }

  @Test("A line of any length is followed")
  func long() {
    let line = String(repeating: " 50%\r", count: PlainLine.sizeLimit) + "done"
    #expect(Self.plain(Array(line.utf8)) == Array("done".utf8))
  }

  private static func plain(_ line: [UInt8]) -> [UInt8]? { PlainLine(line.span)?.bytes }
}
