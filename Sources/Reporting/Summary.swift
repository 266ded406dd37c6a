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
      """ + (diagnosis.hosts.isEmpty ? "" : " on \(count(diagnosis.hosts.count, "host"))")
    let findings = diagnosis.findings.filter { $0.standing == .counts }
    let isCompared = diagnosis.absentCount != nil
    let others = [known(in: diagnosis), IgnoredText.count(in: diagnosis)].compactMap { $0 }
      .map { ", \($0)" }.joined()
    guard !findings.isEmpty else {
      if totals.sources == 0 { return "Nothing was read." }
      let failure = isCompared ? "new failure" : "known failure"
      let tracebacks = diagnosis.newUnexplained.reduce(0) { $0 + $1.count }
      if tracebacks > 0 {
        let unexplained = count(tracebacks, "traceback")
        return "No \(failure), but \(unexplained) that no rule explains\(others): \(read)."
      }
      return "No \(failure) found\(others): \(read)."
    }
    let bySeverity = Severity.allCases.reversed().compactMap { severity in
      let number = findings.count { $0.severity == severity }
      return number > 0 ? "\(number) \(severity.rawValue)" : nil
    }
    var sentence = """
      \(count(findings.count, isCompared ? "new finding" : "finding")) \
      (\(bySeverity.joined(separator: ", ")))\(others): \(read)
      """
    if totals.tracebacks > 0 {
      sentence +=
        "; \(totals.explainedTracebacks) of \(count(totals.tracebacks, "traceback")) explained"
    }
    return sentence + "."
  }

  /// `3 known, 1 not seen`: findings and kinds of tracebacks; nil without a baseline.
  private static func known(in diagnosis: Diagnosis) -> String? {
    guard let absent = diagnosis.absentCount else { return nil }
    let known =
      diagnosis.findings.count { $0.standing == .known }
      + diagnosis.unexplained.count { $0.standing == .known }
    return "\(grouped(known)) known" + (absent > 0 ? ", \(grouped(absent)) not seen" : "")
  }

  /// `once`, `twice`, `3 times`.
  static func times(_ number: Int) -> String {
    switch number {
    case 1: "once"
    case 2: "twice"
    default: count(number, "time")
    }
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
