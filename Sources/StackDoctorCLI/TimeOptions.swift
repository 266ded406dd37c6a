internal import ArgumentParser
internal import Matching
internal import StackDoctor

/// When what is looked for was written; what the commands that look for something have in common.
struct TimeOptions: ParsableArguments {
  @Option(
    name: [.customShort("S"), .long], parsing: .unconditional,
    help: ArgumentHelp(
      "Only what was written then or later: '2026-11-21 18:00', yesterday, -1h, '2 days ago', as for journalctl.",
      valueName: "time"))
  var since: String?

  @Option(
    name: [.customShort("U"), .long], parsing: .unconditional,
    help: ArgumentHelp("Only what was written then or before.", valueName: "time"))
  var until: String?

  mutating func validate() throws { _ = try window(now: Environment.now) }

  /// The window of time; nil for all times.
  func window() throws -> TimeWindow? { try window(now: Environment.now) }

  private func window(now: Int) throws -> TimeWindow? {
    guard since != nil || until != nil else { return nil }
    let window = TimeWindow(
      since: try moment(since, of: "--since", now: now),
      until: try moment(until, of: "--until", now: now), now: now)
    if let since = window.since, let until = window.until, since > until {
      throw ValidationError("'--since' is later than '--until'.")
    }
    return window
  }

  private func moment(_ text: String?, of option: String, now: Int) throws -> Int? {
    guard let text else { return nil }
    guard let moment = TimeExpression.milliseconds(text, now: now) else {
      throw ValidationError(
        """
        '\(option)' is '\(text)', expected a time such as '2026-11-21 18:00:00', yesterday, -1h, \
        '2 days ago' or 2026-11-21T18:00:00Z.
        """)
    }
    return moment
  }
}
