import FailureRules
import Matching
import Testing

@Suite("A window of time")
struct TimeWindowTests {
  /// Of 2026-11-21, in UTC.
  private static func window(
    _ since: String?, _ until: String? = nil, zone: LocalZone = .fixed(0)
  ) -> TimeWindow {
    func moment(_ clock: String) -> Int? {
      TimeExpression.milliseconds("2026-11-21 \(clock)", now: 0, zone: .fixed(0))
    }
    return TimeWindow(
      since: since.flatMap(moment), until: until.flatMap(moment),
      now: moment("12:00") ?? 0, zone: zone)
  }

  private let disk = rule("nova-disk", "{ line: 'the disk is full' }")

  /// What is found in a log, wherever its chunks end.
  private func found(
    _ text: String, _ window: TimeWindow, modified: String? = nil,
    rules: [Rule?] = []
  ) -> [String] {
    let moment = modified.flatMap { TimeExpression.milliseconds($0, now: 0, zone: .fixed(0)) }
    let ends = text.utf8.enumerated().filter { $0.element == UInt8(ascii: "\n") }
      .map { $0.offset + 1 }
    let rules = [disk] + rules
    let whole = report(
      on: text, rules: rules, window: window, modified: moment.map { $0 / 1000 })
    let pieces = report(
      on: text, rules: rules, chunkEnds: ends + [text.utf8.count], window: window,
      modified: moment.map { $0 / 1000 })
    #expect(whole == pieces)
    return whole
  }

  private static func record(_ clock: String, _ words: String = "the disk is full") -> String {
    "2026-11-21 \(clock) 7 ERROR nova [-] \(words)"
  }

  @Test("Both ends are in it, to the millisecond; what is outside is neither matched nor counted")
  func edges() {
    let log = ["09:59:59.999", "10:00:00.000", "11:00:00.000", "11:00:00.001"]
      .map { Self.record($0) }.joined(separator: "\n")
    #expect(
      found(log, Self.window("10:00", "11:00"))
        == ["nova-disk at 2", "error", "nova-disk at 3", "error"])
    #expect(found(log, Self.window("11:00:00.002")) == [])
    #expect(found(log, Self.window(nil, "09:00")) == [])
    #expect(found(log, Self.window(nil, "09:59:59.999")) == ["nova-disk at 1", "error"])
  }

  @Test("A line without a time is of the last that has one, however far above")
  func without() {
    let filler = String(repeating: "nothing to see\n", count: 30_000)
    let log = """
      \(Self.record("09:00:00.000", "old"))
      \(filler)the disk is full
      \(Self.record("10:00:00.000", "new"))
      \(filler)the disk is full
      """
    #expect(
      found(log, Self.window("09:30")).filter { $0.hasPrefix("nova") } == ["nova-disk at 60004"])
    #expect(
      found(log, Self.window(nil, "09:30")).filter { $0.hasPrefix("nova") } == [
        "nova-disk at 30002"
      ])
  }

  @Test("What nobody can date is looked at, and told once a source")
  func undated() {
    let log = "the disk is full\nthe disk is full\n\n\(Self.record("09:00:00.000"))\n"
    #expect(
      found(log, Self.window("10:00"))
        == ["undated 1", "nova-disk at 1", "nova-disk at 2"])
  }

  @Test("A traceback is of its first record's time")
  func tracebacks() {
    func traceback(_ first: String, _ last: String) -> String {
      """
      \(Self.record(first, "Failed: Traceback (most recent call last):"))
      \(Self.record(first, "  File \"/srv/a.py\", line 1, in run"))
      \(Self.record(last, "nova.OwnError: the disk is full"))
      \(Self.record("12:00:00.000", "end"))
      """
    }
    let inside = found(traceback("10:59:59.999", "11:00:00.100"), Self.window("10:00", "11:00"))
    #expect(inside == ["nova-disk at 3", "traceback at 1"])
    #expect(found(traceback("09:59:59.999", "10:00:00.100"), Self.window("10:00", "11:00")) == [])
  }

  @Test("A plain traceback is of the record before it")
  func plainTraceback() {
    func log(_ clock: String) -> String {
      """
      \(Self.record(clock, "it failed"))
      Traceback (most recent call last):
        File "/srv/a.py", line 1, in run
      nova.OwnError: the disk is full
      \(Self.record("12:00:00.000", "end"))
      """
    }
    #expect(found(log("09:00:00.000"), Self.window("10:00", "11:00")) == [])
    #expect(found(log("10:30:00.000"), Self.window("10:00", "11:00")).contains("nova-disk at 4"))
  }

  @Test("A stamp without a zone is in the host's, one with a zone in that")
  func zones() {
    let plain = Self.record("11:30:00.000")
    #expect(found(plain, Self.window("11:00")) == ["nova-disk at 1", "error"])
    #expect(found(plain, Self.window("11:00", zone: .fixed(3600))) == [])
    let zoned = "2026-11-21T11:30:00+01:00 ctl nova[7]: the disk is full"
    #expect(found(zoned, Self.window("11:00")) == [])
    #expect(found(zoned, Self.window("10:30", "10:30", zone: .fixed(7200))) == ["nova-disk at 1"])
  }

  @Test(
    "A stamp without a year has the last in which it is not later than a day after the log's change",
    arguments: [
      ("Nov 21 10:30:00", "2026-11-21 10:30", true), ("Nov 21 10:30:00", "2026-11-20 10:30", true),
      ("Nov 21 10:30:00", "2026-11-20 10:29", false), ("Nov 21 10:30:00", "2027-11-19", true),
      ("Nov 21 10:30:00", "2027-11-21", false), ("Nov 21 10:30:00", nil, true),
      // The scan is begun at noon: of tomorrow evening is last year's.
      ("Nov 22 23:00:00", nil, false),
    ])
  func years(_ stamp: String, _ modified: String?, _ isFound: Bool) {
    let log = "\(stamp) ctl nova[7]: the disk is full"
    #expect(
      found(log, Self.window("10:00", "11:00"), modified: modified)
        == (isFound ? ["nova-disk at 1"] : []))
  }

  @Test("What has started and not ended by the end of the window may have ended later")
  func absences() {
    let absence = rule(
      "nova-absence",
      "{ absence: { start: { line: 'it was begun' }, end: { line: 'it was done' } } }")
    let log = """
      \(Self.record("10:00:00.000", "it was begun"))
      \(Self.record("12:00:00.000", "it was done"))
      """
    #expect(
      found(log, Self.window("09:00", "11:00"), rules: [absence]) == ["error unexplained"])
    let begun = Self.record("10:00:00.000", "it was begun")
    #expect(
      found(begun, Self.window("09:00", "11:00"), rules: [absence])
        == ["error unexplained", "nova-absence at 1"])
  }
}
