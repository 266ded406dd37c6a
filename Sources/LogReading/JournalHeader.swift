/// What the header of a journal file says (systemd's docs, JOURNAL_FILE_FORMAT), as far as it is looked
/// at before sd-journal reads the file.
struct JournalHeader: Equatable {
  /// Where the file's last object ends, by what the header says.
  var size: Int
  /// How many entries the file has, by what the header says.
  var entryCount: Int
  /// Offsets have four bytes, and not eight.
  var isCompact: Bool
  /// The arrays that the list of entries is made of, each with its header, as far as they can be found.
  var arrays: [Range<Int>] = []

  /// The arrays that a list of entries may be made of; each is twice as long as the one before.
  static let arrayLimit = 1024
  /// The header of systemd 187, without which no journal is read.
  private static let minimumSize = 208
  static let arrayHeaderSize = 24
  private static let arrayType: UInt8 = 6

  /// Reads a header, and follows the list of entries: a list that leads back to itself would hold
  /// sd-journal up for ages.
  ///
  /// - Throws: why the file is no journal that can be read.
  init(of file: some BytesAtOffsets) throws(ReadFailure) {
    let head = file.bytes(0..<Self.minimumSize)
    guard head.count == Self.minimumSize else { throw .content("is damaged: it is cut short") }
    let headerSize = head.number(at: 88, width: 8)
    let (size, isTooLarge) = headerSize.addingReportingOverflow(head.number(at: 96, width: 8))
    guard headerSize >= Self.minimumSize, !isTooLarge else {
      throw .content("is damaged: its size cannot be")
    }
    self.size = size
    // An entry takes 64 bytes and more.
    entryCount = min(head.number(at: 152, width: 8), size / 64)
    isCompact = head.number(at: 12, width: 4) & 0x10 != 0
    var next = head.number(at: 176, width: 8)
    for _ in 0..<Self.arrayLimit {
      guard next > arrays.last?.lowerBound ?? 0 else {
        if next == 0 { return }
        break
      }
      // What lies behind the file's end, or is no array, sd-journal does not go on with.
      guard next <= size - Self.arrayHeaderSize,
        case let array = file.bytes(next..<(next + Self.arrayHeaderSize)),
        array.count == Self.arrayHeaderSize, array[0] == Self.arrayType
      else { return }
      let arraySize = max(Self.arrayHeaderSize, array.number(at: 8, width: 8))
      arrays.append(next..<(next + min(arraySize, size - next)))
      next = array.number(at: 16, width: 8)
    }
    throw .content("is damaged: its list of entries leads back to itself")
  }
}

/// Something that can be read at any place.
protocol BytesAtOffsets: AnyObject {
  /// Reads the bytes from an offset on, as many as there are and there is room for; returns how many.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int
}

extension BytesAtOffsets {
  /// The bytes of a range, as far as there are some.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      count = read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}

extension [UInt8] {
  /// The number of so many bytes at an offset, the lowest first, or the largest that there is; bytes that
  /// are missing are 0.
  func number(at offset: Int, width: Int) -> Int {
    var value: UInt64 = 0
    for index in (offset..<(offset + width)).reversed() {
      value = value << 8 | (index < count ? UInt64(self[index]) : 0)
    }
    return Int(clamping: value)
  }
}

extension DescriptorBytes: BytesAtOffsets {}
extension SharedMemory: BytesAtOffsets {}
