/// What a person says that files are, where their first bytes do not show it.
///
/// Carriers of single lines need no hint: each line shows its own.
package enum FormatHint: String, CaseIterable, Sendable {
  /// Lines as they stand, whatever bytes are among them.
  case text
  /// Text without the byte order mark.
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  /// Text of `journalctl -o export`, from any of its fields on.
  case journalExport = "journal-export"
  /// A file of systemd-journald's.
  case journal
  case gzip, xz, bzip2, zstd, lz4, lzip, compress
  /// Also tar as it was before POSIX, which has no magic number.
  case tar
  case cpio, zip
  case sevenZip = "7z"

  /// What is said of a file's form; nil if that is for its bytes to show.
  var kind: ContentKind? {
    if let compression = ContentKind.Compression(rawValue: rawValue) {
      return .compressed(compression)
    }
    if let format = ContentKind.Format(rawValue: rawValue) { return .archive(format) }
    return switch self {
    case .text: .text
    case .utf16le: .utf16(.littleEndian)
    case .utf16be: .utf16(.bigEndian)
    case .journal: .journal
    default: nil
    }
  }

  /// Whether text is in the journal export format; nil if that is for its first line to show.
  package var isJournalExport: Bool? {
    switch self {
    case .journalExport: true
    case .text: false
    default: nil
    }
  }
}
