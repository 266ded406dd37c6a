import LogReading
import Matching
import Testing

@Suite("Records of a request")
struct RequestCollectorTests {
  private static let id = "req-11111111-aaaa"
  private static let head = "2026-11-21 10:00:00.123 7 ERROR nova.compute.manager"

  /// What is kept of a log that comes in pieces of some lines each.
  private func collected(_ log: String, id: String = id, linesPerChunk: Int = .max) throws
    -> RequestCollector
  {
    var collector = RequestCollector(try #require(RequestID(id)))
    collector.begin()
    var bytes = [UInt8(ascii: "\n")]
    var line = 1
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    for start in stride(from: 0, to: lines.count, by: min(lines.count, linesPerChunk)) {
      let piece = lines[start..<min(lines.count, start.addingReportingOverflow(linesPerChunk).0)]
      let first = bytes.count
      for text in piece { bytes += Array(text.utf8) + [UInt8(ascii: "\n")] }
      collector.take(
        bytes.span, LogChunk(fresh: first..<bytes.count, byteOffset: first - 1), source: 0,
        firstLine: line)
      line += piece.count
    }
    collector.close()
    return collector
  }

  /// `first-last: text` of each record.
  private func outline(_ collector: RequestCollector) -> [String] {
    collector.records.map {
      let text = $0.text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "⏎")
      return "\($0.position.line)-\($0.endLine): \(text)"
    }
  }

  @Test(
    "A record ends where the next begins; a traceback is of its record", arguments: [1, 2, 3, .max])
  func records(_ linesPerChunk: Int) throws {
    let log = """
      \(Self.head) [None req-22222222-bbbb u p] Another request
      \(Self.head) [None \(Self.id) u p] Failed: nova.Error: x
      \(Self.head) Traceback (most recent call last):
      \(Self.head)   File "/a.py", line 1, in f
      \(Self.head) nova.Error: x
      \(Self.head)\(" ")
      2026-11-21 10:00:00.124 7 ERROR nova.compute.manager Later
      \(Self.head) [\(Self.id) req-33333333-cccc u p] A call
      that goes on
      2026-11-21 10:00:01.000 7 INFO nova.x [-] It names \(Self.id), and \(Self.id)0 not
      2026-11-21 10:00:02.000 7 INFO nova.x [-] x\(Self.id) and \(Self.id)-0 and REQ-11111111-AAAA
      """
    let found = try collected(log, linesPerChunk: linesPerChunk)
    #expect(
      outline(found) == [
        "2-6: Failed: nova.Error: x⏎Traceback (most recent call last):⏎  File \"/a.py\", line 1, in f"
          + "⏎nova.Error: x⏎",
        "8-9: A call⏎that goes on",
        "10-10: It names \(Self.id), and \(Self.id)0 not",
      ])
    #expect(
      found.records.map(\.requests) == [[Self.id], [Self.id, "req-33333333-cccc"], []])
    #expect(
      found.records.map(\.position.byteOffset).first == log.split(separator: "\n")[0].count + 1)
  }

  @Test("A record that names the request below its first line is kept from its first line on")
  func lookBack() throws {
    let log = """
      2026-11-21 10:00:00.000 7 INFO nova.x [-] Before
      2026-11-21 10:00:00.001 7 INFO nova.x [-] Headers:
      accept: */*
      x-openstack-request-id: \(Self.id)
      vary: all
      """
    #expect(
      outline(try collected(log)) == [
        "2-5: Headers:⏎accept: */*⏎x-openstack-request-id: \(Self.id)⏎vary: all"
      ])
  }

  @Test("Without prefixes a line is kept alone")
  func noPrefixes() throws {
    let log = "one\nwhat of \(Self.id)?\nthree\n\(Self.id)\n"
    #expect(outline(try collected(log)) == ["2-2: what of \(Self.id)?", "4-4: \(Self.id)"])
  }

  @Test("A place is found in the record whose lines hold it")
  func index() throws {
    let log = """
      2026-11-21 10:00:00.000 7 INFO nova.x [\(Self.id)] one
      two
      2026-11-21 10:00:00.000 7 INFO nova.x [-] another
      2026-11-21 10:00:00.000 7 INFO nova.x [\(Self.id)] four
      """
    let found = try collected(log)
    #expect(
      (1...5).map { found.index(ofRecordAt: LogPosition(source: 0, line: $0, byteOffset: 0)) }
        == [0, 0, nil, 1, nil])
    #expect(found.index(ofRecordAt: LogPosition(source: 1, line: 1, byteOffset: 0)) == nil)
  }

  @Test("Records beyond the limit are counted")
  func recordLimit() throws {
    let limit = RequestCollector.recordLimit
    func log(_ count: Int) -> String {
      (0..<count).map { "2026-11-21 10:00:00.000 7 INFO nova.x [\(Self.id)] \($0)" }
        .joined(separator: "\n")
    }
    #expect(try collected(log(limit)).omitted == 0)
    let more = try collected(log(limit + 2))
    #expect(more.records.count == limit)
    #expect(more.omitted == 2)
  }

  @Test("So are those after the limit of text, the last of which may go over it")
  func sizeLimit() throws {
    let body = String(repeating: "x", count: 4096)
    let fitting = RequestCollector.sizeLimit / body.utf8.count
    func log(_ count: Int) -> String {
      (0..<count).map { _ in "2026-11-21 10:00:00.000 7 INFO nova.x [\(Self.id)] \(body)" }
        .joined(separator: "\n")
    }
    #expect(try collected(log(fitting)).omitted == 0)
    let more = try collected(log(fitting + 1))
    #expect(more.records.count == fitting)
    #expect(more.omitted == 1)
  }

  @Test("Of a long record the first lines are kept, and the others counted")
  func longRecord() throws {
    let limit = RecordText.lineLimit
    let lines = (0..<(limit + 1)).map { "line \($0)" }
    let log = "2026-11-21 10:00:00.000 7 INFO nova.x [\(Self.id)] " + lines.joined(separator: "\n")
    let record = try #require(try collected(log).records.first)
    #expect(record.text == lines.prefix(limit).joined(separator: "\n"))
    #expect(record.endLine == limit + 1)
    #expect(record.omittedLines == 1)
  }

  @Test(
    "How long a call took stands at the end of an access line",
    arguments: [
      ("\"POST /v2.1/servers HTTP/1.1\" status: 202 len: 863 time: 0.9705167", 970),
      ("\"GET /v2/images HTTP/1.1\" 200 1122 0.009462", 9),
      ("\"GET /allocations HTTP/1.1\" status: 200 len: 19 microversion: 1", nil),
      ("It took 0.25", nil), ("\"GET / HTTP/1.1\" 200 86400.0", nil),
    ])
  func duration(_ text: String, _ expected: Int?) throws {
    let log = "2026-11-21 10:00:00.000 7 INFO nova.x [\(Self.id)] \(text)"
    #expect(try collected(log).records.map(\.duration) == [expected])
  }

  @Test(
    "An id has letters, digits and hyphens, and is long enough",
    arguments: [
      ("req-1234", true), ("req-123", false), (String(repeating: "a", count: 64), true),
      (String(repeating: "a", count: 65), false), ("req-1234 ", false), ("req-1234*", false),
      ("réq-1234", false),
    ])
  func ids(_ text: String, _ isID: Bool) {
    #expect((RequestID(text) != nil) == isID)
  }
}
