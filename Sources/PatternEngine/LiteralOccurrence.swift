/// A place where a ``LiteralScanner`` saw one of its literals.
package struct LiteralOccurrence: Equatable, Sendable {
  /// Offset of the literal's first byte in the scanned bytes.
  package let offset: Int32
  /// Index of the literal in the array that the scanner was made from.
  package let literal: Int32

  package init(offset: Int32, literal: Int32) {
    self.offset = offset
    self.literal = literal
  }
}
