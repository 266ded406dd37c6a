import Findings
import Testing

struct TimelineChartTests {
  private func timeline(_ errors: [(stamp: String, service: String)]) -> Timeline {
    errors.reduce(into: Timeline()) {
      $0.add(stamp: $1.stamp, service: $1.service, isExplained: false)
    }
  }

  @Test("Columns of equal width, the services with most errors first")
  func columns() throws {
    let chart = try #require(
      TimelineChart(
        timeline([
          ("2026-11-21 10:00:00", "a"), ("2026-11-21 10:00:05", "b"), ("2026-11-21 10:00:05", "b"),
        ])))
    #expect(chart.width == 1)
    #expect(chart.stamps.first == "2026-11-21T10:00:00")
    #expect(chart.stamps.last == "2026-11-21T10:00:08")
    #expect(chart.rows.map(\.service) == ["b", "a"])
    #expect(
      chart.rows.map { $0.columns.map(\.errors) } == [
        [0, 0, 0, 0, 0, 2, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0],
      ])
    #expect((chart.before, chart.after) == (0, 0))
  }

  @Test("Nothing that says when is no chart")
  func empty() {
    #expect(TimelineChart(Timeline()) == nil)
    var undated = Timeline()
    undated.add(stamp: nil, service: "a", isExplained: false)
    #expect(TimelineChart(undated) == nil)
  }

  @Test("The errors of clocks that were not set are left out, and counted")
  func outliers() throws {
    let hour = (10..<60).flatMap { minute in
      (0..<4).map { ("2026-11-21 10:\(minute):0\($0)", "a") }
    }
    let chart = try #require(
      TimelineChart(
        timeline([("1970-01-01 00:00:12", "a")] + hour + [("2038-01-19 03:14:07", "a")])))
    #expect((chart.before, chart.after) == (1, 1))
    #expect(chart.width == 60)
    #expect(chart.stamps.first == "2026-11-21T10:10:00")
    #expect(chart.rows[0].total.errors == 200)
    // Of few errors, none is one too many.
    let few = try #require(
      TimelineChart(timeline([("1970-01-01 00:00:12", "a")] + hour.prefix(18))))
    #expect((few.before, few.rows[0].total.errors) == (0, 19))
  }

  @Test("Services beyond the last row share it")
  func rows() throws {
    let errors = (1...14).flatMap { service in
      Array(repeating: ("2026-11-21 10:00:00", "s\(service)"), count: service)
    }
    let chart = try #require(TimelineChart(timeline(errors)))
    #expect(chart.rows.map(\.service) == (4...14).reversed().map { "s\($0)" } + [Timeline.others])
    #expect(chart.rows.last?.total.errors == 1 + 2 + 3)
    #expect(chart.rows.last?.columns.map(\.errors) == [6, 0, 0, 0])
  }

  @Test(
    "However long the time, the columns are few, and hold every error",
    arguments: [1, 59, 91, 92, 93, 3600, 86_400, 86_400 * 365, 86_400 * 365 * 300])
  func width(seconds: Int) throws {
    let first = "0400-03-01T00:00:00"
    for step in 1...5 {
      let years = seconds / 86_400 / 365
      let rest = seconds - years * 86_400 * 365
      var errors = [(first, "a")]
      for part in 1...step {
        let second = rest * part / step
        let clock = [second / 3600 % 24, second / 60 % 60, second % 60].map {
          $0 < 10 ? "0\($0)" : "\($0)"
        }
        let day = second / 86_400 + 1
        errors.append(
          ("0\(400 + years * part / step)-03-0\(day)T\(clock.joined(separator: ":"))", "a"))
      }
      let chart = try #require(TimelineChart(timeline(errors)))
      #expect((4...TimelineChart.columnLimit).contains(chart.columnCount))
      #expect(chart.columnCount % 4 == 0)
      #expect(chart.rows[0].total.errors == step + 1)
    }
  }
}
