import CArchive
import Foundation
import Testing

/// A compression or a form of archives that libarchive writes.
enum ArchiveForm: String, CaseIterable, Sendable {
  case tar, pax, zip, sevenZip = "7z", cpio, odc

  var format: Int32 {
    switch self {
    case .tar: ARCHIVE_FORMAT_TAR_USTAR
    case .pax: ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE
    case .zip: ARCHIVE_FORMAT_ZIP
    case .sevenZip: ARCHIVE_FORMAT_7ZIP
    case .cpio: ARCHIVE_FORMAT_CPIO_SVR4_NOCRC
    case .odc: ARCHIVE_FORMAT_CPIO_POSIX
    }
  }
}

enum Compression: String, CaseIterable, Sendable {
  case gz, bz2, xz, zst, lz4, Z, lz

  var filter: Int32 {
    switch self {
    case .gz: ARCHIVE_FILTER_GZIP
    case .bz2: ARCHIVE_FILTER_BZIP2
    case .xz: ARCHIVE_FILTER_XZ
    case .zst: ARCHIVE_FILTER_ZSTD
    case .lz4: ARCHIVE_FILTER_LZ4
    case .Z: ARCHIVE_FILTER_COMPRESS
    case .lz: ARCHIVE_FILTER_LZIP
    }
  }
}

/// What a test puts into an archive.
struct ArchiveEntry: Sendable {
  var name: String
  var bytes: [UInt8] = []
  /// As in stat(2).
  var mode: mode_t = 0o100000
  var link: String?

  static func file(_ name: String, _ text: String) -> ArchiveEntry {
    ArchiveEntry(name: name, bytes: Array(text.utf8))
  }

  static func file(_ name: String, _ bytes: [UInt8]) -> ArchiveEntry {
    ArchiveEntry(name: name, bytes: bytes)
  }
}

/// Writes archives and compressed data to memory.
enum WrittenArchive {
  static func compressed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
    try written(
      [.file("data", bytes)], format: ARCHIVE_FORMAT_RAW, filter: compression.filter)
  }

  static func archive(
    _ form: ArchiveForm, _ entries: [ArchiveEntry], _ compression: Compression? = nil
  ) throws -> [UInt8] {
    try written(
      entries, format: form.format, filter: compression?.filter ?? ARCHIVE_FILTER_NONE)
  }

  private static func written(
    _ entries: [ArchiveEntry], format: Int32, filter: Int32
  ) throws -> [UInt8] {
    let archive = try #require(archive_write_new())
    defer { archive_write_free(archive) }
    try #require(archive_write_set_format(archive, format) == ARCHIVE_OK)
    try #require(archive_write_add_filter(archive, filter) == ARCHIVE_OK)
    // Otherwise the last block is filled up.
    archive_write_set_bytes_in_last_block(archive, 1)
    let room = entries.reduce(1 << 20) { $0 + $1.bytes.count * 2 + 4096 }
    var used = 0
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    defer { memory.deallocate() }
    try #require(
      archive_write_open_memory(archive, memory.baseAddress, room, &used) == ARCHIVE_OK)
    for entry in entries { try write(entry, to: archive) }
    try #require(archive_write_close(archive) == ARCHIVE_OK)
    return Array(memory[..<used])
  }

  private static func write(_ entry: ArchiveEntry, to archive: OpaquePointer) throws {
    let header = try #require(archive_entry_new())
    defer { archive_entry_free(header) }
    archive_entry_set_pathname(header, entry.name)
    archive_entry_set_mode(header, entry.mode | 0o644)
    archive_entry_set_size(header, Int64(entry.bytes.count))
    if let link = entry.link {
      if entry.mode == 0o120000 {
        archive_entry_set_symlink(header, link)
      } else {
        archive_entry_set_hardlink(header, link)
      }
    }
    try #require(archive_write_header(archive, header) >= ARCHIVE_WARN)
    guard !entry.bytes.isEmpty else { return }
    try #require(archive_write_data(archive, entry.bytes, entry.bytes.count) >= 0)
  }
}
