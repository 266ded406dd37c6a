import LogReading
import Testing

@Suite("Patterns for paths")
struct PathPatternTests {
  struct Case: CustomTestStringConvertible {
    var pattern: String
    var matched: [String]
    var others: [String]
    var testDescription: String { pattern }

    init(_ pattern: String, matched: [String], others: [String]) {
      self.pattern = pattern
      self.matched = matched
      self.others = others
    }
  }

  @Test(
    "They match as lines of .gitignore do; a path that ends in a slash is a directory's",
    arguments: [
      Case("*.log", matched: ["a.log", "x/y/.log", "a.log/b"], others: ["a.log.1", "a"]),
      Case("nova", matched: ["nova", "nova/a", "x/nova/a", "x/nova/"], others: ["nova-api"]),
      Case("nova/", matched: ["nova/", "nova/a", "x/nova/a"], others: ["nova", "x/nova"]),
      Case("/nova", matched: ["nova", "nova/a"], others: ["x/nova"]),
      Case("x/*.log", matched: ["x/a.log"], others: ["a.log", "x/y/a.log", "y/x/a.log"]),
      Case("x/*/a", matched: ["x/y/a"], others: ["x/a", "x/y/z/a"]),
      Case("**/a", matched: ["a", "x/a", "x/y/a/b"], others: ["x/b"]),
      Case("x/**", matched: ["x/a", "x/y/a"], others: ["x", "x/", "y/a"]),
      Case("x/**/a", matched: ["x/a", "x/y/z/a"], others: ["a", "y/a"]),
      Case("[ab]?", matched: ["a1", "b2"], others: ["a", "c1", "a12"]),
      Case("a\\*", matched: ["a*"], others: ["ab"]),
      Case("größe*", matched: ["größe.log"], others: ["grosse.log"]),
      Case("", matched: [], others: ["a", ""]),
      Case("/", matched: [], others: ["a", "a/"]),
    ])
  func matches(_ example: Case) {
    for (paths, expected) in [(example.matched, true), (example.others, false)] {
      for path in paths {
        let names = path.split(separator: "/").map(String.init)
        let pattern = PathPattern(example.pattern)
        #expect(pattern.matches(names, isDirectory: path.hasSuffix("/")) == expected, "\(path)")
      }
    }
  }
}
