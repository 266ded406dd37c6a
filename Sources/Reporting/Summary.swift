internal import FailureRules
internal import Findings

/// The sentence that ends a report for people.
package enum Summary {
  static func sentence(of diagnosis: Diagnosis) -> String {
    let totals = diagnosis.totals
    let read =
      """
      \(count(totals.lines, "line")), \(bytes(totals.bytes)) in \
      \(count(totals.sources, "source")) read
      """
    guard !diagnosis.findings.isEmpty else {
      if totals.sources == 0 { return "Nothing was read." }
      if !diagnosis.unexplained.isEmpty {
        let tracebacks = diagnosis.unexplained.reduce(0) { $0 + $1.count }
        return
          "No known failure, but \(count(tracebacks, "traceback")) that no rule explains: \(read)."
      }
      return "No known failure found: \(read)."
    }
    let bySeverity = Severity.allCases.reversed().compactMap { severity in
      let number = diagnosis.findings.count { $0.severity == severity }
      return number > 0 ? "\(number) \(severity.rawValue)" : nil
    }
    var sentence = """
      \(count(diagnosis.findings.count, "finding")) \
      (\(bySeverity.joined(separator: ", "))): \(read)
      """
    if totals.tracebacks > 0 {
      sentence +=
        "; \(totals.explainedTracebacks) of \(count(totals.tracebacks, "traceback")) explained"
    }
    return sentence + "."
  }

  /// `1 line`, `2,000 lines`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Digits in groups of three.
  static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
      index -= 3
    }
    return digits
  }

  /// Powers of 1,000 with one decimal, as `ls --si` counts.
  static func bytes(_ number: Int) -> String {
    var unit = "B"
    var tenths = number * 10
    for next in ["kB", "MB", "GB", "TB"] where tenths >= 10_000 {
      tenths = (tenths + 500) / 1000
      unit = next
    }
    return unit == "B" ? "\(number) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}
