/// Entries of a journal as lines; see ``JournalEntry``.
///
/// What container runtimes have cut comes as one message (Docker's journald driver, after 48 KiB).
/// Memory: an entry, and what is cut of ``partialLimit`` containers, each ``JournalExport/sizeLimit``
/// bytes at most.
struct JournalText {
  /// The containers that messages in parts are kept of.
  static let partialLimit = 16

  /// Entries that could not be read whole.
  private(set) var damagedCount = 0
  /// Messages that go on in their containers' next entries, by container.
  private var partials: [[UInt8]: (entry: JournalEntry, stamp: [UInt8])] = [:]
  private var stamp = JournalStamp()
  /// Lines, and how many of their bytes were given.
  private var text: [UInt8] = []
  private var given = 0

  /// How many bytes can be given.
  var count: Int { text.count - given }

  /// Whether the rest of some message has to come.
  var hasPartials: Bool { !partials.isEmpty }

  /// Takes a reader's current entry, unless it is a program's that is left out.
  ///
  /// - Returns: how many bytes its fields have.
  mutating func take(_ reader: JournalReader, ignoring program: [UInt8]? = nil) -> Int {
    var entry = JournalEntry()
    var size = 0
    let hasFields = reader.forEachField {
      entry.take($0)
      size += $0.count
    }
    let time = reader.microseconds
    if !hasFields || time == nil { damagedCount += 1 }
    if let program, entry.isWritten(by: program) { return size }
    let stamp = stamp.text(for: time ?? 0)
    if let message = entry.message, let begun = partials.removeValue(forKey: entry.containerID) {
      var whole = begun.entry
      whole.append(message)
      whole.isPartial = entry.isPartial
      put(whole, at: begun.stamp)
    } else {
      put(entry, at: stamp)
    }
    return size
  }

  private mutating func put(_ entry: JournalEntry, at stamp: [UInt8]) {
    if entry.isPartial, !entry.containerID.isEmpty, partials.count < Self.partialLimit {
      partials[entry.containerID] = (entry, stamp)
    } else {
      makeRoom()
      entry.write(at: stamp, to: &text)
    }
  }

  /// Gives up waiting for the rest of messages.
  mutating func endPartials() {
    makeRoom()
    for part in partials.values.sorted(by: { $0.stamp.lexicographicallyPrecedes($1.stamp) }) {
      part.entry.write(at: part.stamp, to: &text)
    }
    partials.removeAll()
  }

  private mutating func makeRoom() {
    guard given == text.count else { return }
    text.removeAll(keepingCapacity: true)
    given = 0
  }

  /// Gives all of them.
  mutating func giveAll() -> [UInt8] {
    defer { given = text.count }
    return Array(text[given...])
  }

  /// The lines in the last of the bytes that can be given.
  func lineCount(ofLast count: Int) -> Int {
    text.suffix(count).count { $0 == UInt8(ascii: "\n") }
  }

  /// Gives the bytes that were not given yet, as many as there is room for; returns how many.
  mutating func give(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, count)
    text.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[given..<(given + count)])) }
    given += count
    return count
  }
}
