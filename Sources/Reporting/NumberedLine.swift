internal import Findings

/// A line of evidence, safe to show, and its number where that is known.
struct NumberedLine {
  let number: Int?
  let text: String

  /// The lines of an evidence.
  static func lines(of evidence: Evidence) -> [NumberedLine] {
    let lines = SafeText.lines(evidence.text)
    return zip(numbers(of: evidence, lineCount: lines.count), lines).map(NumberedLine.init)
  }

  /// The lines of an interleaved traceback are not next to each other; only the ends are known.
  private static func numbers(of evidence: Evidence, lineCount: Int) -> [Int?] {
    let parts =
      [evidence.line...evidence.endLine] + evidence.continuations.map { $0.line...$0.endLine }
    if parts.reduce(0, { $0 + $1.count }) == lineCount { return parts.flatMap { Array($0) } }
    return (0..<lineCount).map { index in
      index == 0 ? evidence.line : index == lineCount - 1 ? parts.last?.upperBound : nil
    }
  }
}
