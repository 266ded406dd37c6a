package import Findings
internal import Matching

/// What a scan has done, a line a stage.
package enum StatisticsReport {
  /// Writes the lines; nothing if the diagnosis has no statistics.
  package static func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    guard let statistics = diagnosis.statistics else { return }
    let times = statistics.times
    let stages: [(name: String, what: String, time: Duration)] = [
      (
        "read",
        "\(Summary.bytes(diagnosis.totals.bytes)) in \(Summary.count(statistics.chunks, "chunk"))",
        times.reading
      ),
      (
        "search",
        "\(Summary.count(statistics.literals, "literal")) and \(Summary.count(statistics.marks, "mark"))",
        times.searching
      ),
      (
        "look",
        """
        \(Summary.count(statistics.lines, "line")) of \(Summary.grouped(diagnosis.totals.lines)), \
        \(Summary.count(statistics.tracebacks, "traceback")), \(Summary.count(statistics.trials, "trial")) \
        of rules with \(Summary.count(statistics.patternCalls, "call")) of PCRE2
        """,
        times.looking
      ),
    ]
    for stage in stages {
      let name = stage.name + String(repeating: " ", count: 7 - stage.name.count)
      output.write("\(name) \(milliseconds(stage.time))  \(stage.what)\n")
    }
    let total = times.reading + times.searching + times.looking
    let rate = Double(diagnosis.totals.bytes) / max(seconds(total), 1e-9)
    output.write(
      "all     \(milliseconds(total))  \(Summary.bytes(Int(rate))) a second of processor time\n")
  }

  private static func seconds(_ time: Duration) -> Double {
    Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  /// Right-aligned, with one decimal.
  private static func milliseconds(_ time: Duration) -> String {
    let tenths = Int((seconds(time) * 10_000).rounded())
    let text = "\(tenths / 10).\(tenths % 10) ms"
    return String(repeating: " ", count: max(0, 11 - text.count)) + text
  }
}
