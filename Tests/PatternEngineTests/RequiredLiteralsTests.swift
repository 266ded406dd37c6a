import PatternEngine
import Testing

struct RequiredLiteralsTests {
  typealias Case = LiteralsCase

  @Test(
    "Characters and escapes",
    arguments: [
      Case("", nil),
      Case("abc", ["abc"]),
      Case("No valid host", ["No valid host"]),
      Case("^abc$", ["abc"]),
      Case("ab.cde", ["cde"]),
      Case("abc.de", ["abc"]),
      Case(#"1\.2\(3\)\[4\]\\"#, [#"1.2(3)[4]\"#]),
      Case(#"a\tb"#, ["a\tb"]),
      Case(#"\babc\b"#, ["abc"]),
      Case(#"ab\B\Acd\z"#, ["abcd"]),
      Case(#"abc\Kdef"#, ["abcdef"]),
      Case(#"ab\ncde"#, ["cde"]),
      Case(#"ab\d\w\S\R\Xcde"#, ["cde"]),
      Case(#"ab\x41cde"#, ["ab"]),
      Case(#"ab\x{41}cde"#, ["cde"]),
      Case(#"ab\o{101}cde"#, ["cde"]),
      Case(#"ab\p{Lu}\PLcde"#, ["cde"]),
      Case(#"ab\cAcde"#, ["cde"]),
      Case(#"(a)bc\1def"#, ["abc"]),
      Case(#"(?<n>ab)\k<n>c\k{n}de\k'n'fgh"#, ["fgh"]),
      Case(#"a{b}c"#, ["a{b}c"]),
      Case("größe", ["gr"]),
      Case("größenordnung", ["enordnung"]),
    ])
  func characters(_ example: Case) { example.check() }

  @Test(
    "Quotations",
    arguments: [
      Case(#"\Qa.b*c\E"#, ["a.b*c"]),
      Case(#"ab\Q(c)\Ede"#, ["ab(c)de"]),
      Case(#"\Qa.b"#, ["a.b"]),
      Case(#"ab\Qcd\E*efg"#, ["efg"]),
      Case(#"ab\Qé\Ecde"#, ["cde"]),
      Case(#"ab\Ecd"#, ["abcd"]),
    ])
  func quotations(_ example: Case) { example.check() }

  @Test(
    "Quantifiers",
    arguments: [
      Case("abc*", ["ab"]),
      Case("abc?def", ["def"]),
      Case("abc+def", ["def"]),
      Case("abc+", ["ab"]),
      Case("abc{1}d", ["abcd"]),
      Case("ab{2,3}cde", ["cde"]),
      Case("abc{0,3}de", ["ab"]),
      Case("abcd{2}", ["abc"]),
      Case("abc{0}de", ["ab"]),
      Case("abc{2,}de", ["ab"]),
      Case("a*?b+?cd", ["cd"]),
      Case("a*+b++cd", ["cd"]),
      Case("abc{,3}d", ["abc{,3}d"]),
      Case("(abc)+", ["abc"]),
      Case("(abc)*", nil),
      Case("(abc)?de", ["de"]),
      Case("(abc){2}de", ["abc"]),
      Case("x{3}", ["x"]),
    ])
  func quantifiers(_ example: Case) { example.check() }

  @Test(
    "Classes",
    arguments: [
      Case("ab[.]c", ["ab.c"]),
      Case("ab[cd]e", ["ab"]),
      Case("ab[^c]def", ["def"]),
      Case("a[]b]cd", ["cd"]),
      Case("a[^]b]cd", ["cd"]),
      Case("a[a-z]bc", ["bc"]),
      Case(#"ab[\]]c"#, ["ab]c"]),
      Case(#"ab[\]x]cde"#, ["cde"]),
      Case(#"ab[\d]cde"#, ["cde"]),
      Case(#"ab[\s]cde"#, ["cde"]),
      Case("ab[[]c", ["ab[c"]),
      Case("ab[[:alpha:]]cde", ["cde"]),
      Case("ab[[:digit:]x]cde", ["cde"]),
      Case("ab[[:space:]]+cde", ["cde"]),
      Case("ab[é]cde", ["cde"]),
    ])
  func classes(_ example: Case) { example.check() }

  @Test(
    "Groups and alternatives",
    arguments: [
      Case("a(bc)d", ["abcd"]),
      Case("a(?:bc)d", ["abcd"]),
      Case("a(?<n>bc)d", ["abcd"]),
      Case("a(?P<n>bc)d", ["abcd"]),
      Case("a(?'n'bc)d", ["abcd"]),
      Case("a(?>bc)d", ["abcd"]),
      Case("a(b(c)d)e", ["abcde"]),
      Case("abc|defg", ["abc", "defg"]),
      Case("(abc|defg)", ["abc", "defg"]),
      Case("x(abc|defg)y", ["abc", "defg"]),
      Case("longer than(a|b)", ["longer than"]),
      Case("(?|abc|def)", ["abc", "def"]),
      Case("abc|abc|def", ["abc", "def"]),
      Case("abc|", nil),
      Case("(abc|)def", ["def"]),
      Case("abc|d*", nil),
      Case("(?:ab|cd)(?:efg|hij)", ["efg", "hij"]),
      Case("(?:abc.d|e.fgh)", ["abc", "fgh"]),
      Case((1...64).map { "n\($0)" }.joined(separator: "|"), (1...64).map { "n\($0)" }),
      Case((1...65).map { "n\($0)" }.joined(separator: "|"), nil),
    ])
  func groups(_ example: Case) { example.check() }

  @Test(
    "Lookarounds, options and comments",
    arguments: [
      Case("ab(?=c)cd", ["abcd"]),
      Case("ab(?!x)cd", ["abcd"]),
      Case("(?<=longer text )cd", ["cd"]),
      Case("(?<!longer text )cd", ["cd"]),
      Case("(?i)abc", ["abc"]),
      Case("a(?i:BC)d", ["aBCd"]),
      Case("(?ims)abc", ["abc"]),
      Case("a(?-i)bc", ["abc"]),
      Case("(?x)a b c", nil),
      Case("a (?x: b c)", nil),
      Case("(?n)(abc)", nil),
      Case("ab(?#words to the reader)cd", ["abcd"]),
      Case("(*UTF)abc", nil),
      Case("abc(*SKIP)def", nil),
      Case("(a)(?(1)bcd|efg)hij", nil),
      Case("(abc)(?1)", nil),
      Case("(?<n>abc)(?&n)", nil),
      Case("(?<n>abc)(?P=n)", nil),
      Case(#"(abc)\g1def"#, nil),
      Case(#"(abc)\g{1}def"#, ["abc"]),
      Case(
        String(repeating: "(", count: 200) + "abc" + String(repeating: ")", count: 200), nil),
    ])
  func options(_ example: Case) { example.check() }

  @Test(
    "What PCRE2 does not compile has none",
    arguments: [
      Case("(abc", nil), Case("abc)", nil), Case("[abc", nil), Case(#"abc\"#, nil),
      Case("(?<nabc", nil), Case("(?", nil), Case("(?i", nil), Case("(?iabc", nil),
      Case("[[:alpha:", nil), Case("(?#abc", nil),
    ])
  func broken(_ example: Case) { example.check() }
}
