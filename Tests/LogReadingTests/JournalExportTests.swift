import LogReading
import Testing

@Suite("Journal export format")
struct JournalExportTests {
  /// What comes out of a text: each line's number, whether it goes on with a message, its bytes.
  private func lines(of bytes: [UInt8]) -> [String] {
    var journal = JournalExport()
    var found: [String] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let position = LogPosition(source: 0, line: index + 1, byteOffset: 0)
      for line in journal.take(Array(line).span, at: position) {
        let mark = line.goesOn ? "+" : " "
        found.append("\(line.position.line)\(mark)\(String(decoding: line.bytes, as: UTF8.self))")
      }
    }
    return found
  }

  /// A field in the binary form.
  private func field(_ name: String, _ value: [UInt8]) -> [UInt8] {
    var length = UInt64(value.count).littleEndian
    return Array("\(name)\n".utf8) + withUnsafeBytes(of: &length) { Array($0) } + value
      + [UInt8(ascii: "\n")]
  }

  @Test("A message comes with its writer, whatever the order of the fields")
  func order() {
    let text = """
      __CURSOR=s=1;i=1
      MESSAGE=starting = now
      _PID=812
      _SYSTEMD_UNIT=nova-api.service
      SYSLOG_IDENTIFIER=nova-api

      SYSLOG_IDENTIFIER=cron
      _PID=7
      MESSAGE=
      PRIORITY=6


      """
    #expect(
      lines(of: Array(text.utf8)) == [
        "2 [pod/nova-api.service/812] starting = now", "9 [pod/cron/7] ",
      ])
  }

  @Test(
    "A message of several lines is read by its length",
    arguments: [
      // The length's low byte is a line feed for 10 and 266 bytes.
      "two\nlines", "ten\nbytes!", "\n", "a\n\nMESSAGE=no field\n_PID=9\n",
      String(repeating: "x", count: 256) + "\n" + String(repeating: "y", count: 9),
    ])
  func binary(_ message: String) {
    let bytes =
      field("MESSAGE", Array(message.utf8)) + Array("_PID=1\nSYSLOG_IDENTIFIER=a\n\n".utf8)
    let parts = message.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines(of: bytes).map { $0.drop { $0.isNumber } }
        == parts.enumerated().map { index, part in
          "\(index > 0 ? "+" : " ")[pod/a/1] \(part)"
        })
  }

  @Test("Another binary field is passed over")
  func otherField() {
    let bytes =
      field("COREDUMP", Array("\n\nMESSAGE=not this\n\n".utf8))
      + Array("MESSAGE=this\n\n".utf8)
    #expect(lines(of: bytes).map { $0.drop { $0.isNumber } } == [" [pod//] this"])
  }

  @Test("A message over the limit comes out cut")
  func limit() {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: JournalExport.sizeLimit / 2)
    let value = line + [UInt8(ascii: "\n")] + line + [UInt8(ascii: "\n")] + line
    let bytes = field("MESSAGE", value) + [UInt8(ascii: "\n")]
    #expect(lines(of: bytes).count == 1)
    let fitting = field("MESSAGE", Array(value.prefix(JournalExport.sizeLimit)))
    #expect(lines(of: fitting + [UInt8(ascii: "\n")]).count == 2)
  }

  @Test("Of a hostile message and its writer's name no more is kept than the bounds say")
  func bounds() {
    let bytes =
      Array("_SYSTEMD_UNIT=".utf8) + [UInt8](repeating: UInt8(ascii: "u"), count: 100_000)
      + [UInt8(ascii: "\n")]
      + field("MESSAGE", [UInt8](repeating: UInt8(ascii: "\n"), count: 100_000))
      + [UInt8(ascii: "\n")]
    let found = lines(of: bytes)
    #expect(found.count == JournalExport.lineLimit)
    #expect(found.allSatisfy { $0.utf8.count < JournalExport.nameLimit + 32 })
  }

  @Test("A length beyond all reason is no length to wait for, and no crash")
  func hostileLength() {
    let bytes = Array("MESSAGE\n".utf8) + [UInt8](repeating: 0xFF, count: 8) + Array("x\n\n".utf8)
    #expect(lines(of: bytes).isEmpty)
  }

  @Test(
    "A source in the format is known by its first line",
    arguments: [
      ("__CURSOR=s=1", true), ("_PID=7", true), ("PRIORITY=6", true), ("MESSAGE=x", true),
      ("SYSLOG_IDENTIFIER=a", true), ("PATH=/usr/bin", false), ("a=b", false), ("", false),
      ("_=/usr/bin/env", false), ("MESSAGE", false), ("_pid=7", false),
    ])
  func begins(_ line: String, _ expected: Bool) {
    #expect(JournalExport.begins(with: Array(line.utf8).span) == expected)
  }
}
