import PatternEngine
import Testing

/// Matches that a scan would never find, as none of the literals stands in them.
@Suite("Literals of expressions that invite mistakes")
struct UnsoundLiteralsTests {
  typealias Case = SoundnessCase

  @Test(
    "A text that matches holds one of the literals, if there are any",
    arguments: [
      // An empty item after white space begins a word of its own: two blanks.
      Case(#"aaaa\s+\bbbbb\s+\bcccc"#, "aaaa bbbb cccc"),
      Case(
        #"Unable\s+to\s+(?!x)connect\s+to\s+(?!y)the\s+server"#, "Unable to connect to the server"),
      // White space that is two characters for certain.
      Case(#"aaaa\s{2}bbbb\s{2}cccc"#, "aaaa  bbbb  cccc"),
      Case(#"aaaa\s\sbbbb\s\scccc"#, "aaaa  bbbb  cccc"),
      // A quantifier reaches over comments and empty quotations to the item before.
      Case("abcdefgh(?#x)*d", "abcdefgd"),
      Case(#"abcdefgh\E*d"#, "abcdefgd"),
      Case(#"abcdefgh\Q\E?d"#, "abcdefgd"),
      // Where a class ends.
      Case(#"[\E]abcdefgh]"#, "a"),
      Case("[[:]aaa|bbbbbbbb]cccccccc", "[aaa"),
      // Without regard to case and for UTF-8, `s` is also U+017F and `k` also U+212A.
      Case("(?i)größe maskfile", "größe ma\u{17F}kfile"),
    ])
  func soundness(_ example: Case) throws {
    try example.check()
  }
}
