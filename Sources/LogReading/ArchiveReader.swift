internal import CArchive

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One layer around logs, compressed data or an archive, which libarchive reads from front to back.
///
/// As a source of bytes it is the member that was asked for last. Memory: a block of ``LayerInput``, and
/// what the form asks for; a window of zstd may have 128 MiB.
final class ArchiveReader: ByteSource {
  /// Something that an archive holds.
  struct Member {
    enum Kind { case file, directory, link, special }

    var name: String
    var kind: Kind
    /// In bytes, if the archive says so before the member's content.
    var size: Int?
  }

  private let library: archive_functions
  private let archive: OpaquePointer
  private let input: LayerInput
  /// How many layers lie around it.
  let layer: Int
  /// The source, if it can be read at any place.
  private let seekable: DescriptorBytes?
  private let budget: ArchiveBudget
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
    guard let library = CompressionLibraries.archive else {
      throw DynamicLibrary.missing("libarchive")
    }
    guard let archive = library.archive_read_new() else {
      throw .system(SystemError(number: ENOMEM))
    }
    self.library = library
    self.archive = archive
    self.budget = budget
    self.layer = layer
    seekable = bytes.rewound()
    input = LayerInput(seekable ?? bytes, layer: layer, budget: budget)
    choose(format)
    if format == .sevenZip, seekable == nil {
      isBroken = true
      throw .content("is a 7z archive, which can be read from a file of its own only")
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    if seekable != nil {
      _ = library.archive_read_set_seek_callback(archive) { _, context, offset, origin in
        ArchiveReader.at(context)?.seek(to: Int(offset), from: origin) ?? Int64(ARCHIVE_FATAL)
      }
    }
    let status = library.archive_read_open2(
      archive, context, nil,
      { _, context, block in ArchiveReader.at(context)?.readBlock(block) ?? Int(ARCHIVE_FATAL) },
      { _, context, count in ArchiveReader.at(context)?.skip(Int(count)) ?? 0 }, nil)
    guard status >= ARCHIVE_WARN else { throw fail(status) }
  }

  deinit { _ = library.archive_read_free(archive) }

  /// Has libarchive look for what it is meant to be, and for nothing else.
  private func choose(_ format: ContentKind.Format?) {
    let choices: [@convention(c) (OpaquePointer?) -> Int32] =
      switch format {
      case .tar: [library.archive_read_support_format_tar]
      case .cpio: [library.archive_read_support_format_cpio]
      case .zip: [library.archive_read_support_format_zip]
      case .sevenZip: [library.archive_read_support_format_7zip]
      case nil:
        [
          library.archive_read_support_filter_compress, library.archive_read_support_filter_bzip2,
          library.archive_read_support_filter_lzip, library.archive_read_support_filter_zstd,
          library.archive_read_support_filter_lz4, library.archive_read_support_format_raw,
          library.archive_read_support_format_empty,
        ]
      }
    for choose in choices { _ = choose(archive) }
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
    let status = library.archive_read_next_header(archive, &entry)
    if status == ARCHIVE_EOF { return nil }
    guard status >= ARCHIVE_WARN, let entry else { throw fail(status, isFatal: true) }
    // What looked compressed and is not comes out as it was.
    if library.archive_format(archive) == ARCHIVE_FORMAT_RAW,
      library.archive_filter_count(archive) < 2
    {
      isBroken = true
      throw .content("is no compressed data, though it begins like it")
    }
    try budget.addMember()
    let name =
      library.archive_entry_pathname(entry) ?? library.archive_entry_pathname_utf8(entry)
    let size =
      library.archive_entry_size_is_set(entry) != 0 ? library.archive_entry_size(entry) : -1
    return Member(
      name: name.map { String(cString: $0) } ?? "(no name)", kind: kind(of: entry),
      // Zip and 7z can claim more than 2⁶³ bytes.
      size: size < 0 ? nil : Int(size))
  }

  private func kind(of entry: OpaquePointer) -> Member.Kind {
    if library.archive_entry_hardlink(entry) != nil { return .link }
    switch mode_t(library.archive_entry_filetype(entry)) & S_IFMT {
    case S_IFREG, 0: return .file
    case S_IFDIR: return .directory
    case S_IFLNK: return .link
    default: return .special
    }
  }

  // MARK: bytes of the member

  var mayBlock: Bool { input.mayBlock }

  func isReadable(within milliseconds: Int32) -> Bool { input.isReadable(within: milliseconds) }

  /// Of compressed data that is cut, libarchive keeps what it has not handed on, 128 KiB at most.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    try budget.check()
    var count = 0
    while count < buffer.count {
      if data.isEmpty, hole == 0 {
        guard failure == nil else { break }
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
    try input.produce(count)
    return count == 0 ? .end : .bytes(count)
  }

  /// Has libarchive lend more of the member; false at its end.
  private func readData() throws(ReadFailure) -> Bool {
    var start: UnsafeRawPointer?
    var size = 0
    var offset: Int64 = 0
    let status = library.archive_read_data_block(archive, &start, &size, &offset)
    if status == ARCHIVE_EOF { return false }
    guard status >= ARCHIVE_WARN else { throw fail(status) }
    // Such as a wrong checksum at the end.
    if status != ARCHIVE_OK { failure = fail(status) }
    data = UnsafeRawBufferPointer(start: start, count: size)
    hole = offset > given ? Int(offset) - given : 0
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
    guard let text = library.archive_error_string(archive) else { return .content("is damaged") }
    let sentence = String(cString: text)
    let isName = sentence.dropFirst().first?.isUppercase == true
    let start = isName ? String(sentence.prefix(1)) : sentence.prefix(1).lowercased()
    return .content("is damaged: \(start)\(sentence.dropFirst())")
  }

  // MARK: what libarchive asks for

  private static func at(_ context: UnsafeMutableRawPointer?) -> ArchiveReader? {
    context.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  private func readBlock(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    do throws(ReadFailure) {
      let block = try input.read()
      bytes?.pointee = block.baseAddress
      return block.count
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
