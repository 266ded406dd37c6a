/// The first bytes of a log, in short: they tell it when another file has its name or its inode, or when it
/// was copied or compressed.
package struct LogHead: Equatable, Sendable, Codable {
  /// How many bytes count.
  static let limit = 1 << 10

  /// The bytes that were there, at most ``limit``.
  let length: Int
  /// Their FNV-1a hash of 64 bits (RFC 9923).
  let hash: UInt64

  /// Takes a beginning, which may go on after ``limit`` bytes.
  init(of bytes: some Sequence<UInt8>) {
    var length = 0
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes.prefix(Self.limit) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      length += 1
    }
    self.length = length
    self.hash = hash
  }

  /// Whether a log that begins with some bytes is, or was, this one; of nothing that cannot be said.
  func matches(_ bytes: [UInt8]) -> Bool {
    length > 0 && bytes.count >= length && LogHead(of: bytes.prefix(length)) == self
  }
}
