import PatternEngine
import Testing

struct RequiredPhrasesTests {
  struct Case: CustomTestStringConvertible {
    var expression: String
    var expected: [String]?
    var testDescription: String { expression }

    init(_ expression: String, _ expected: [String]?) {
      self.expression = expression
      self.expected = expected
    }
  }

  @Test(
    "Of a phrase, two parts are taken that share a word at most",
    arguments: [
      Case(#"\s+"#, nil),
      Case(#"one\s+"#, ["one"]),
      Case(#"\s+one"#, ["one"]),
      Case(#"three\s+four"#, ["three"]),
      Case(#"no\s+valid\s+host"#, ["no valid", "valid host"]),
      Case(
        #"no\s+tty\s+present\s+and\s+no\s+askpass"#, ["no tty present", "present and no askpass"]),
      Case(#"bad\stty\hname"#, ["bad tty", "tty name"]),
      Case(#"bad\s{1,3}tty\s+?name"#, ["bad tty", "tty name"]),
      Case(#"^bad\s+tty\s+name$"#, ["bad tty", "tty name"]),
      Case(#"bad\s+(?:tty)\s+name"#, ["bad tty", "tty name"]),
      Case(#"(?<n>bad\s+tty\s+name)"#, ["bad tty", "tty name"]),
      Case(#"bad[ ]tty\s+with\s+name"#, ["bad tty with", "with name"]),
      Case(#"bad\s+tty\s+name.*by\s+it\s+all"#, ["bad tty", "tty name"]),
      Case(#"bad\s+tty\s+name|not\s+a\s+terminal"#, ["bad tty", "tty name", "terminal"]),
      Case(#"no\s+tty\s+present"#, ["present"]),
      Case(#"a\s+b\s+very-long-word"#, ["very-long-word"]),
      Case(#"bad\s*tty\s*name"#, ["name"]),
      Case(#"bad\s?tty\s?name"#, ["name"]),
    ])
  func phrases(_ example: Case) { check(example) }

  @Test(
    "A part does not go on over a sentence's end",
    arguments: [
      Case(#"is\s+disabled\.\s+Adding\s+images"#, ["is disabled.", "Adding images"]),
      Case(#"It\s+failed\.\s+No"#, ["failed."]),
      Case(#"v1\.2\s+is\s+old"#, ["v1.2 is", "is old"]),
    ])
  func sentences(_ example: Case) { check(example) }

  private func check(_ example: Case) {
    #expect(RequiredLiterals(of: example.expression)?.alternatives == example.expected)
  }

  struct SetCase: CustomTestStringConvertible {
    var testDescription: String
    var first: [String]?
    var second: [String]?
    var better: [String]?
    var union: [String]?
  }

  @Test(
    "Two sets are compared by their shortest members, and joined if both are there",
    arguments: [
      SetCase(testDescription: "none", first: nil, second: nil, better: nil, union: nil),
      SetCase(
        testDescription: "the first only", first: ["ab"], second: nil, better: ["ab"], union: nil),
      SetCase(
        testDescription: "the second only", first: nil, second: ["ab"], better: ["ab"], union: nil),
      SetCase(
        testDescription: "the longer one", first: ["abcdef", "gh"], second: ["ijk"],
        better: ["ijk"], union: ["abcdef", "gh", "ijk"]),
      SetCase(
        testDescription: "the first of equals", first: ["abc"], second: ["def"], better: ["abc"],
        union: ["abc", "def"]),
      SetCase(
        testDescription: "a member of both", first: ["abc", "def"], second: ["def", "g"],
        better: ["abc", "def"], union: ["abc", "def", "g"]),
      SetCase(
        testDescription: "too many together", first: (0..<40).map { "a\($0)" },
        second: (0..<40).map { "b\($0)" }, better: (0..<40).map { "a\($0)" }, union: nil),
    ])
  func sets(_ example: SetCase) {
    let first = example.first.map(RequiredLiterals.init(alternatives:))
    let second = example.second.map(RequiredLiterals.init(alternatives:))
    #expect(RequiredLiterals.better(first, second)?.alternatives == example.better)
    #expect(RequiredLiterals.union(first, second)?.alternatives == example.union)
  }

  @Test("The shortest alternative is measured in bytes")
  func shortest() {
    #expect(RequiredLiterals(alternatives: ["größe", "sieben"]).shortest == 6)
    #expect(RequiredLiterals(alternatives: []).shortest == 0)
  }
}
