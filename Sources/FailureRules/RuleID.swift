/// A rule's name for good: kebab-case, component first, never used again for another rule.
public struct RuleID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name.
  public let text: String

  /// Takes a name of lower-case letters, digits and single hyphens that begins with a letter and has
  /// two parts or more; nil for any other text.
  public init?(_ text: String) {
    var partCount = 0
    var partLength = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"):
        guard partLength > 0 else { return nil }
        partLength = 0
      case UInt8(ascii: "a")...UInt8(ascii: "z"): partLength += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard partCount > 0 else { return nil }
        partLength += 1
      default: return nil
      }
      if partLength == 1 { partCount += 1 }
    }
    guard partCount > 1, partLength > 0 else { return nil }
    self.text = text
  }

  /// The name.
  public var description: String { text }

  /// The order of the names.
  public static func < (first: RuleID, second: RuleID) -> Bool { first.text < second.text }
}
