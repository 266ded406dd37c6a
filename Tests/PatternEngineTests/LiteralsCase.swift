import PatternEngine
import Testing

/// An expression, and the literals of which a text that it matches must hold one; nil if there are
/// none.
struct LiteralsCase: CustomTestStringConvertible {
  var expression: String
  var expected: [String]?
  var testDescription: String { expression }

  init(_ expression: String, _ expected: [String]?) {
    self.expression = expression
    self.expected = expected
  }

  func check() {
    #expect(RequiredLiterals(of: expression)?.alternatives == expected)
  }
}

/// An expression, and a text that it matches.
struct SoundnessCase: CustomTestStringConvertible {
  var expression: String
  var text: String
  var testDescription: String { expression }

  init(_ expression: String, _ text: String) {
    self.expression = expression
    self.text = text
  }

  /// Expects the text to match, and to hold one of the literals, if there are any.
  ///
  /// - Returns: the literals.
  @discardableResult
  func check() throws -> [String]? {
    try #require(try search(expression, in: text) != nil)
    let literals = RequiredLiterals(of: expression)?.alternatives
    let text = text.lowercased()
    #expect(literals?.contains { text.contains($0.lowercased()) } != false, "\(literals ?? [])")
    return literals
  }
}
