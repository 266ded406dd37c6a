package import FailureRules
package import Findings
internal import LogReading
package import Matching
internal import Reporting

/// Shows for people why a rule did or did not match.
package struct RuleTrialReport {
  private let rule: Rule
  /// Hides the secrets of what was tried; nil where they are to be shown.
  private let mask: SecretMask?
  private var lines: [String] = []
  /// The lines in which each literal was seen, as `source:line`.
  private var places: [String: [String]] = [:]
  private var matches = 0
  private var trials = 0
  private var shown = 0
  private var tracedTrials = 0

  /// The line whose record or traceback is shown; without it all are.
  private let line: Int?
  private var isLineSeen = false
  /// Where expressions that do not hold stop holding is looked for in the text of this many trials.
  package static let searchLimit = 5

  /// The records and tracebacks that are shown; the others are counted.
  package static let trialLimit = 20
  /// The places that are named of one literal.
  package static let placeLimit = 5

  /// Begins a report on a rule that has not been tried.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - line: the number of a line; only what it is a line of is shown.
  ///   - mask: hides the secrets of what was tried; nil where they are to be shown.
  package init(_ rule: Rule, line: Int? = nil, mask: SecretMask? = SecretMask()) {
    self.rule = rule
    self.mask = mask
    self.line = line
  }

  /// Takes note of a trial.
  package mutating func add(_ trial: RuleTrial, in source: String) {
    if trial.kind != .deadline { trials += 1 }
    if trial.kind == .traceback { tracedTrials += 1 }
    if trial.root.result.holds { matches += 1 }
    for literal in rule.condition.scanLiterals ?? [] {
      let wanted = literal.lowercased()
      for line in trial.lines where line.text.lowercased().contains(wanted) {
        let place = "\(source):\(line.number)"
        if places[literal]?.last != place { places[literal, default: []].append(place) }
      }
    }
    if let line {
      guard trial.lines.contains(where: { $0.number == line }) || trial.position.line == line
      else { return }
      isLineSeen = true
    }
    shown += 1
    guard shown <= Self.trialLimit else { return }
    let kind =
      switch trial.kind {
      case .record: "record"
      case .traceback: "traceback"
      case .deadline: "start"
      }
    let verdict = trial.root.result.holds ? "matches" : "does not match"
    lines.append("")
    lines.append("\(source):\(trial.position.line): the \(kind) \(verdict)")
    append(trial.root, depth: 1, of: trial)
  }

  private mutating func append(_ part: RuleTrial.Part, depth: Int, of trial: RuleTrial) {
    let margin = String(repeating: "  ", count: depth)
    var line = "\(margin)\(part.result.holds ? "yes" : "no ")  \(part.label)"
    switch part.result {
    case .holds(let captures, let place):
      if let place { line += "  (line \(place))" }
      lines.append(line)
      let shown = mask?.masked(captures, takenFrom: trial.text) ?? captures
      for (name, value) in shown.sorted(by: { $0.key < $1.key }) {
        lines.append("\(margin)       {\(name)} = \(value)")
      }
    case .fails(let reason):
      let reason = reason ?? self.reason(part.expression, in: trial)
      lines.append(line + (reason.map { "  (\($0))" } ?? ""))
    case .gaveUp(let reason): lines.append(line + "  (\(reason))")
    }
    for inner in part.parts { append(inner, depth: depth + 1, of: trial) }
  }

  /// How far an expression holds on what was tried.
  private func reason(_ expression: String?, in trial: RuleTrial) -> String? {
    guard let expression, shown <= Self.searchLimit else { return nil }
    switch PartialSearch(of: expression, in: trial.text, mask: mask).outcome {
    case .part(let part):
      let rest = part.rest.map { "goes on with '\($0)'" } ?? "ends"
      return "holds up to '\(part.expression)', where the text \(rest)"
    case .otherCase: return PartialSearch.otherCase
    default: return nil
    }
  }

  /// Writes the report.
  ///
  /// - Parameters:
  ///   - lineCount: the lines that were read.
  ///   - tracebackCount: the tracebacks among them.
  ///   - output: receives it.
  package func write(
    lineCount: Int, tracebackCount: Int, to output: inout some TextOutputStream
  ) {
    var text = ["\(rule.id)  (\(rule.file))"]
    for literal in rule.condition.scanLiterals ?? [] { text.append("  " + sight(of: literal)) }
    let types = rule.condition.tracebackTypes
    if !types.isEmpty {
      let wanted =
        types.contains("")
        ? "any traceback" : "a traceback of \(types.sorted().joined(separator: ", "))"
      text.append("  \(wanted): \(tracedTrials) of \(tracebackCount) tried")
    }
    text += lines
    if shown > Self.trialLimit {
      text += ["", "and \(shown - Self.trialLimit) more records and tracebacks"]
    }
    if let line, !isLineSeen, trials > 0 {
      text += ["", "Line \(line) is of no record or traceback that was tried."]
    }
    text.append("")
    text.append(
      trials == 0
        ? """
        Never tried: nothing that the rule looks for stands in the \
        \(lineCount) line\(lineCount == 1 ? "" : "s") read.
        """
        : "Tried \(trials) time\(trials == 1 ? "" : "s"), matched \(matches).")
    for line in text { output.write(ProblemText.line(line) + "\n") }
  }

  private func sight(of literal: String) -> String {
    let places = places[literal] ?? []
    guard !places.isEmpty else { return "'\(literal)': not seen" }
    let rest = places.count - Self.placeLimit
    return "'\(literal)': seen at \(places.prefix(Self.placeLimit).joined(separator: ", "))"
      + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension RuleTrial {
  /// What the patterns were shown.
  fileprivate var text: String { lines.map(\.text).joined(separator: "\n") }
}
