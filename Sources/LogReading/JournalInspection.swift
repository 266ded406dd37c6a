/// Looks for what in a journal file (systemd's docs, JOURNAL_FILE_FORMAT) sd-journal would not bear: it ends
/// the program where compressed data is cut, and follows entries of any size.
///
/// What is looked at is what reading all entries comes upon. Memory: the offsets of ``knownLimit`` fields.
struct JournalInspection {
  /// What a journal holds that is not to be read.
  struct Findings: Equatable {
    /// The offsets of objects that sd-journal must not come upon.
    var harmful: Set<Int> = []
    /// The entries of which some field is damaged, or harmful.
    var damagedEntryCount = 0
  }

  /// The fields that are known to be whole; those of other entries often are the same.
  private static let knownLimit = 1 << 16
  /// The blocks of compressed data that are followed, for each 16 bytes of a file, and for itself.
  private static let blockLimit = 1 << 20
  /// Most harmful objects that are kept.
  private static let harmfulLimit = 1 << 16

  private static let dataType: UInt8 = 1
  private static let entryType: UInt8 = 3
  private static let zstdFlag = 4
  private static let entryHeaderSize = 64

  private let header: JournalHeader
  private let file: any BytesAtOffsets
  private var findings = Findings()
  private var known: Set<Int> = []
  private var blocksLeft: Int
  private var lastEnd = 0

  private init(_ header: JournalHeader, _ file: any BytesAtOffsets) {
    self.header = header
    self.file = file
    blocksLeft = Self.blockLimit + header.size / 16
  }

  /// Looks at all entries of a file with a header.
  ///
  /// - Returns: what is not to be read.
  /// - Throws: if that is more than can be told.
  static func findings(
    of file: any BytesAtOffsets, _ header: JournalHeader
  ) throws(ReadFailure) -> Findings {
    var inspection = JournalInspection(header, file)
    try inspection.inspect()
    return inspection.findings
  }

  private mutating func inspect() throws(ReadFailure) {
    let width = header.isCompact ? 4 : 8
    var left = header.entryCount
    for array in header.arrays {
      let count = min(left, (array.count - JournalHeader.arrayHeaderSize) / width)
      left -= count
      var index = 0
      while index < count {
        let piece = min(count - index, 1024)
        let start = array.lowerBound + JournalHeader.arrayHeaderSize + index * width
        let offsets = file.bytes(start..<(start + piece * width))
        for number in 0..<piece {
          let offset = offsets.number(at: number * width, width: width)
          if offset > 0, offset <= header.size - Self.entryHeaderSize {
            try inspectEntry(at: offset)
          }
        }
        index += piece
      }
    }
  }

  private mutating func inspectEntry(at offset: Int) throws(ReadFailure) {
    let head = file.bytes(offset..<(offset + 16))
    // sd-journal passes over what is no entry, and what is not there.
    guard head.first == Self.entryType else { return }
    let width = header.isCompact ? 4 : 16
    let size = head.number(at: 8, width: 8)
    let limit = Self.entryHeaderSize + JournalReader.fieldLimit * width
    guard size >= Self.entryHeaderSize, size <= min(limit, header.size - offset), offset >= lastEnd
    else {
      return try noteHarmful(offset)
    }
    lastEnd = offset + size
    let items = file.bytes((offset + Self.entryHeaderSize)..<lastEnd)
    var isWhole = true
    for start in stride(from: 0, through: size - Self.entryHeaderSize - width, by: width) {
      let field = items.number(at: start, width: min(width, 8))
      if try !isFieldWhole(at: field) { isWhole = false }
    }
    if !isWhole { findings.damagedEntryCount += 1 }
  }

  private mutating func isFieldWhole(at offset: Int) throws(ReadFailure) -> Bool {
    if known.contains(offset) { return true }
    guard offset <= header.size - 16, !findings.harmful.contains(offset) else { return false }
    let head = file.bytes(offset..<(offset + 16))
    let size = head.number(at: 8, width: 8)
    let start = header.isCompact ? 72 : 64
    guard head.first == Self.dataType, size > start, size <= header.size - offset else {
      return false
    }
    if head.number(at: 1, width: 1) & Self.zstdFlag != 0 {
      guard try isFrameWhole((offset + start)..<(offset + size)) else {
        try noteHarmful(offset)
        return false
      }
    }
    if known.count == Self.knownLimit { known.removeAll(keepingCapacity: true) }
    known.insert(offset)
    return true
  }

  /// Whether a frame of zstd (RFC 8878, section 3.1.1) ends where its blocks say.
  private mutating func isFrameWhole(_ range: Range<Int>) throws(ReadFailure) -> Bool {
    let head = file.bytes(range.lowerBound..<min(range.upperBound, range.lowerBound + 5))
    // What begins with something else sd-journal does not take for a frame.
    guard head.count == 5 else { return false }
    guard head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { return true }
    let descriptor = Int(head[4])
    let isSingleSegment = descriptor & 0x20 != 0
    let sizeLength = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]
    let checksumLength = descriptor & 4 != 0 ? 4 : 0
    var offset = range.lowerBound + 5 + (isSingleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]
    offset += sizeLength
    while offset + 3 <= range.upperBound {
      guard blocksLeft > 0 else { throw Self.excess }
      blocksLeft -= 1
      let block = file.bytes(offset..<(offset + 3)).number(at: 0, width: 3)
      // A block of one byte, repeated, stands for many.
      offset += 3 + ((block >> 1) & 3 == 1 ? 1 : block >> 3)
      if block & 1 != 0 { return offset + checksumLength <= range.upperBound }
    }
    return false
  }

  private mutating func noteHarmful(_ offset: Int) throws(ReadFailure) {
    guard findings.harmful.count < Self.harmfulLimit else { throw Self.excess }
    findings.harmful.insert(offset)
  }

  private static var excess: ReadFailure { .content("is damaged throughout, and was not read") }
}
