internal import Findings
internal import LogReading
internal import Reporting

/// The reports that a scan leaves in files.
struct ReportFiles {
  private let files: [ReportFile]
  /// The file of a GitHub step's summary, to which others may have written.
  private let summary: String?
  /// The most that GitHub takes for one step (docs.github.com, workflow commands).
  private static let summaryLimit = 1 << 20

  init(_ files: [ReportFile], summary: String?) {
    self.files = files
    self.summary = summary
  }

  /// Ends the program if a report could not be written, before a long scan is in vain.
  func check() {
    let failures = files.map { told($0.file.obstacle(), about: $0.file.path) }
    let isSummaryBad = summary.map { told(OutputFile.append("", to: $0), about: $0) } ?? false
    if failures.contains(true) || isSummaryBad { StackDoctorCommand.exit(.unreadable) }
  }

  /// Writes all of them, and tells on standard error what was not written.
  ///
  /// - Returns: whether all are written.
  func write(_ diagnosis: Diagnosis) -> Bool {
    var isGood = true
    for file in files where told(file.write(diagnosis), about: file.file.path) { isGood = false }
    guard let summary else { return isGood }
    var text = ""
    MarkdownReporter(byteLimit: Self.summaryLimit - OutputFile.size(of: summary))
      .write(diagnosis, to: &text)
    return !told(OutputFile.append(text, to: summary), about: summary) && isGood
  }

  /// Tells why a file is not written; false if there is no reason.
  private func told(_ reason: String?, about path: String) -> Bool {
    guard let reason else { return false }
    let problem = ReadProblem(
      source: path, message: "the report cannot be written: \(reason)", kind: .failure)
    StandardStream.tell(ProblemText.line(problem))
    return true
  }
}
