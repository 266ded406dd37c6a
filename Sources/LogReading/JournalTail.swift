/// The entries of one boot as lines, as they are written; it ends where an entry of another boot comes.
///
/// Memory: that of ``JournalText``, lines of 64 KiB and of one entry more, and where the last entries end,
/// ``markLimit`` of them at most.
final class JournalTail: ByteSource {
  /// The entries of which is known where they end; when there are so many, half of them are forgotten.
  static let markLimit = 8192
  /// The entries after which nothing is waited for that is to complete a message in parts.
  static let patience = 4096
  /// The bytes of lines that are made at a time.
  private static let readSize = 64 << 10

  let boot: JournalBootID
  private let program: [UInt8]?
  private let reader: JournalReader
  /// The reader's current entry was not taken yet.
  private var hasCurrent = true
  /// The reader's current entry is of another boot.
  private(set) var isOver = false
  private var failure: ReadFailure?

  private var text = JournalText()
  /// Where the lines end that were made.
  private(set) var end: Mark
  /// Ends of entries behind which no message in parts is open.
  private var marks: [Mark]
  /// Entries that were taken since a message in parts began.
  private var partialAge = 0

  /// Where the lines of entries that were read end.
  struct Mark {
    var byteOffset = 0
    /// The number of the next line.
    var line = 1
    /// The last of the entries; nil if there is none.
    var cursor: String?
  }

  /// Reads a boot on from a reader's current entry.
  ///
  /// - Parameters:
  ///   - reader: nobody else uses it until this has ended.
  ///   - boot: that of the entry.
  ///   - mark: what stands before the entry.
  ///   - program: whose entries are left out.
  init(_ reader: JournalReader, boot: JournalBootID, after mark: Mark, ignoring program: [UInt8]?) {
    self.reader = reader
    self.boot = boot
    self.program = program
    end = mark
    marks = [mark]
  }

  var mayBlock: Bool { true }

  /// Whether there are lines, or the end, or a reason why there are none; never waits.
  func isReadable(within milliseconds: Int32) -> Bool {
    guard text.count == 0, !isOver, failure == nil else { return true }
    do throws(ReadFailure) {
      try fill()
    } catch {
      failure = error
    }
    return text.count > 0 || isOver || failure != nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    if text.count > 0 { return .bytes(text.give(to: buffer)) }
    if let failure { throw failure }
    return isOver ? .end : .interrupted
  }

  private func fill() throws(ReadFailure) {
    while text.count < Self.readSize {
      if !hasCurrent {
        guard try reader.nextWritten() else { return }
        hasCurrent = true
      }
      // Of what cannot be read, the boot is unknown, too.
      if let id = reader.bootID, id != boot {
        text.endPartials()
        isOver = true
        return
      }
      take()
      hasCurrent = false
    }
  }

  private func take() {
    let before = text.count
    _ = text.take(reader, ignoring: program)
    if text.hasPartials {
      partialAge += 1
      if partialAge == Self.patience { text.endPartials() }
    }
    let added = text.count - before
    end.byteOffset += added
    end.line += text.lineCount(ofLast: added)
    end.cursor = reader.cursor ?? end.cursor
    guard !text.hasPartials else { return }
    partialAge = 0
    if marks.count == Self.markLimit { marks.removeFirst(Self.markLimit / 2) }
    marks.append(end)
  }

  /// The last end of an entry at or before a byte, or the oldest that is known; those before it are
  /// forgotten.
  func mark(atOrBefore byteOffset: Int) -> Mark {
    marks.removeFirst(marks.lastIndex { $0.byteOffset <= byteOffset } ?? 0)
    return marks.first ?? end
  }
}
