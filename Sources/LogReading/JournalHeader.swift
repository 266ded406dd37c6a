/// What the header of a journal file says (systemd's docs, JOURNAL_FILE_FORMAT), as far as it is looked
/// at before sd-journal reads the file.
struct JournalHeader: Equatable {
  /// Where the file's last object ends, by what the header says.
  var size: Int
  /// How many entries the file has, by what the header says.
  var entryCount: Int

  /// The arrays that a list of entries may be made of; each is twice as long as the one before.
  static let arrayLimit = 1024
  /// The header of systemd 187, without which no journal is read.
  private static let minimumSize = 208
  private static let arrayHeaderSize = 24
  private static let arrayType: UInt8 = 6

  /// Reads a header, and follows the list of entries: a list that leads back to itself would hold
  /// sd-journal up for ages.
  ///
  /// - Throws: why the file is no journal that can be read.
  init(of file: some BytesAtOffsets) throws(ReadFailure) {
    func number(at offset: Int) -> UInt64? {
      var value: UInt64 = 0
      let count = withUnsafeMutableBytes(of: &value) { file.read(at: offset, into: $0) }
      return count == 8 ? UInt64(littleEndian: value) : nil
    }
    guard let headerSize = number(at: 88), let arenaSize = number(at: 96),
      let entries = number(at: 152), let list = number(at: 176),
      number(at: Self.minimumSize - 8) != nil
    else { throw .content("is damaged: it is cut short") }
    let (size, isTooLarge) = headerSize.addingReportingOverflow(arenaSize)
    guard headerSize >= Self.minimumSize, !isTooLarge, size <= UInt64(Int.max) else {
      throw .content("is damaged: its size cannot be")
    }
    self.size = Int(size)
    // An entry takes 64 bytes and more.
    entryCount = Int(clamping: min(entries, size / 64))

    var last: UInt64 = 0
    var next = list
    for _ in 0..<Self.arrayLimit {
      guard next > 0 else { return }
      guard next > last else { break }
      // What lies behind the file's end, or is no list, sd-journal does not go on with.
      guard next < size - UInt64(Self.arrayHeaderSize), let header = number(at: Int(next)),
        UInt8(truncatingIfNeeded: header) == Self.arrayType,
        let following = number(at: Int(next) + Self.arrayHeaderSize - 8)
      else { return }
      (last, next) = (next, following)
    }
    throw .content("is damaged: its list of entries leads back to itself")
  }
}

/// Something that can be read at any place.
protocol BytesAtOffsets {
  /// Reads the bytes from an offset on, as many as there are and there is room for; returns how many.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int
}

extension DescriptorBytes: BytesAtOffsets {}
extension SharedMemory: BytesAtOffsets {}
