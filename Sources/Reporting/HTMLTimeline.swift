internal import Findings

/// When errors were written: a row of bars for each service, and the same as a table.
struct HTMLTimeline {
  private let chart: TimelineChart
  private let undated: Int
  /// The height of the picture of a row, in its own units.
  private static let height = 100.0
  /// The least height of a bar, so that one error is seen beside thousands.
  private static let least = 8.0

  /// Nil if nothing says when it was written.
  init?(_ timeline: Timeline?) {
    guard let timeline, let chart = TimelineChart(timeline) else { return nil }
    self.chart = chart
    undated = timeline.undated
  }

  /// The section of the page.
  var section: HTML {
    HTML.section("timeline", "Errors over time", note: note) {
      HTML("div", ["class": "chart"]) {
        for row in chart.rows {
          HTML("div", ["class": "row"]) {
            HTML("span", ["class": "service"]) { row.service }
            bars(of: row)
            HTML("span", ["class": "sum"]) { Summary.grouped(row.total.errors) }
          }
        }
        axis
      }
      HTML("p", ["class": "legend"]) {
        HTML("span", ["class": "key explained"]) { "explained by a rule" }
        HTML("span", ["class": "key unexplained"]) { "not explained" }
      }
      table
    }
  }

  private var note: String {
    var note =
      """
      \(HTMLFinding.period(chart.stamps[0], chart.stamps[chart.columnCount])), as the logs say it; a \
      column is \(Self.duration(chart.width)), its height the square root of the number.
      """
    for (count, place) in [(chart.before, "long before"), (chart.after, "long after")]
    where count > 0 {
      note +=
        " \(Summary.count(count, "error")) \(place) that \(count == 1 ? "is" : "are") left out."
    }
    if undated > 0 { note += " \(Summary.count(undated, "error")) without a date." }
    return note
  }

  // MARK: the picture

  private func bars(of row: TimelineChart.Row) -> HTML {
    let most = chart.rows.flatMap(\.columns).map(\.errors).max() ?? 1
    return HTML(
      "svg",
      [
        "viewBox": "0 0 \(chart.columnCount) \(Int(Self.height))", "preserveAspectRatio": "none",
        "role": "img", "aria-label": summary(of: row),
      ]
    ) {
      for (column, count) in row.columns.enumerated() where count.errors > 0 {
        bar(count, at: column, most: most)
      }
    }
  }

  /// A bar whose lower part are the errors that no rule explains.
  private func bar(_ count: Timeline.Count, at column: Int, most: Int) -> HTML {
    let part = (Double(count.errors) / Double(most)).squareRoot()
    let height = Self.least + (Self.height - Self.least) * part
    let open = height * Double(count.errors - count.explained) / Double(count.errors)
    return HTML("g") {
      HTML("title") { "\(HTMLFinding.readable(chart.stamps[column])): \(Self.words(count))" }
      Self.rectangle("column", at: column, from: 0, to: Self.height)
      if open < height { Self.rectangle("explained", at: column, from: open, to: height) }
      if open > 0 { Self.rectangle("unexplained", at: column, from: 0, to: open) }
    }
  }

  /// A rectangle in a column, between two heights over the ground.
  private static func rectangle(
    _ kind: String, at column: Int, from low: Double, to high: Double
  ) -> HTML {
    HTML(
      "rect",
      [
        "class": kind, "x": "\(column)", "width": "1", "y": tenths(height - high),
        "height": tenths(high - low),
      ])
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The times at the quarters' beginnings, and the end.
  private var axis: HTML {
    HTML("div", ["class": "axis", "aria-hidden": "true"]) {
      for quarter in 0...4 { HTML("span") { label(ofQuarter: quarter) } }
    }
  }

  /// As much of a stamp as tells it from the label before; the end, which is near to the last one, has no
  /// room for a date with a time.
  private func label(ofQuarter quarter: Int) -> String {
    func parts(_ quarter: Int) -> [Substring] {
      chart.stamps[chart.columnCount / 4 * quarter].split(separator: "T")
    }
    guard let date = parts(quarter).first, let clock = parts(quarter).last else { return "" }
    if chart.width % 86_400 == 0 { return String(date) }
    let time = chart.width % 60 == 0 ? clock.prefix(5) : clock
    let isOneDay = chart.stamps.allSatisfy { $0.hasPrefix(date) }
    let isSame = quarter > 0 && parts(quarter - 1).first == date
    return isOneDay || isSame || quarter == 4 ? String(time) : "\(date.suffix(5)) \(time)"
  }

  // MARK: the same in words

  private func summary(of row: TimelineChart.Row) -> String {
    let most = row.columns.indices.max { row.columns[$0].errors < row.columns[$1].errors } ?? 0
    return
      """
      \(row.service): \(Self.words(row.total)); most, \(Summary.grouped(row.columns[most].errors)), \
      in the \(Self.duration(chart.width)) from \(HTMLFinding.readable(chart.stamps[most]))
      """
  }

  private var table: HTML {
    HTML("details", ["class": "more"]) {
      HTML("summary") { "As a table" }
      HTML("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"]) {
        HTML("table") {
          HTML("thead") {
            HTML("tr") {
              for title in ["Service", "Errors", "Explained", "First", "Last", "Most at once"] {
                HTML("th", ["scope": "col"]) { title }
              }
            }
          }
          HTML("tbody") {
            for row in chart.rows { line(of: row) }
          }
        }
      }
    }
  }

  private func line(of row: TimelineChart.Row) -> HTML {
    let filled = row.columns.indices.filter { row.columns[$0].errors > 0 }
    let most = row.columns.map(\.errors).max() ?? 0
    return HTML("tr") {
      HTML("th", ["scope": "row"]) { row.service }
      HTML("td") { Summary.grouped(row.total.errors) }
      HTML("td") { Summary.grouped(row.total.explained) }
      HTML("td") { HTMLFinding.readable(chart.stamps[filled.first ?? 0]) }
      HTML("td") { HTMLFinding.readable(chart.stamps[filled.last ?? 0]) }
      HTML("td") { Summary.grouped(most) }
    }
  }

  private static func words(_ count: Timeline.Count) -> String {
    "\(Summary.count(count.errors, "error")), \(Summary.grouped(count.explained)) explained"
  }

  /// `1 minute`, `28 days`.
  private static func duration(_ seconds: Int) -> String {
    for (unit, name) in [(86_400, "day"), (3600, "hour"), (60, "minute")]
    where seconds % unit == 0 {
      return Summary.count(seconds / unit, name)
    }
    return Summary.count(seconds, "second")
  }
}
