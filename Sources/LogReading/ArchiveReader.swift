internal import CArchive

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One layer around logs, compressed data or an archive, which libarchive reads from front to back.
///
/// As a source of bytes it is the member that was asked for last. Memory: ``blockSize``, and what the
/// form asks for; a dictionary of xz or zstd may have many MiB.
final class ArchiveReader: ByteSource {
  /// What is read at a time of what lies around, in bytes.
  static let blockSize = 128 << 10

  /// Something that an archive holds.
  struct Member {
    enum Kind { case file, directory, link, special }

    var name: String
    var kind: Kind
    /// In bytes, if the archive says so before the member's content.
    var size: Int?
  }

  private let archive: OpaquePointer
  private let source: any ByteSource
  /// The source, if it can be read at any place.
  private let seekable: DescriptorBytes?
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 64)
  private let budget: ArchiveBudget
  private let layer: Int
  /// Why the source could not be read.
  private var sourceFailure: ReadFailure?
  /// Nothing more can be read.
  private(set) var isBroken = false

  /// What libarchive has lent of the member, and the hole before it.
  private var data = UnsafeRawBufferPointer(start: nil, count: 0)
  private var hole = 0
  /// How many bytes of the member were given.
  private var given = 0
  /// Thrown by the next read.
  private var failure: ReadFailure?

  /// Begins to read a layer.
  ///
  /// - Parameters:
  ///   - bytes: the whole layer.
  ///   - format: the archive's form; nil for compressed data, which is one member.
  ///   - layer: how many layers lie around it.
  ///   - budget: that of the file.
  /// - Throws: why there is nothing to be read.
  init(
    _ bytes: PeekedBytes, format: ContentKind.Format?, layer: Int, budget: ArchiveBudget
  ) throws(ReadFailure) {
    guard let archive = archive_read_new() else { throw .system(SystemError(number: ENOMEM)) }
    self.archive = archive
    self.budget = budget
    self.layer = layer
    seekable = Self.rewind(bytes)
    source = seekable ?? bytes
    Self.choose(format, for: archive)
    if format == .sevenZip, seekable == nil {
      isBroken = true
      throw .content("is a 7z archive, which can be read from a file of its own only")
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    if seekable != nil {
      archive_read_set_seek_callback(archive) { _, context, offset, origin in
        context.map { ArchiveReader.at($0).seek(to: Int(offset), from: origin) } ?? -1
      }
    }
    let status = archive_read_open2(
      archive, context, nil,
      { _, context, bytes in context.map { ArchiveReader.at($0).readBlock(bytes) } ?? -1 },
      { _, context, count in context.map { ArchiveReader.at($0).skip(Int(count)) } ?? 0 }, nil)
    guard status >= ARCHIVE_WARN else { throw fail(status) }
  }

  deinit {
    archive_read_free(archive)
    block.deallocate()
  }

  private static func choose(_ format: ContentKind.Format?, for archive: OpaquePointer) {
    switch format {
    case .tar: archive_read_support_format_tar(archive)
    case .cpio: archive_read_support_format_cpio(archive)
    case .zip: archive_read_support_format_zip(archive)
    case .sevenZip: archive_read_support_format_7zip(archive)
    case nil:
      archive_read_support_filter_gzip(archive)
      archive_read_support_filter_compress(archive)
      archive_read_support_filter_bzip2(archive)
      archive_read_support_filter_xz(archive)
      archive_read_support_filter_lzip(archive)
      archive_read_support_filter_zstd(archive)
      archive_read_support_filter_lz4(archive)
      archive_read_support_format_raw(archive)
      archive_read_support_format_empty(archive)
    }
  }

  /// Goes back to the beginning of a regular file, whose directory may stand at its end.
  private static func rewind(_ bytes: PeekedBytes) -> DescriptorBytes? {
    guard let file = bytes.source as? DescriptorBytes, file.fileSize != nil,
      // Standard input may have been read in part by somebody else.
      file.seek(to: 0, from: SEEK_CUR) == bytes.head.count, file.seek(to: 0, from: SEEK_SET) == 0
    else { return nil }
    return file
  }

  // MARK: members

  /// Goes to the next member; nil after the last.
  func nextMember() throws(ReadFailure) -> Member? {
    try budget.check()
    guard !isBroken else { return nil }
    data = UnsafeRawBufferPointer(start: nil, count: 0)
    hole = 0
    given = 0
    failure = nil
    var entry: OpaquePointer?
    let status = archive_read_next_header(archive, &entry)
    if status == ARCHIVE_EOF { return nil }
    guard status >= ARCHIVE_WARN, let entry else { throw fail(status, isFatal: true) }
    // What looked compressed and is not comes out as it was.
    if archive_format(archive) == ARCHIVE_FORMAT_RAW, archive_filter_count(archive) < 2 {
      isBroken = true
      throw .content("is no compressed data, though it begins like it")
    }
    try budget.addMember()
    let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
    return Member(
      name: name.map { String(cString: $0) } ?? "(no name)", kind: Self.kind(of: entry),
      size: archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil)
  }

  private static func kind(of entry: OpaquePointer) -> Member.Kind {
    if archive_entry_hardlink(entry) != nil { return .link }
    switch mode_t(archive_entry_filetype(entry)) & S_IFMT {
    case S_IFREG, 0: return .file
    case S_IFDIR: return .directory
    case S_IFLNK: return .link
    default: return .special
    }
  }

  // MARK: bytes of the member

  var mayBlock: Bool { source.mayBlock }

  func isReadable(within milliseconds: Int32) -> Bool { source.isReadable(within: milliseconds) }

  /// Of data that is cut, libarchive keeps what it has not handed on: 64 to 128 KiB.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    try budget.check()
    var count = 0
    while count < buffer.count, failure == nil {
      if data.isEmpty, hole == 0 {
        do throws(ReadFailure) {
          guard try readData() else { break }
        } catch {
          // What was read before comes first.
          failure = error
        }
      }
      count += take(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if mayBlock, count > 0 { break }
    }
    if count == 0, let failure = failure.take() { throw failure }
    try budget.produce(count, inLayer: layer)
    return count == 0 ? .end : .bytes(count)
  }

  /// Has libarchive lend more of the member; false at its end.
  private func readData() throws(ReadFailure) -> Bool {
    var start: UnsafeRawPointer?
    var size = 0
    var offset: Int64 = 0
    let status = archive_read_data_block(archive, &start, &size, &offset)
    if status == ARCHIVE_EOF { return false }
    guard status >= ARCHIVE_WARN else { throw fail(status) }
    data = UnsafeRawBufferPointer(start: start, count: size)
    hole = max(0, Int(offset) - given)
    return true
  }

  /// Copies what is lent; a hole in a sparse file is NUL bytes.
  private func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var count = min(hole, buffer.count)
    if count > 0 {
      UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
        .initializeMemory(as: UInt8.self, repeating: 0)
      hole -= count
    } else {
      count = min(data.count, buffer.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: data[..<count]))
      data = UnsafeRawBufferPointer(rebasing: data[count...])
    }
    given += count
    return count
  }

  private func fail(_ status: Int32, isFatal: Bool = false) -> ReadFailure {
    if isFatal || status <= ARCHIVE_FATAL || sourceFailure != nil { isBroken = true }
    if let sourceFailure { return sourceFailure }
    guard let text = archive_error_string(archive) else { return .content("is damaged") }
    let sentence = String(cString: text)
    return .content(
      "is damaged: " + sentence.prefix(1).lowercased() + sentence.dropFirst())
  }

  // MARK: what libarchive asks for

  private static func at(_ context: UnsafeMutableRawPointer) -> ArchiveReader {
    Unmanaged.fromOpaque(context).takeUnretainedValue()
  }

  /// Interruptions in a row after which somebody wants the program to end.
  private static let interruptionLimit = 4

  private func readBlock(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    bytes?.pointee = UnsafeRawPointer(block.baseAddress)
    do throws(ReadFailure) {
      for _ in 0..<Self.interruptionLimit {
        switch try source.read(into: block) {
        case .bytes(let count):
          if layer == 0 { budget.consume(count) }
          return count
        case .end: return 0
        case .interrupted: _ = source.isReadable(within: 250)
        }
      }
      throw .system(SystemError(number: EINTR))
    } catch {
      sourceFailure = error
      return -1
    }
  }

  private func skip(_ count: Int) -> Int64 {
    guard let seekable, let size = seekable.fileSize,
      let start = seekable.seek(to: 0, from: SEEK_CUR)
    else { return 0 }
    let end = min(size, start + max(0, count))
    return end > start && seekable.seek(to: end, from: SEEK_SET) == end ? Int64(end - start) : 0
  }

  private func seek(to offset: Int, from origin: Int32) -> Int64 {
    seekable?.seek(to: offset, from: origin).map { Int64($0) } ?? Int64(ARCHIVE_FATAL)
  }
}
