/// The 128 bits that tell one run of a system from all others.
package struct JournalBootID: Hashable, Sendable, CustomStringConvertible {
  private var high: UInt64
  private var low: UInt64

  /// Takes 16 bytes.
  init(_ bytes: UnsafeRawBufferPointer) {
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// Takes 32 hexadecimal digits, between which hyphens may stand; nil for anything else.
  package init?(_ text: String) {
    let digits = text.filter { $0 != "-" }
    guard digits.utf8.count == 32, digits.allSatisfy(\.isHexDigit),
      let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    (self.high, self.low) = (high, low)
  }

  /// That of the system that runs now, as random(4) describes; nil where there is none.
  package static var current: JournalBootID? {
    guard let file = try? FileDescriptor(reading: "/proc/sys/kernel/random/boot_id") else {
      return nil
    }
    return JournalBootID(file.beginning(upTo: 64).filter { !$0.isWhitespace })
  }

  /// As `journalctl --list-boots` shows it.
  package var description: String { Self.digits(high) + Self.digits(low) }

  private static func digits(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
