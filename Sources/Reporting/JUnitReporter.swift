internal import FailureRules
package import Findings
internal import LogReading

/// JUnit XML: a suite for each source, in which every finding is a failure.
///
/// What the baseline knows and what the project ignores is skipped. What could not be read is an error, and a traceback that no rule explains is skipped, since nobody
/// says whether it is a failure. Where there is none of these, one case passes.
package struct JUnitReporter: Reporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    var order: [String] = []
    var cases: [String: [JUnitDocument.Case]] = [:]
    func add(_ item: JUnitDocument.Case, about source: String) {
      if cases[source] == nil { order.append(source) }
      cases[source, default: []].append(item)
    }
    for finding in diagnosis.findings {
      add(Self.item(finding), about: finding.evidence.first?.source ?? ToolIdentity.name)
    }
    for kind in diagnosis.unexplained { add(Self.item(kind), about: kind.first.evidence.source) }
    for problem in diagnosis.problems where problem.kind == .failure {
      add(
        JUnitDocument.Case(
          className: "\(ToolIdentity.name).input", name: ProblemText.line(problem),
          outcome: .error(message: problem.message)), about: problem.source)
    }
    if order.isEmpty {
      let sentence = Summary.sentence(of: diagnosis)
      add(
        JUnitDocument.Case(className: ToolIdentity.name, name: sentence, outcome: .passed),
        about: ToolIdentity.name)
    }
    let suites = order.map { source in
      let isFile = ![ToolIdentity.name, LogSource.standardInput.name].contains(source)
      return JUnitDocument.Suite(
        name: source, file: isFile ? source : nil, cases: cases[source] ?? [])
    }
    JUnitDocument(name: ToolIdentity.name, suites: suites).write(to: &output)
  }

  private static func item(_ finding: Finding) -> JUnitDocument.Case {
    var text = ["\(finding.title) (\(finding.severity.rawValue), seen \(finding.count)×)"]
    for evidence in finding.evidence {
      text += ["", FindingText.place(of: evidence), evidence.text]
    }
    text += [""] + FindingText.explanation(cause: finding.cause, steps: finding.remediation)
    text += [""] + finding.references
    return JUnitDocument.Case(
      className: "\(ToolIdentity.name).\(finding.component)",
      name: "\(finding.rule): \(finding.title)",
      outcome: outcome(of: finding, text: text.joined(separator: "\n")))
  }

  private static func outcome(of finding: Finding, text: String) -> JUnitDocument.Outcome {
    switch finding.standing {
    case .counts: .failure(type: finding.severity.rawValue, message: finding.title, text: text)
    case .known: .skipped(message: "known, \(finding.severity.rawValue)")
    case .ignored(let ignored):
      .skipped(message: "\(finding.severity.rawValue), \(IgnoredText.sentence(of: ignored))")
    }
  }

  private static func item(_ kind: TracebackCluster) -> JUnitDocument.Case {
    let sentence =
      "no rule explains this traceback at \(FindingText.place(of: kind.first.evidence))"
    let message =
      switch kind.standing {
      case .counts: sentence
      case .known: "known: \(sentence)"
      case .ignored(let ignored): "\(sentence), \(IgnoredText.sentence(of: ignored))"
      }
    return JUnitDocument.Case(
      className: "\(ToolIdentity.name).unexplained",
      name: "\(kind.fingerprint): \(FindingText.title(of: kind))",
      outcome: .skipped(message: message))
  }
}
