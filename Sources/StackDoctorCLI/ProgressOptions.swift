internal import ArgumentParser
internal import Reporting
internal import StackDoctor

/// Whether a long scan shows how far it is.
struct ProgressOptions: ParsableArguments {
  @Flag(help: "Do not show on a terminal how far a long scan is.")
  var noProgress = false

  /// The line on standard error; nil where nobody looks at it or it is not wanted.
  func display(isQuiet: Bool) -> ProgressDisplay? {
    let stream = StandardStream.error
    guard !noProgress, !isQuiet, stream.isTerminal, Environment.value("TERM") != "dumb" else {
      return nil
    }
    return ProgressDisplay()
  }
}

/// The last line of the terminal while a scan runs.
struct ProgressDisplay {
  private let start = ContinuousClock.now
  private var line = ProgressLine()

  /// Shows how far the scan is, if it takes long.
  mutating func update(_ progress: borrowing ScanProgress) {
    let elapsed = ContinuousClock.now - start
    // Sizes are looked up by then.
    guard elapsed >= ProgressLine.patience else { return }
    var stream = StandardStream.error
    let text = line.update(
      position: progress.position, size: progress.size, elapsed: elapsed,
      width: stream.columns ?? 80)
    if let text { stream.write(text) }
  }

  /// Takes the line away.
  mutating func clear() {
    guard let text = line.clear() else { return }
    var stream = StandardStream.error
    stream.write(text)
  }
}
