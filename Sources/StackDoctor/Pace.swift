internal import LogReading

/// Whether a source delivers so slowly that somebody waits for its lines.
struct Pace {
  /// More than this in ``Doctor/patience`` milliseconds is no log that is being written.
  private static let slowBytes = 256 << 10

  /// The source was silent, or slow, when it was looked at last.
  private(set) var isSlow = false
  private var checked = ContinuousClock.now
  private var bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  /// Takes note of a step of reading, after which `bytes` bytes have been read.
  mutating func note(_ step: ChunkReader.Progress, bytes: Int) {
    let now = ContinuousClock.now
    guard step == .idle || now - checked >= .milliseconds(Int(Doctor.patience)) else { return }
    isSlow = step == .idle || bytes - self.bytes < Self.slowBytes
    checked = now
    self.bytes = bytes
  }
}
