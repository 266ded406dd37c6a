/// A short name for a finding or a kind of traceback, the same in every run: 16 hexadecimal digits.
///
/// The FNV-1a hash of 64 bits (RFC 9923) of the parts, each followed by a zero byte.
public struct Fingerprint: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let value: UInt64

  init(of parts: some Sequence<String>) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    value = hash
  }

  /// The digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// An order without a meaning.
  public static func < (first: Fingerprint, second: Fingerprint) -> Bool {
    first.value < second.value
  }
}
