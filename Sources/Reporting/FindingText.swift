internal import FailureRules
internal import Findings

/// A finding in plain words, for formats that show one text.
enum FindingText {
  /// The cause and the steps, each command on a line of its own.
  static func explanation(cause: String, steps: [Finding.Step]) -> [String] {
    [cause]
      + steps.enumerated().flatMap { index, step in
        ["\(index + 1). \(step.text)"] + (step.command.map { [$0] } ?? [])
      }
  }

  /// `path:line`, or the rule's id for a finding without a place.
  static func place(of finding: Finding) -> String {
    finding.evidence.first.map(place) ?? finding.rule.text
  }

  /// `path:line`, and `to path:line` where the log was rotated within the lines.
  static func place(of evidence: Evidence) -> String {
    let start = "\(evidence.source):\(evidence.line)"
    return evidence.continuations.last.map { "\(start) to \($0.source):\($0.endLine)" } ?? start
  }

  /// What an unexplained traceback raises, as one line.
  static func title(of kind: TracebackCluster) -> String {
    let name = kind.first.exception.isEmpty ? "cut before its error" : kind.first.exception
    let message = kind.first.message.split(separator: "\n").first.map { ": \($0)" } ?? ""
    return name + message
  }
}
