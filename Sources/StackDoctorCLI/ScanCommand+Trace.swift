internal import ArgumentParser
internal import FailureRules
internal import Findings
internal import LogReading
internal import Matching
internal import Reporting
internal import StackDoctor

extension RequestID: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}

extension ScanCommand {
  /// Follows a request through all that is read, with the findings in place.
  func follow(
    _ id: RequestID, among packs: RulePacks, on paths: [String], _ selection: PathSelection,
    _ window: TimeWindow?
  ) -> Never {
    var doctor = jobOptions.doctor(Doctor(rules: packs.rules))
    doctor.selection = selection
    doctor.window = window
    doctor.isRedacting = !redaction.noRedact
    let (trace, diagnosis) = doctor.follow(id, in: paths) { _ in Interrupt.signal == 0 }
    var output = StandardStream.output
    if format == .json {
      RequestJSONReporter().write(trace, diagnosis, to: &output)
    } else {
      RequestTextReporter(style: input.style).write(trace, diagnosis, to: &output)
    }
    input.report(diagnosis.problems)
    if Interrupt.signal != 0 { StackDoctorCommand.exit(.interrupted) }
    let status = ExitStatus(of: diagnosis, failOn: .never)
    StackDoctorCommand.exit(status == .clean && trace.records.isEmpty ? .findings : status)
  }
}
