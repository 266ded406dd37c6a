import PatternEngine
import Testing

/// A scan looks for the literals first: a match that holds none of them would never be found.
struct RequiredLiteralsSoundnessTests {
  typealias Case = SoundnessCase

  @Test(
    "A text that matches holds one of the literals",
    arguments: [
      Case("(?i)no valid host", "NO VALID HOST was found"),
      Case("(?i:STORE)Add", "storeAdd"),
      Case(#"no\s+tty\s+present"#, "no tty present"),
      Case(#"no\s+tty\s+present"#, "no tty\n  present"),
      Case(#"no\s+tty\s+present"#, "no   tty present"),
      Case(#"is\s+disabled\.\s+Adding\s+images"#, "is disabled.  Adding images"),
      Case("abcd{0}efg", "abcefg"),
      Case("ab(?:cd)*efg", "abefg"),
      Case(#"ab\Qcd\E?efg"#, "abcefg"),
      Case(#"ab\x41\x420cd"#, "abAB0cd"),
      Case(#"ab\1012cd"#, "abA2cd"),
      Case("ab[]c]def", "abcdef"),
      Case("ab[^]c]def", "abxdef"),
      Case("ab[[:upper:]-]def", "ab-def"),
      Case("a(?=bcx|bcd)bcd", "abcd"),
      Case(#"(?<=longer)\s*cd"#, "longer cd"),
      Case("(?|abc(d)|efg(h))", "xefghx"),
      Case("(a(b(c|d)+)?e)+f", "abdcef"),
      Case("größen?", "die größe"),
      Case("gr[öo]ßer", "großer"),
      Case("ab{,3}cd", "ab{,3}cd"),
      Case("x?+yz{2,}?", "yzz"),
      Case(#"end\Kabc"#, "endabc"),
    ])
  func soundness(_ example: Case) throws {
    #expect(try example.check() != nil)
  }

  /// Pieces of expressions; each may stand alone, before a quantifier or inside a group.
  private static let pieces = [
    "a", "b", "ab", "ba", #"\."#, ".", "[ab]", "[^a]", "[a]", #"\w"#, #"\Qab\E"#, #"\b"#, "^", "$",
    #"\x61"#, "(?i)", "(?=a)", "(?!bb)", "(?<=b)", "[[:alpha:]]", #"\s+"#, #"\s"#,
    " ", "()", "(?:)",
  ]
  private static let quantifiers = [
    "*", "+", "?", "{0}", "{1}", "{2}", "{0,2}", "{1,}", "*?", "++",
  ]

  @Test("Whatever pieces an expression is made of, a text that matches holds one of the literals")
  func randomExpressions() throws {
    var random = SeededGenerator(seed: 7)
    var matchCount = 0
    for _ in 0..<5000 {
      let expression = Self.expression(depth: 3, using: &random)
      // A quantifier may stand where none can.
      guard (try? Pattern(expression).captures) != nil,
        let literals = RequiredLiterals(of: expression)?.alternatives
      else { continue }
      for _ in 0..<8 {
        let length = Int.random(in: 0..<14, using: &random)
        let text = String((0..<length).map { _ in "abA. ".randomElement(using: &random) ?? "a" })
        guard try search(expression, in: text) != nil else { continue }
        matchCount += 1
        let lowered = text.lowercased()
        #expect(
          literals.contains { lowered.contains($0.lowercased()) },
          "'\(expression)' matches '\(text)', which holds none of \(literals)")
      }
    }
    #expect(matchCount > 3000)
  }

  private static func expression(depth: Int, using random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      if depth > 0, Int.random(in: 0..<4, using: &random) == 0 {
        let open = ["(", "(?:", "(?>"].randomElement(using: &random) ?? "("
        text += open + expression(depth: depth - 1, using: &random) + ")"
      } else {
        text += pieces.randomElement(using: &random) ?? ""
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        text += quantifiers.randomElement(using: &random) ?? ""
      }
      if Int.random(in: 0..<8, using: &random) == 0 { text += "|" }
    }
    return text
  }
}
