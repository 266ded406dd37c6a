internal import ArgumentParser
internal import FailureRules
internal import Findings
internal import Reporting

/// What is known already, and where that is written down.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What this file knows does not count, and is shown in short.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Write all that is found to a baseline; none of it counts this time.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var writeBaseline: String?

  /// The baseline to hold a scan against; one that cannot be used ends the program.
  func load() -> Baseline? {
    guard let baseline else { return nil }
    do {
      let text = try TextFile.read(baseline, sizeLimit: BaselineFile.sizeLimit + 1)
      guard text.utf8.count <= BaselineFile.sizeLimit else {
        fail(baseline, "has more than \(BaselineFile.sizeLimit) bytes, expected that many at most")
      }
      return try BaselineFile.baseline(in: text)
    } catch {
      fail(baseline, "\(error)")
    }
  }

  /// The file to write; ends the program if that could not be written.
  func target() -> OutputFile? {
    guard let file = writeBaseline.map(OutputFile.init) else { return nil }
    guard let reason = file.obstacle() else { return file }
    tell(file.path, "the baseline cannot be written: \(reason)")
    StackDoctorCommand.exit(.unreadable)
  }

  /// Writes a baseline of all that was found; false if that fails, which is told.
  func write(_ diagnosis: Diagnosis, to file: OutputFile?) -> Bool {
    guard let file, let reason = file.write(BaselineFile.text(of: Baseline(of: diagnosis))) else {
      return true
    }
    tell(file.path, "the baseline cannot be written: \(reason)")
    return false
  }

  private func fail(_ path: String, _ message: String) -> Never {
    tell(path, message)
    StackDoctorCommand.exit(.usage)
  }

  private func tell(_ path: String, _ message: String) {
    StandardStream.tell("\(path): \(message)")
  }
}
