import PatternEngine
import Testing

struct RequiredPhrasesTests {
  typealias Case = LiteralsCase

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
  func phrases(_ example: Case) { example.check() }

  @Test(
    "A part does not go on over a sentence's end",
    arguments: [
      Case(#"is\s+disabled\.\s+Adding\s+images"#, ["is disabled.", "Adding images"]),
      Case(#"It\s+failed\.\s+No"#, ["failed."]),
      Case(#"v1\.2\s+is\s+old"#, ["v1.2 is", "is old"]),
    ])
  func sentences(_ example: Case) { example.check() }
}
