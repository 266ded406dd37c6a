internal import Findings

/// A line of evidence, safe to show, and its number where that is known.
struct NumberedLine {
  let number: Int?
  let text: String
  /// It stands beside the evidence, and is no part of it.
  var isContext = false

  /// The lines of an evidence, and those around it where they are known.
  static func lines(of evidence: Evidence) -> [NumberedLine] {
    let lines = SafeText.lines(evidence.text)
    let own = zip(numbers(of: evidence, lineCount: lines.count), lines).map {
      NumberedLine(number: $0, text: $1)
    }
    // Of a rotated set, what stands before the first line of a file is of another.
    let first = evidence.line - evidence.before.count
    let before = evidence.before.enumerated().map { index, line in
      NumberedLine(
        number: first + index > 0 ? first + index : nil, text: SafeText.line(line), isContext: true)
    }
    let end = evidence.continuations.last?.endLine ?? evidence.endLine
    let after = evidence.after.enumerated().map { index, line in
      NumberedLine(number: end + 1 + index, text: SafeText.line(line), isContext: true)
    }
    return before + own + after
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
