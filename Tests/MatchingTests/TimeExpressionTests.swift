import Matching
import Testing

@Suite("Times as people name them")
struct TimeExpressionTests {
  /// 2012-11-23 18:15:22.500 UTC.
  private static let now = 1_353_694_522_500

  private func seconds(_ text: String, zone: LocalZone = .fixed(0)) -> Double? {
    TimeExpression.milliseconds(text, now: Self.now, zone: zone).map { Double($0) / 1000 }
  }

  @Test(
    "A day, a time of day, or both; as systemd-analyze timestamp reads them",
    arguments: [
      ("2026-11-21 18:00:00", 1_795_284_000), ("2026-07-21 18:00:00", 1_784_656_800),
      ("2026-11-21", 1_795_219_200), ("12-11-23", 1_353_628_800), ("70-01-01", 0),
      ("Fri 2012-11-23 11:12:13", 1_353_669_133), ("fri 2012-11-23", 1_353_628_800),
      ("Friday 2012-11-23 11:12", 1_353_669_120), ("2012-11-23 11:12:13 UTC", 1_353_669_133),
      ("2014-03-25 03:59:56.654563", 1_395_719_996.654), ("2026-11-21 18:00:60", 1_795_284_060),
      ("18:15", 1_353_694_500), ("9:05:01", 1_353_661_501), ("12:30 UTC", 1_353_673_800),
      ("  2012-11-23   11:12:13  ", 1_353_669_133),
    ] as [(String, Double)])
  func absolute(_ text: String, _ expected: Double) {
    #expect(seconds(text) == expected)
  }

  @Test(
    "RFC 3339 and ISO 8601, with and without a zone",
    arguments: [
      ("2026-11-21T18:00:00Z", 1_795_284_000), ("2026-11-21 18:00:00Z", 1_795_284_000),
      ("2026-11-21T18:00:00.25Z", 1_795_284_000.25), ("2026-11-21T18:00:00", 1_795_280_400),
      ("2026-11-21T18:00:00+01:00", 1_795_280_400), ("2026-11-21T18:00+0100", 1_795_280_400),
      ("2026-11-21T18:00:00 +01", 1_795_280_400), ("2026-11-21T18:00:00-05:30", 1_795_303_800),
      ("2026-11-21 UTC", 1_795_219_200), ("2026-11-21Z", nil),
    ] as [(String, Double?)])
  func zones(_ text: String, _ expected: Double?) {
    #expect(seconds(text, zone: .fixed(3600)) == expected)
  }

  @Test(
    "Days are those of the zone, and end at its midnight",
    arguments: [
      ("now", 1_353_694_522.5), ("today", 1_353_686_400), ("yesterday", 1_353_600_000),
      ("tomorrow", 1_353_772_800), ("today UTC", 1_353_628_800), ("02:15", 1_353_694_500),
    ] as [(String, Double)])
  func days(_ text: String, _ expected: Double) {
    // In Shanghai it is 02:15:22 of the 24th.
    #expect(seconds(text, zone: .fixed(8 * 3600)) == expected)
  }

  @Test(
    "Spans before and after now, as systemd-analyze timespan reads them",
    arguments: [
      ("-1h", -3600), ("1 hour ago", -3600), ("1hour ago", -3600), ("-1h 30min", -5400),
      ("2 h ago", -7200), ("48hr ago", -172_800), ("1y 12month ago", -63_115_200),
      ("55s500ms ago", -55.5), ("300ms20s 5day ago", -432_020.3), ("+3h30min", 12_600),
      ("1M ago", -2_629_800), ("1m ago", -60), ("1w ago", -604_800), ("-90", -90),
      ("1.5h ago", -5400), ("5min left", 300), ("-5000us", -0.005), ("2 weeks 3d ago", -1_468_800),
    ] as [(String, Double)])
  func spans(_ text: String, _ expected: Double) {
    #expect(seconds(text) == (Double(Self.now) + expected * 1000) / 1000)
  }

  @Test("Seconds since 1970", arguments: [("@1395716396", 1_395_716_396), ("@0.5", 0.5)])
  func epoch(_ text: String, _ expected: Double) {
    #expect(seconds(text, zone: .fixed(3600)) == expected)
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", " ", "1h", "ago", "-", "+", "@", "@x", "@1e3", "@99999999999999999", "- 1 fortnight",
      "1..5h ago", "9999999999999999 years ago", "thursday 2012-11-23", "Fri", "Fri 11:12",
      "2026-02-30", "2026-13-01", "2026-11-21 24:00", "2026-11-21 18", "2026-11-21 18:00:61",
      "2026-11-21 18:00:00.", "2026-11-21 18:00:00 CET", "2026-11-21T", "2026-11-21 18:00:00Zulu",
      "2026-11-21T18:00:00+24:00", "2026/11/21", "21.11.2026", "18:60", "yesterday 18:00",
      "NOW", "1 hour before", "🕰", "-1h🕰",
    ])
  func refused(_ text: String) {
    #expect(seconds(text) == nil)
  }
}
