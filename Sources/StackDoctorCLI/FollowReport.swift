internal import Findings
internal import LogReading
internal import Reporting
internal import StackDoctor

/// Tells what a followed scan finds, as it finds it, and keeps its state.
struct FollowReport {
  private let reporter: any StreamingReporter
  private let state: StateFile?
  private let journal: JournalSocket?
  private let isQuiet: Bool
  private var savedAt = ContinuousClock.now
  private var savedState: FollowState?
  private var toldProblems: [ReadProblem] = []
  /// Something could not be told or kept.
  private(set) var hasFailed = false

  /// The least time between two states where there are no news.
  private static let stateInterval = Duration.seconds(1)
  /// Problems that are not told again.
  private static let problemLimit = 64

  init(
    _ reporter: any StreamingReporter, state: StateFile?, journal: JournalSocket?, isQuiet: Bool
  ) {
    self.reporter = reporter
    self.state = state
    self.journal = journal
    self.isQuiet = isQuiet
  }

  /// Tells what is new.
  mutating func update(_ scan: FollowedScan) {
    tell(scan.takeProblems())
    let news = scan.takeNews()
    if news == nil, savedAt.duration(to: .now) < Self.stateInterval { return }
    save(scan.state) {
      if let news { $0.tell(news) }
    }
  }

  /// Tells what has come since, and the summary.
  mutating func finish(_ scan: FollowedScan) {
    tell(scan.takeProblems())
    let news = scan.takeNews()
    save(scan.state) {
      if let news { $0.tell(news) }
    }
    guard journal == nil else { return }
    var output = StandardStream.output
    reporter.writeEnd(scan.diagnosis, to: &output)
  }

  /// Keeps a state from the moment on at which something was told.
  private mutating func save(_ newState: FollowState, telling tell: (inout FollowReport) -> Void) {
    guard let state, newState != savedState else { return tell(&self) }
    let isPrepared = state.prepare(newState)
    tell(&self)
    if isPrepared, state.commit() { savedState = newState } else { hasFailed = true }
    savedAt = .now
  }

  private mutating func tell(_ news: FollowedNews) {
    let findings = news.findings.filter { $0.ignored == nil }
    let unexplained = news.unexplained.filter { $0.ignored == nil }
    if let journal {
      for finding in findings where finding.standing == .counts {
        note(journal.send(JournalRecord(finding)))
      }
      for kind in unexplained where kind.standing == .counts {
        note(journal.send(JournalRecord(kind)))
      }
      return
    }
    var text = ""
    for finding in findings {
      reporter.write(finding, among: news.diagnosis.findings, to: &text)
    }
    for kind in unexplained { reporter.write(kind, to: &text) }
    var output = StandardStream.output
    output.write(text)
  }

  private mutating func note(_ reason: String?) {
    guard let reason else { return }
    hasFailed = true
    tell([
      ReadProblem(
        source: "journal", message: "a finding could not be sent: \(reason)", kind: .failure)
    ])
  }

  private mutating func tell(_ problems: [ReadProblem]) {
    for problem in problems where !toldProblems.contains(problem) {
      toldProblems.append(problem)
      toldProblems.removeFirst(max(0, toldProblems.count - Self.problemLimit))
      var output = StandardStream.output
      if journal == nil { reporter.write(problem, to: &output) }
      if problem.kind == .failure || !isQuiet { StandardStream.tell(ProblemText.line(problem)) }
    }
  }
}
