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

  /// Takes note of a step of reading, which may have found nothing, and after which `bytes` bytes have
  /// been read.
  mutating func note(isIdle: Bool, bytes: Int) {
    let now = ContinuousClock.now
    guard isIdle || now - checked >= .milliseconds(Int(Doctor.patience)) else { return }
    isSlow = isIdle || bytes - self.bytes < Self.slowBytes
    checked = now
    self.bytes = bytes
  }
}
