internal import Findings

/// A line of evidence, safe to show, and its number where that is known.
struct NumberedLine {
  let number: Int?
  let text: String

  /// The lines of an evidence.
  ///
  /// Those of an interleaved traceback are not next to each other; then only the ends' numbers are known.
  static func lines(of evidence: Evidence) -> [NumberedLine] {
    let lines = SafeText.lines(evidence.text)
    let isConsecutive = evidence.endLine - evidence.line == lines.count - 1
    return lines.enumerated().map { index, text in
      let isLast = index == lines.count - 1
      let number = isLast && index > 0 ? evidence.endLine : evidence.line + index
      return NumberedLine(number: isConsecutive || index == 0 || isLast ? number : nil, text: text)
    }
  }
}
