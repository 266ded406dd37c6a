/// A journal file, as sd-journal can read it: one on disk, or a copy in memory.
///
/// sd-journal does not open a file that is shorter than its header says. Of one that is cut a copy is
/// made, which is filled up with NUL bytes.
final class JournalFile {
  let name: String
  /// What it says of itself.
  let header: JournalHeader

  private let storage: Storage
  private let budget: ArchiveBudget
  /// The memory that a copy takes, in bytes.
  private let held: Int

  private enum Storage {
    case file(DescriptorBytes)
    case copy(SharedMemory)
  }

  private init(
    _ name: String, _ header: JournalHeader, _ storage: Storage, held: Int, budget: ArchiveBudget
  ) {
    self.name = name
    self.header = header
    self.storage = storage
    self.held = held
    self.budget = budget
    budget.holdJournal(held)
  }

  deinit { budget.letGoJournal(held) }

  /// Takes a journal, as it lies on disk if it is a regular file there.
  ///
  /// - Parameters:
  ///   - content: the whole journal.
  ///   - layer: how many layers lie around it.
  ///   - budget: bounds what is copied; see ``ArchiveLimits/journalSize``.
  /// - Throws: why it cannot be read.
  convenience init(
    _ content: Content, layer: Int, budget: ArchiveBudget
  ) throws(ReadFailure) {
    guard let file = content.bytes.rewound() else {
      try self.init(content.name, copying: content.bytes, layer: layer, budget: budget)
      return
    }
    let header = try JournalHeader(of: file)
    guard let size = file.fileSize, size < header.size else {
      budget.consume(header.size)
      self.init(content.name, header, .file(file), held: 0, budget: budget)
      return
    }
    try self.init(content.name, copying: file, layer: layer, budget: budget)
  }

  private convenience init(
    _ name: String, copying source: any ByteSource, layer: Int, budget: ArchiveBudget
  ) throws(ReadFailure) {
    let copy = try SharedMemory()
    let limit = budget.journalRoom
    let input = LayerInput(source, layer: layer, budget: budget)
    let size = try copy.copy(input, limit: limit)
    let header = try JournalHeader(of: copy)
    guard max(size, header.size) <= limit else {
      throw .content("is a journal of more than \(limit) bytes, too large for a copy in memory")
    }
    try copy.extend(to: max(size, header.size))
    self.init(name, header, .copy(copy), held: max(size, header.size), budget: budget)
  }

  /// How many of the entries that it should hold it does not; to be asked while a copy has a name.
  func countMissing() throws(ReadFailure) -> Int {
    let reader = try JournalReader([self])
    var count = 0
    while try reader.next() { count += 1 }
    return max(0, header.entryCount - count)
  }

  /// A descriptor of it, the caller's to close.
  func duplicateNumber() throws(ReadFailure) -> Int32 {
    switch storage {
    case .file(let bytes): try bytes.duplicateNumber()
    case .copy(let copy): try copy.descriptor.duplicateNumber()
    }
  }

  /// Gives a copy a name, which it must have while it is opened; nil for what has one. To be called
  /// once.
  func link() throws(ReadFailure) -> SharedMemory.Link? {
    guard case .copy(let copy) = storage else { return nil }
    return try copy.link()
  }
}
