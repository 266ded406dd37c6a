/// The entries of one boot as lines, with the memory that ``JournalText`` takes.
final class JournalBytes: ByteSource {
  private let reader: JournalReader
  private let boot: JournalBoot
  private let meter: LayerMeter
  /// Thrown at the end.
  private var failure: ReadFailure?

  /// Entries of the boot that were passed.
  private var passedCount = 0
  private var text = JournalText()

  /// Reads a boot.
  ///
  /// - Parameters:
  ///   - reader: at any place; nobody else uses it until this is read.
  ///   - boot: one that it holds.
  ///   - meter: counts the bytes.
  ///   - failure: why the boot is not whole, if that is known already.
  init(
    _ reader: JournalReader, boot: JournalBoot, meter: LayerMeter, failure: ReadFailure?
  ) {
    self.reader = reader
    self.boot = boot
    self.meter = meter
    self.failure = failure
  }

  var mayBlock: Bool { false }

  func isReadable(within milliseconds: Int32) -> Bool { true }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    while text.count == 0 {
      if passedCount < boot.entryCount {
        try advance()
        meter.add(text.take(reader))
        try meter.check()
      } else if text.hasPartials {
        text.endPartials()
      } else {
        try end()
        return .end
      }
    }
    return .bytes(text.give(to: buffer))
  }

  /// Goes to the boot's next entry.
  private func advance() throws(ReadFailure) {
    if passedCount == 0 {
      if reader.passedCount > boot.firstIndex { try reader.rewind() }
      while reader.passedCount < boot.firstIndex { try goOn() }
    }
    repeat { try goOn() } while reader.bootID != boot.id
    passedCount += 1
  }

  private func goOn() throws(ReadFailure) {
    guard try reader.next() else {
      throw .content("is damaged: entries that were there are not found again")
    }
  }

  private func end() throws(ReadFailure) {
    if let failure = failure.take() { throw failure }
    guard text.damagedCount > 0 else { return }
    throw .content(
      "is damaged: \(text.damagedCount) of \(boot.entryCount) entries could not be read")
  }
}
