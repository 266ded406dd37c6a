internal import FailureRules

/// What a rule says, field by field, for those who write rules.
package struct RuleSheet {
  private let style: TextStyle
  /// Columns of a field's name.
  private static let labelWidth = 12

  package init(style: TextStyle) {
    self.style = style
  }

  /// Appends all fields; expressions and words stand as they are written.
  package func write(_ page: RulePage, to output: inout some TextOutputStream) {
    let rule = page.rule
    write("id", rule.id.text, to: &output)
    write("title", rule.title.source, to: &output)
    write("severity", rule.severity.rawValue, to: &output)
    write("status", page.standing, to: &output)
    write("component", rule.component, to: &output)
    write("origin", page.place, to: &output)
    if let lack = page.lack { write("not used", lack, to: &output) }
    for (index, line) in Self.lines(of: rule.condition, depth: 0).enumerated() {
      write(index == 0 ? "signature" : "", line, to: &output)
    }
    for (index, literal) in (rule.condition.scanLiterals ?? []).enumerated() {
      write(index == 0 ? "looks for" : "", "'\(literal)'", to: &output)
    }
    let types = rule.condition.tracebackTypes.sorted().map { $0.isEmpty ? "any type" : $0 }
    if !types.isEmpty { write("raised", types.joined(separator: ", "), to: &output) }
    write("cause", rule.cause.source, to: &output)
    for (index, step) in rule.remediation.enumerated() {
      write(index == 0 ? "remediation" : "", "\(index + 1). \(step.text.source)", to: &output)
      if let command = step.command { write("", "     \(command.source)", to: &output) }
    }
    write(list: "aliases", rule.aliases.map(\.text), to: &output)
    write(list: "supersedes", rule.supersedes.map(\.text), to: &output)
    write(list: "explains", rule.explains.map(\.text), to: &output)
    write(list: "explained by", page.explainedBy.map(\.id.text), to: &output)
    write(list: "references", rule.references, to: &output)
    let examples = rule.examples
    write(
      "examples",
      "\(examples.match.count) that match, \(examples.noMatch.count) that do not", to: &output)
  }

  private func write(
    list label: String, _ items: [String], to output: inout some TextOutputStream
  ) {
    for (index, item) in items.enumerated() {
      write(index == 0 ? label : "", item, to: &output)
    }
  }

  private func write(
    _ label: String, _ text: String, to output: inout some TextOutputStream
  ) {
    let padding = String(repeating: " ", count: max(0, Self.labelWidth - label.count))
    let margin = style.styled(label, as: .title) + padding
    for (index, line) in SafeText.lines(text).enumerated() {
      let start = index == 0 ? margin : String(repeating: " ", count: Self.labelWidth)
      output.write("\(start)  \(line)\n")
    }
  }

  /// The condition as a tree, a line for each node.
  private static func lines(of condition: Condition, depth: Int) -> [String] {
    let margin = String(repeating: "  ", count: depth)
    func branch(_ name: String, _ parts: [Condition]) -> [String] {
      [margin + name] + parts.flatMap { lines(of: $0, depth: depth + 1) }
    }
    switch condition {
    case .any(let parts): return branch("any", parts)
    case .all(let parts): return branch("all", parts)
    case .not(let part): return branch("not", [part])
    case .scoped(let scope, let part): return branch("scope  " + text(of: scope), [part])
    case .times(let threshold, let part):
      return branch("at least \(threshold.count) times" + text(of: threshold.within), [part])
    case .sequence(let sequence):
      return branch(
        "sequence  by \(sequence.key.rawValue)" + text(of: sequence.within), sequence.steps)
    case .absence(let absence):
      return branch("absence  by \(absence.key.rawValue)" + text(of: absence.within), [])
        + [margin + "  start"] + self.lines(of: absence.start, depth: depth + 2)
        + [margin + "  end"] + self.lines(of: absence.end, depth: depth + 2)
    case .signature(.line(let line)): return [margin + "line  " + line.pattern.expression]
    case .signature(.traceback(let traceback)):
      var parts: [String] = []
      if !traceback.types.isEmpty {
        parts.append("raises " + traceback.types.joined(separator: ", "))
      }
      if traceback.position != .any { parts.append("position \(traceback.position.rawValue)") }
      if let message = traceback.message { parts.append("message " + message.expression) }
      for frame in traceback.frames {
        let names = [
          frame.function, frame.file.map { "in " + $0 }, frame.module.map { "of " + $0 },
        ].compactMap(\.self)
        parts.append("frame " + names.joined(separator: " "))
      }
      return [margin + "traceback"] + parts.map { margin + "  " + $0 }
    }
  }

  private static func text(of scope: RuleScope) -> String {
    let parts = [
      ("service", scope.services.map(\.text)), ("logger", scope.loggers.map(\.text)),
      ("level", scope.levels.map(\.rawValue)), ("source", scope.sources.map(\.text)),
    ]
    return parts.filter { !$0.1.isEmpty }
      .map { "\($0.0) \($0.1.joined(separator: " or "))" }.joined(separator: ", ")
  }

  private static func text(of stretch: Stretch?) -> String {
    stretch.map { " within \($0.words)" } ?? ""
  }
}
