internal import ArgumentParser
internal import FailureRules
internal import Findings
internal import Reporting
internal import StackDoctor

extension ScanCommand {
  /// Refuses what has no meaning for a scan that has no end.
  func validateFollowing() throws {
    guard following.isOn else { return }
    let others: [(String, Bool)] = [
      ("--output", !output.isEmpty), ("--write-baseline", baselineOptions.writeBaseline != nil),
      ("--why", why != nil), ("--trace", trace != nil), ("--context", context > 0),
      ("--timings", timings), ("--stats", stats),
    ]
    if let other = others.first(where: \.1)?.0 {
      throw ValidationError("'\(other)' waits for the end of a scan, and '--follow' has none.")
    }
    // What is followed is read as it stands.
    if input.formatHint != nil {
      throw ValidationError("'--format-hint' does not go with '--follow'.")
    }
    guard format.reporter(style: .init(hasColor: false, width: 80)) is any StreamingReporter else {
      throw ValidationError(
        "'--follow' writes findings as they come: as '--format text' or 'ndjson', not '\(format)'.")
    }
  }

  /// Follows logs until a signal comes, or the last pipe has ended.
  func follow(_ paths: [String], by doctor: Doctor, for project: ProjectFile) throws -> Never {
    guard
      let reporter = format.reporter(style: input.style, isVerbose: verbose)
        as? any StreamingReporter
    else {
      throw ValidationError("'--follow' cannot be written as '\(format)'.")
    }
    let state = following.state.map(StateFile.init)
    var report = FollowReport(
      reporter, state: state, journal: following.journalSocket.map(JournalSocket.init),
      isQuiet: input.quiet)
    // Its own records may be in a log, and quote others.
    let scan = doctor.follow(paths, from: state?.load(), ignoring: ToolIdentity.name)
    scan.run(isResumed: state != nil) {
      report.update(scan)
      return Interrupt.signal == 0
    }
    report.finish(scan)
    if Interrupt.signal != 0 { StackDoctorCommand.exit(.interrupted) }
    let hasFailed = report.hasFailed || scan.hasFailed
    StackDoctorCommand.exit(hasFailed ? .unreadable : status(of: scan.diagnosis, for: project))
  }
}
