import Foundation
import Testing

@Suite("Findings as records of the journal")
struct JournalSocketTests {
  @Test("A finding is one datagram in the journal's native protocol, and nothing is written")
  func record() throws {
    let scratch = try Scratch()
    let journal = try Receiver(scratch.url.appending(path: "socket").path)
    let program = try Program.run(
      "--follow", "--journal-socket", "socket", "--rules",
      try scratch.file("odd-thing.yaml", Self.rule), "-",
      input: "2026-11-21 10:00:00.000 1 ERROR nova.api [-] what an odd \u{1B}[1mthing\n",
      in: scratch.url)
    #expect(program.output.isEmpty)
    #expect(program.errors.isEmpty)
    #expect(program.status == 1)
    let text = try journal.receive()
    #expect(
      text == """
        MESSAGE=An odd thing has happened [odd-thing]
        MESSAGE_ID=6f0f6d3b1e0f4a3c9a5cf06a1d7c2b58
        PRIORITY=3
        SYSLOG_IDENTIFIER=stackdoctor
        STACKDOCTOR_SOURCE=(standard input)
        STACKDOCTOR_LINE=1
        STACKDOCTOR_EVIDENCE=2026-11-21 10:00:00.000 1 ERROR nova.api [-] what an odd thing
        STACKDOCTOR_RULE=odd-thing
        STACKDOCTOR_SEVERITY=high
        STACKDOCTOR_COMPONENT=odd
        STACKDOCTOR_CAUSE=It was odd.
        STACKDOCTOR_REMEDIATION
        !\0\0\0\0\0\0\0Look at it.
        ls -l /srv
        Repair it.
        STACKDOCTOR_REFERENCES=https://example.org/
        STACKDOCTOR_FINGERPRINT=\(try Self.value(of: "fingerprint", in: text))
        STACKDOCTOR_KIND_FINGERPRINT=\(try Self.value(of: "kind_fingerprint", in: text))

        """)
  }

  @Test("A traceback that no rule explains is one, too")
  func unexplained() throws {
    let scratch = try Scratch()
    let journal = try Receiver(scratch.url.appending(path: "socket").path)
    let program = try Program.run(
      "--follow", "--journal-socket", "socket", "-",
      input: "java.lang.Error: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n", in: scratch.url)
    #expect(program.status == 0)
    #expect(
      try journal.receive().hasPrefix(
        """
        MESSAGE=Traceback that no rule explains: java.lang.Error
        MESSAGE_ID=6f0f6d3b1e0f4a3c9a5cf06a1d7c2b58
        PRIORITY=4
        SYSLOG_IDENTIFIER=stackdoctor
        STACKDOCTOR_SOURCE=(standard input)
        STACKDOCTOR_LINE=1
        STACKDOCTOR_EVIDENCE=java.lang.Error: x
        STACKDOCTOR_FINGERPRINT=
        """))
  }

  @Test("Where nobody takes records, that is told and counts")
  func absence() throws {
    let program = try Program.run(
      "--follow", "--journal-socket", "/no/such/socket", "-",
      input: "Unable to create datadir: /srv\n")
    #expect(program.status == 3)
    #expect(
      program.errors
        == "stackdoctor: journal: a finding could not be sent: no such file or directory\n")
  }

  private static let rule = """
    id: odd-thing
    title: An odd thing has happened
    severity: high
    status: stable
    component: odd
    signature: { line: 'what\\s+an\\s+odd\\s+thing' }
    cause: It was odd.
    remediation: [{ text: Look at it., command: ls -l /srv }, { text: Repair it. }]
    references: ['https://example.org/']
    versions: { verified: 2026-11 }
    examples: { match: what an odd thing, no-match: nothing }
    """

  /// The value of a field, which must be a fingerprint.
  private static func value(of name: String, in text: String) throws -> String {
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("STACKDOCTOR_\(name.uppercased())=") })
    let value = line.drop { $0 != "=" }.dropFirst()
    #expect(value.count == 16 && value.allSatisfy(\.isHexDigit))
    return String(value)
  }

  /// A socket such as the journal's.
  private final class Receiver {
    private let descriptor: Int32

    init(_ path: String) throws {
      #if canImport(Glibc)
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      #else
        descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
      #endif
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(result == 0)
    }

    deinit { close(descriptor) }

    /// The record that has been sent, and no other.
    func receive() throws -> String {
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      try #require(count > 0)
      #expect(recv(descriptor, &buffer, 0, Int32(MSG_DONTWAIT)) < 0)
      return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
  }
}
