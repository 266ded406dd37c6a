package import FailureRules
internal import LogReading
package import Matching
internal import Reporting

/// Shows for people why a rule did or did not match.
package struct RuleTrialReport {
  private let rule: Rule
  private var lines: [String] = []
  /// The lines in which each literal was seen, as `source:line`.
  private var places: [String: [String]] = [:]
  private var matches = 0
  private var trials = 0
  private var tracedTrials = 0

  /// The records and tracebacks that are shown; the others are counted.
  package static let trialLimit = 20
  /// The places that are named of one literal.
  package static let placeLimit = 5

  /// Begins a report on a rule that has not been tried.
  package init(_ rule: Rule) {
    self.rule = rule
  }

  /// Takes note of a trial.
  package mutating func add(_ trial: RuleTrial, in source: String) {
    trials += 1
    if trial.isTraceback { tracedTrials += 1 }
    if trial.root.result.holds { matches += 1 }
    for literal in rule.condition.scanLiterals ?? [] {
      let wanted = literal.lowercased()
      for line in trial.lines where line.text.lowercased().contains(wanted) {
        let place = "\(source):\(line.number)"
        if places[literal]?.last != place { places[literal, default: []].append(place) }
      }
    }
    guard trials <= Self.trialLimit else { return }
    let kind = trial.isTraceback ? "traceback" : "record"
    let verdict = trial.root.result.holds ? "matches" : "does not match"
    lines.append("")
    lines.append("\(source):\(trial.position.line): the \(kind) \(verdict)")
    append(trial.root, depth: 1)
  }

  private mutating func append(_ part: RuleTrial.Part, depth: Int) {
    let margin = String(repeating: "  ", count: depth)
    var line = "\(margin)\(part.result.holds ? "yes" : "no ")  \(part.label)"
    switch part.result {
    case .holds(let captures, let place):
      if let place { line += "  (line \(place))" }
      lines.append(line)
      for (name, value) in captures.sorted(by: { $0.key < $1.key }) {
        lines.append("\(margin)       {\(name)} = \(value)")
      }
    case .fails(let reason):
      lines.append(line + (reason.map { "  (\($0))" } ?? ""))
    case .gaveUp(let reason): lines.append(line + "  (\(reason))")
    }
    for inner in part.parts { append(inner, depth: depth + 1) }
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
    if trials > Self.trialLimit {
      text += ["", "and \(trials - Self.trialLimit) more records and tracebacks"]
    }
    text.append("")
    text.append(
      trials == 0
        ? "Never tried: nothing that the rule looks for stands in the \(lineCount) lines read."
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
