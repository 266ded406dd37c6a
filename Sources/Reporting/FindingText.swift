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

  /// Hosts that are named where something was seen on many.
  private static let hostLimit = 8

  /// `on 3 hosts: a 4×, b 2×, c 1×`, the most frequent first; nil where none is known.
  static func hosts(_ hosts: [HostCount]) -> String? {
    guard !hosts.isEmpty else { return nil }
    let sorted = hosts.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    let names = sorted.prefix(hostLimit).map {
      "\($0.element.host) \(Summary.grouped($0.element.count))×"
    }
    let rest = hosts.count - names.count
    return "on \(Summary.count(hosts.count, "host")): \(names.joined(separator: ", "))"
      + (rest > 0 ? " and \(rest) more" : "")
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
