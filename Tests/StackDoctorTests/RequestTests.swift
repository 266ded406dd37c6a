import Findings
import Foundation
import LogReading
import Matching
import Reporting
import StackDoctor
import Testing

@Suite("Following a request through logs")
struct RequestTests {
  private static let request = "req-fb2c63f1-a47b-4a5e-b3da-59eaa7f714b4"
  private static let id = "req-11111111-aaaa"

  /// Follows a request through logs that are given by their names.
  private func follow(
    _ logs: [String: String], of id: String = id
  ) throws -> RequestTrace {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in logs {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let id = try #require(RequestID(id))
    return Doctor().follow(id, in: [folder.path]) { _ in true }.trace
  }

  /// `service: time text` of each record.
  private func outline(_ trace: RequestTrace) -> [String] {
    trace.records.map { "\($0.service): \($0.time ?? "-") \($0.text)" }
  }

  @Test("A server that gets no port, seen by six services, one of whose clocks is late")
  func portNotBound() throws {
    _ = Corpus.root
    var doctor = Doctor()
    doctor.selection.include = [PathPattern("*.log")]
    let id = try #require(RequestID(Self.request))
    let (trace, diagnosis) = doctor.follow(id, in: ["corpus/services/port-not-bound"]) { _ in true }
    var text = ""
    RequestTextReporter(style: TextStyle(hasColor: false, width: 100))
      .write(trace, diagnosis, to: &text)
    #expect(try Corpus.golden("request.txt", for: text) == text)
    var json = ""
    RequestJSONReporter().write(trace, diagnosis, to: &json)
    #expect(try Corpus.golden("request.json", for: json) == json)
  }

  @Test("Of a call the request is followed that has led to it")
  func call() throws {
    let trace = try follow(
      [
        "neutron.log": """
        2026-11-21 10:00:01.000 8 INFO neutron.wsgi [\(Self.id) req-22222222-bbbb u] the call
        2026-11-21 10:00:02.000 8 INFO neutron.wsgi [\(Self.id) req-33333333-cccc u] another

        """,
        "nova.log": "2026-11-21 10:00:00.000 7 INFO nova.api [None \(Self.id) u] the request\n",
      ], of: "req-22222222-bbbb")
    #expect(trace.id == Self.id)
    #expect(trace.call == "req-22222222-bbbb")
    #expect(
      outline(trace) == [
        "nova: 2026-11-21T10:00:00.000 the request",
        "neutron: 2026-11-21T10:00:01.000 the call", "neutron: 2026-11-21T10:00:02.000 another",
      ])
    #expect(trace.sources.map(\.calls) == [["req-22222222-bbbb", "req-33333333-cccc"], []])
  }

  @Test(
    "A log whose first record is older than the request has a late clock",
    arguments: [("10:00:00.400", nil), ("10:00:00.399", 101), ("09:59:50.500", 10_000)]
      as [(String, Int?)])
  func offset(_ time: String, _ expected: Int?) throws {
    let access = "\"POST / HTTP/1.1\" status: 202 len: 1 time: 0.5000000"
    let trace = try follow(
      [
        "api.log": "2026-11-21 10:00:01.000 7 INFO nova.api [None \(Self.id) u] \(access)\n",
        "compute.log": """
        2026-11-21 \(time) 8 INFO nova.compute [None \(Self.id) u] first
        2026-11-21 10:00:09.000 8 INFO nova.compute [None \(Self.id) u] second

        """,
      ])
    #expect(trace.sources.map(\.offset) == [nil, expected])
    #expect(trace.reference.map { $0.hasSuffix("/api.log") } == true)
    #expect(trace.records.first?.time == "2026-11-21T10:00:00.\(expected == nil ? "400" : "500")")
  }

  @Test("Without a record that says when the request began, no clock is held to another")
  func noReference() throws {
    let trace = try follow(
      [
        "a.log": "2026-11-21 10:00:01.000 7 INFO nova.a [None \(Self.id) u] end\n",
        "b.log": "2026-11-21 09:00:00.000 7 INFO nova.b [None \(Self.id) u] begin\n",
      ])
    #expect(trace.reference == nil)
    #expect(trace.sources.map(\.offset) == [nil, nil])
    #expect(trace.records.map(\.text) == ["begin", "end"])
  }

  @Test(
    "A stamp without a year is of the latest that fits; a record without one follows its log's last"
  )
  func stamps() throws {
    let trace = try follow(
      [
        "a.log": """
        2026-11-21 10:00:01.000 7 INFO nova.a [None \(Self.id) u] first
        ERROR nova.a [None \(Self.id) u] no stamp

        """,
        "b.log": "Nov 21 10:00:02 host nova[8]: INFO nova.b [None \(Self.id) u] syslog's\n",
      ])
    #expect(
      outline(trace) == [
        "a: 2026-11-21T10:00:01.000 first", "a: - no stamp",
        "nova: 2026-11-21T10:00:02.000 syslog's",
      ])
  }

  @Test("Where nothing names the request, the report says so")
  func nothing() throws {
    let trace = try follow(["a.log": "nothing\n"])
    #expect(trace.records == [])
    var text = ""
    RequestTextReporter(style: TextStyle(hasColor: false, width: 80))
      .write(trace, Diagnosis(), to: &text)
    #expect(text == "No record names \(Self.id).\n")
  }
}
