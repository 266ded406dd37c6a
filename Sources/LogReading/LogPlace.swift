/// Where the reading of a followed log goes on after a restart.
package struct LogPlace: Equatable, Sendable, Codable {
  /// The log that is written now: an absolute path, or ``HostJournal/name``.
  package var path: String
  /// The file that the place is in, which may have been rotated; nil in a journal.
  package var file: FileIdentity?
  /// How that file begins.
  package var head: LogHead?
  /// The first byte that is still to be read; of compressed data, of what it holds, and of a journal, of
  /// its boot's lines.
  package var offset: Int
  /// The 1-based number of the line there.
  package var line: Int
  /// The entry of a journal that ends there, sd_journal_get_cursor(3); nil before the first one.
  package var cursor: String?
}
