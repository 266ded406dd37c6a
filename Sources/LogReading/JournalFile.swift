/// A journal file, as sd-journal can read it: one on disk, or a copy in memory.
///
/// sd-journal does not open a file that is shorter than its header says, and does not bear all that a file
/// may hold (``JournalInspection``). Of such a file a copy is made, which is filled up with NUL bytes, and
/// in which what must not be read is marked as unused.
final class JournalFile {
  let name: String
  /// What it says of itself.
  let header: JournalHeader
  /// The entries of which some field cannot be read.
  let damagedEntryCount: Int

  private let storage: Storage
  private let budget: ArchiveBudget
  /// The memory that a copy takes, in bytes.
  private let held: Int

  private enum Storage {
    case file(DescriptorBytes)
    case copy(SharedMemory)
  }

  private init(
    _ name: String, _ header: JournalHeader, damagedEntryCount: Int, _ storage: Storage, held: Int,
    budget: ArchiveBudget
  ) {
    self.name = name
    self.header = header
    self.damagedEntryCount = damagedEntryCount
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
    if let size = file.fileSize, header.size <= size {
      let findings = try JournalInspection.findings(of: file, header)
      if findings.harmful.isEmpty {
        budget.consume(header.size)
        self.init(
          content.name, header, damagedEntryCount: findings.damagedEntryCount, .file(file), held: 0,
          budget: budget)
        return
      }
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
    let damagedEntryCount = try Self.repair(copy, header)
    self.init(
      name, header, damagedEntryCount: damagedEntryCount, .copy(copy), held: max(size, header.size),
      budget: budget)
  }

  /// Marks what must not be read as unused, which may bring forth more of it.
  ///
  /// - Returns: how many entries were damaged.
  private static func repair(
    _ copy: SharedMemory, _ header: JournalHeader
  ) throws(ReadFailure) -> Int {
    let first = try JournalInspection.findings(of: copy, header)
    var findings = first
    for _ in 0..<repairLimit where !findings.harmful.isEmpty {
      for offset in findings.harmful { try copy.clearByte(at: offset) }
      findings = try JournalInspection.findings(of: copy, header)
    }
    guard findings.harmful.isEmpty else {
      throw .content("is damaged throughout, and was not read")
    }
    return first.damagedEntryCount
  }

  /// How often a copy is looked at again.
  private static let repairLimit = 4

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

  /// Gives a copy a name, which it must have while it is opened; nil for what has one.
  ///
  /// To be called once.
  func link() throws(ReadFailure) -> SharedMemory.Link? {
    guard case .copy(let copy) = storage else { return nil }
    return try copy.link()
  }
}
