/// What the first bytes of a file, or of an archive's member, show it to be.
enum ContentKind: Equatable {
  case text
  /// Text that is to be converted.
  case utf16(UTF16Decoder.ByteOrder)
  /// What it is, for a message.
  case binary(String)
  case compressed(Compression)
  case archive(Format)
  /// One of systemd-journald's files.
  case journal

  /// The forms of compressed data: gzip's, that of RFC 1952, .xz, and those that are left to libarchive.
  enum Compression: String { case gzip, xz, bzip2, zstd, lz4, lzip, compress }

  /// The forms of archives, as their files begin.
  enum Format: String {
    case tar, cpio, zip
    case sevenZip = "7z"
  }

  /// Takes a look at a beginning of ``PeekedBytes/limit`` bytes, or at all if that is less.
  init(of head: Span<UInt8>) {
    if let compression = Self.compressions.first(where: { Self.begins(head, with: $0.0) })?.1 {
      self = .compressed(compression)
    } else if let format = Self.archives.first(where: { Self.begins(head, with: $0.0) })?.1 {
      self = .archive(format)
    } else if Self.begins(head, with: Self.journalMagic) {
      self = .journal
    } else if Self.isTar(head) {
      self = .archive(.tar)
    } else if Self.isCPIO(head) {
      self = .archive(.cpio)
    } else if let order = Self.byteOrder(of: head) {
      self = .utf16(order)
    } else {
      self = BinaryContent.kind(of: head).map(ContentKind.binary) ?? .text
    }
  }

  /// Whether more of the beginning could show that this is no text.
  ///
  /// - Parameter head: what is there of it; a line that is still being written, as a rule.
  /// - Returns: false for what is surely text, and for what is known.
  static func needsMore(of head: Span<UInt8>) -> Bool {
    if head.isEmpty { return true }
    let magics =
      compressions.map(\.0) + archives.map(\.0) + BinaryContent.byteMagics.map(\.0)
      + [bigEndianMark, journalMagic]
    if magics.contains(where: { head.count < $0.count && begins(head, with: $0.prefix(head.count)) }
    ) {
      return true
    }
    // A tar's first member has its name in front, filled up with NUL.
    let lineEnd = head.firstOffset(of: UInt8(ascii: "\n"), from: 0) ?? head.count
    let hasNUL = head.extracting(0..<lineEnd).firstOffset(of: 0, from: 0) != nil
    return hasNUL && head.count < tarMagicOffset + 5
      || head.count < cpioHeaderSize && isBeginOfCPIO(head)
  }

  private static let compressions: [([UInt8], Compression)] =
    [
      ([0x1F, 0x8B, 0x08], .gzip), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
      ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x04, 0x22, 0x4D, 0x18], .lz4),
      (Array("LZIP".utf8) + [1], .lzip), ([0x1F, 0x9D], .compress),
    ]
    // A level and the first block's magic; three letters could begin a log.
    + (1...9).map { (Array("BZh\($0)1AY&SY".utf8), .bzip2) }
  private static let archives: [([UInt8], Format)] = [
    ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
    // cpio's oldest form, little end first.
    ([0xC7, 0x71], .cpio),
  ]
  /// `LPKSHHRH`, by systemd's docs, JOURNAL_FILE_FORMAT.
  private static let journalMagic = Array("LPKSHHRH".utf8)
  private static let bigEndianMark: [UInt8] = [0xFE, 0xFF]
  private static let tarMagicOffset = 257
  /// The size of the header of POSIX.1's cpio format; that of SVR4 is longer.
  private static let cpioHeaderSize = 76

  /// What the byte order mark of UTF-16 shows; that of UTF-32 may begin with the same two bytes.
  private static func byteOrder(of head: Span<UInt8>) -> UTF16Decoder.ByteOrder? {
    if begins(head, with: bigEndianMark) { return .bigEndian }
    let isUTF32 = begins(head, with: [0xFF, 0xFE, 0, 0])
    return begins(head, with: [0xFF, 0xFE]) && !isUTF32 ? .littleEndian : nil
  }

  private static func begins(_ head: Span<UInt8>, with magic: some RandomAccessCollection<UInt8>)
    -> Bool
  {
    guard head.count >= magic.count else { return false }
    for (index, byte) in magic.enumerated() where head[index] != byte { return false }
    return true
  }

  private static func isTar(_ head: Span<UInt8>) -> Bool {
    head.count > tarMagicOffset + 5 && head.matches("ustar", at: tarMagicOffset)
  }

  /// cpio's headers of digits; a log could begin with the first six.
  private static func isCPIO(_ head: Span<UInt8>) -> Bool {
    head.count >= cpioHeaderSize && isBeginOfCPIO(head)
  }

  private static func isBeginOfCPIO(_ head: Span<UInt8>) -> Bool {
    guard head.matches("07070", at: 0) else { return false }
    for index in 0..<min(head.count, cpioHeaderSize) {
      switch head[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        continue
      default: return false
      }
    }
    return true
  }
}
