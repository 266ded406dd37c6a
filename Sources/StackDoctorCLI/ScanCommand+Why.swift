internal import FailureRules
internal import Findings
internal import LogReading
internal import Matching
internal import Reporting
internal import RuleTooling
internal import StackDoctor

extension ScanCommand {
  /// Shows why one rule matches or does not; the other rules have no part in it.
  ///
  /// Of one path with a line's number, all is read, and what the line is part of is shown.
  func explain(
    _ name: String, among packs: RulePacks, on paths: [String], _ selection: PathSelection,
    _ window: TimeWindow?
  ) -> Never {
    let rule = rule(named: name, among: packs)
    let place = paths.count == 1 ? RulesNewCommand.parsed(paths[0]) : (path: "", line: nil)
    let trials = RuleTrialCollector(
      RuleTrialReport(rule, line: place.line, mask: redaction.mask))
    var doctor = Doctor(rules: RuleSet([rule]))
    doctor.selection = selection
    doctor.window = window
    let diagnosis = doctor.scan(
      place.line == nil ? paths : [place.path],
      trials: { trials.report.add($0, in: $1) },
      watch: { _ in Interrupt.signal == 0 })
    var output = StandardStream.output
    trials.report.write(
      lineCount: diagnosis.totals.lines, tracebackCount: diagnosis.totals.tracebacks, to: &output)
    input.report(diagnosis.problems)
    StackDoctorCommand.exit(
      Interrupt.signal != 0 ? .interrupted : ExitStatus(of: diagnosis, failOn: .never))
  }

  /// The rule; ends the program if there is none, or it is not used.
  private func rule(named name: String, among packs: RulePacks) -> Rule {
    let entry = packs.entries.named(name)
    if let entry, entry.use == .used { return entry.rule }
    let guess = Spelling.closest(to: name, among: packs.rules.rules.map(\.id.text))
    let reason =
      switch entry?.use {
      case .superseded(let id): " that is used: '\(id)' supersedes it"
      case .disabled(let reason): " that is used: \(ProjectFile.name) disables it, '\(reason)'"
      default: guess.map { " (did you mean '\($0)'?)" } ?? ""
      }
    StandardStream.tell("'\(name)' is no rule\(reason)")
    StackDoctorCommand.exit(.usage)
  }
}

/// A report that a scan fills while it runs.
private final class RuleTrialCollector {
  var report: RuleTrialReport

  init(_ report: RuleTrialReport) {
    self.report = report
  }
}
