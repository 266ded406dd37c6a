internal import FailureRules
internal import Tracebacks

/// A short name for a finding or a kind of traceback, the same in every run: 16 hexadecimal digits.
///
/// The FNV-1a hash of 64 bits (RFC 9923) of the parts, each followed by a zero byte.
public struct Fingerprint: Hashable, Sendable, Comparable, CustomStringConvertible {
  private let value: UInt64

  init(of parts: some Sequence<String>) {
    var hash = Hash()
    for part in parts { hash.add(part.utf8) }
    value = hash.value
  }

  /// The fingerprint of its ``description``; nil for any other text.
  package init?(_ digits: String) {
    guard digits.utf8.count == 16, digits.allSatisfy(\.isHexDigit),
      let value = UInt64(digits, radix: 16)
    else { return nil }
    self.value = value
  }

  /// The name of what a rule has found.
  init(of rule: RuleID, _ captures: [String: String]) {
    self.init(of: [rule.text] + captures.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
  }

  /// The name of a traceback's kind: the types raised, and the files' and functions' names, not the
  /// lines.
  init(ofKindOf traceback: Traceback) {
    var hash = Hash()
    traceback.forEachPartOfKind { hash.add($0) }
    value = hash.value
  }

  private struct Hash {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ part: some Sequence<UInt8>) {
      for byte in part { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
      value = value &* 0x100_0000_01b3
    }
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
