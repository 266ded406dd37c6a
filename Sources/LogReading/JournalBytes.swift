/// The entries of one boot as lines; see ``JournalEntry``.
///
/// What container runtimes have cut comes as one message (Docker's journald driver, after 48 KiB).
/// Memory: an entry, and what is cut of ``partialLimit`` containers, each ``JournalExport/sizeLimit``
/// bytes at most.
final class JournalBytes: ByteSource {
  /// The containers that messages in parts are kept of.
  static let partialLimit = 16

  private let reader: JournalReader
  private let boot: JournalBoot
  private let meter: LayerMeter
  /// Thrown at the end.
  private var failure: ReadFailure?

  /// Entries of the boot that were passed, and those of them that could not be read.
  private var passedCount = 0
  private var damagedCount = 0
  /// Messages that go on in their containers' next entries, by container.
  private var partials: [[UInt8]: (entry: JournalEntry, stamp: [UInt8])] = [:]
  private var stamp = JournalStamp()
  /// Lines, and how many of their bytes were given.
  private var text: [UInt8] = []
  private var given = 0

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
    while given == text.count {
      text.removeAll(keepingCapacity: true)
      given = 0
      if passedCount < boot.entryCount {
        try advance()
        takeEntry()
        try meter.check()
      } else if partials.isEmpty {
        try end()
        return .end
      } else {
        let parts = partials.values.sorted { $0.stamp.lexicographicallyPrecedes($1.stamp) }
        for part in parts {
          part.entry.write(at: part.stamp, to: &text)
        }
        partials.removeAll()
      }
    }
    let count = min(buffer.count, text.count - given)
    text.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[given..<(given + count)])) }
    given += count
    return .bytes(count)
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

  private func takeEntry() {
    var entry = JournalEntry()
    let hasFields = reader.forEachField {
      entry.take($0)
      meter.add($0.count)
    }
    let time = reader.microseconds
    if !hasFields || time == nil { damagedCount += 1 }
    let stamp = stamp.text(for: time ?? 0)
    if let message = entry.message, let begun = partials.removeValue(forKey: entry.containerID) {
      var whole = begun.entry
      whole.append(message)
      whole.isPartial = entry.isPartial
      put(whole, at: begun.stamp)
    } else {
      put(entry, at: stamp)
    }
  }

  private func put(_ entry: JournalEntry, at stamp: [UInt8]) {
    if entry.isPartial, !entry.containerID.isEmpty, partials.count < Self.partialLimit {
      partials[entry.containerID] = (entry, stamp)
    } else {
      entry.write(at: stamp, to: &text)
    }
  }

  private func end() throws(ReadFailure) {
    if let failure = failure.take() { throw failure }
    guard damagedCount > 0 else { return }
    throw .content("is damaged: \(damagedCount) of \(boot.entryCount) entries could not be read")
  }
}
