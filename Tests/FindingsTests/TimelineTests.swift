import FailureRules
import Findings
import LogReading
import Matching
import Testing

struct TimelineTests {
  private func timeline(_ errors: (stamp: String?, service: String, isExplained: Bool)...)
    -> Timeline
  {
    var timeline = Timeline()
    for error in errors {
      timeline.add(stamp: error.stamp, service: error.service, isExplained: error.isExplained)
    }
    return timeline
  }

  /// `stamp service explained/errors` for each bucket.
  private func text(_ timeline: Timeline) -> [String] {
    timeline.buckets.map {
      "\(timeline.stamp(ofSecond: $0.start)) \($0.service) \($0.count.explained)/\($0.count.errors)"
    }
  }

  @Test("Errors are counted by second and service; those without a date apart")
  func counting() {
    let timeline = timeline(
      ("2026-11-21 10:00:01.900", "nova", false), ("2026-11-21T10:00:01Z", "nova", true),
      ("2026-11-21 10:00:00,1", "nova", true), ("21/Nov/2026:10:00:01 +0100", "glance", false),
      (nil, "nova", false), ("5000.001371", "kernel", false), ("10:00:00", "nova", false))
    #expect(
      text(timeline) == [
        "2026-11-21T10:00:00 nova 1/1", "2026-11-21T10:00:01 nova 1/2",
        "2026-11-21T10:00:01 glance 0/1",
      ])
    #expect(timeline.undated == 3)
  }

  @Test(
    "A stamp without a year is of the last year in which it is not later than those with one",
    arguments: [
      ("Dec 31 23:59:59", "2025-12-31T23:59:59"), ("Jan  1 00:05:00", "2026-01-01T00:05:00"),
      ("Jan  1 00:10:01", "2026-01-01T00:10:01"), ("Jan  1 00:10:02", "2025-01-01T00:10:02"),
      ("Feb 29 12:00:00", "2025-03-01T12:00:00"),
    ])
  func years(stamp: String, expected: String) {
    let timeline = timeline((stamp, "a", false), ("2026-01-01 00:10:00", "b", false))
    #expect(text(timeline).sorted() == ["2026-01-01T00:10:00 b 0/1", "\(expected) a 0/1"].sorted())
  }

  @Test("Where no stamp says its year, none is told")
  func noYears() {
    let timeline = timeline(("Nov 21 10:00:00", "a", false), ("Feb 29 12:00:00", "a", false))
    #expect(text(timeline) == ["02-29T12:00:00 a 0/1", "11-21T10:00:00 a 0/1"])
  }

  @Test("Buckets become wider when there would be one too many, and none is lost")
  func widening() {
    var timeline = Timeline()
    func add(_ second: Int) {
      let (hour, minute) = (second / 3600, second / 60 % 60)
      let clock = [hour, minute, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      timeline.add(
        stamp: "2026-11-21 \(clock.joined(separator: ":"))", service: "a", isExplained: true)
    }
    for second in 0..<Timeline.bucketLimit { add(second) }
    #expect(timeline.width == 1)
    #expect(timeline.buckets.count == Timeline.bucketLimit)
    add(Timeline.bucketLimit)
    #expect(timeline.width == 5)
    #expect(timeline.buckets.map(\.count.errors) == Array(repeating: 5, count: 819) + [2])
  }

  @Test("Ten thousand years and a hundred services are a bounded time line")
  func bound() {
    var timeline = Timeline()
    for year in stride(from: 0, to: 10_000, by: 50) {
      let digits = String(String(10_000 + year).dropFirst())
      for service in 0..<100 {
        timeline.add(
          stamp: "\(digits)-03-0\(1 + service % 9) 00:00:00", service: "s\(service)",
          isExplained: false)
      }
    }
    #expect(timeline.buckets.count <= Timeline.bucketLimit)
    #expect(timeline.width == Timeline.widths.last)
    #expect(timeline.buckets.reduce(0) { $0 + $1.count.errors } == 20_000)
    #expect(Set(timeline.buckets.map(\.service)).count == Timeline.serviceLimit + 1)
    #expect(timeline.buckets.contains { $0.service == Timeline.others })
  }

  @Test(
    "A service is the program that a carrier names, the file, or the logger",
    arguments: [
      (
        "/var/log/nova/nova-compute.log", "2026-11-21 10:00:00.0 7 ERROR nova.virt [-] x",
        "nova-compute"
      ),
      (
        "/var/log/rabbitmq/rabbit@a.example.log", "2026-11-21 10:00:00.0 [error] <0.1.0> x",
        "rabbit@a"
      ),
      ("/var/log/syslog", "Nov 21 10:00:00 a nova-api[7]: ERROR nova.wsgi [-] x", "nova-api"),
      ("/var/log/messages", "2026-11-21 10:00:00.0 7 ERROR nova.virt [-] x", "nova"),
      ("(standard input)", "2026-11-21 10:00:00.0 7 ERROR nova.virt [-] x", "nova"),
      ("/var/log/pods/a/0.log", "2026-11-21 10:00:00.0 7 ERROR nova.virt [-] x", "nova"),
      ("(standard input)", "2026-11-21 10:00:00.0 [error] <0.1.0> x", "(standard input)"),
    ])
  func services(source: String, line: String, expected: String) throws {
    var collector = FindingCollector(rules: RuleSet([]))
    let bytes = Array(line.utf8)
    let position = LogPosition(source: collector.addSource(source), line: 1, byteOffset: 0)
    let header = RecordHeader(
      position: position, prefix: RecordPrefix(of: bytes.span), line: bytes.span)
    collector.add(.error(header, isExplained: false))
    let timeline = try #require(collector.diagnosis().timeline)
    #expect(timeline.buckets.map(\.service) == [expected])
  }
}
