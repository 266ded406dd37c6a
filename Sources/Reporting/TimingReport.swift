internal import FailureRules
package import Findings

/// A table of what trying the rules has cost, the most expensive first.
package enum TimingReport {
  /// Writes the table; a sentence if no rule was tried.
  package static func write(_ timings: [RuleTiming], to output: inout some TextOutputStream) {
    guard !timings.isEmpty else {
      output.write("No rule was tried: nothing that one looks for stands there.\n")
      return
    }
    let rows =
      [["rule", "calls", "time", "worst", "at"]]
      + timings.sorted { ($1.total, $0.rule) < ($0.total, $1.rule) }.map {
        [
          $0.rule.text, String($0.calls), milliseconds($0.total), milliseconds($0.worst),
          SafeText.line("\($0.source):\($0.line)"),
        ]
      }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = widths.indices.map { column in
        let pad = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + pad : pad + row[column]
      }
      output.write((cells + [row[4]]).joined(separator: "  ") + "\n")
    }
  }

  /// With two decimals.
  private static func milliseconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let hundredths = seconds * 100_000 + attoseconds / 10_000_000_000_000
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) ms"
  }
}
