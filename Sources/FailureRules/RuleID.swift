/// A rule's name for good: kebab-case, component first, never used again for another rule.
public struct RuleID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name.
  public let text: String

  /// Takes a name of lower-case letters, digits and single hyphens that begins with a letter and has
  /// two parts or more; nil for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = text.utf8.first, first >= UInt8(ascii: "a"),
      first <= UInt8(ascii: "z"),
      parts.allSatisfy({ part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
              || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
          }
      })
    else { return nil }
    self.text = text
  }

  /// The name.
  public var description: String { text }

  /// The order of the names.
  public static func < (first: RuleID, second: RuleID) -> Bool { first.text < second.text }
}
