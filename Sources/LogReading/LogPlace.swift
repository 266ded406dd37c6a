/// Where the reading of a followed log goes on after a restart.
package struct LogPlace: Equatable, Sendable, Codable {
  /// The log that is written now: an absolute path.
  package var path: String
  /// The file that the place is in, which may have been rotated.
  package var file: FileIdentity
  /// How that file begins.
  package var head: LogHead
  /// The first byte that is still to be read; of compressed data, of what it holds.
  package var offset: Int
  /// The 1-based number of the line there.
  package var line: Int
}
