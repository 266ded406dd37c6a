import FailureRules
import Testing

struct RulePackTests {
  @Test("A rule with everything in it comes back as it was")
  func everything() throws {
    let rule = try RuleFileReadingTests.expected
    #expect(RulePack.unpack(RulePack.pack(rule)) == rule)
  }

  @Test("A rule with as little as may be comes back as it was")
  func little() throws {
    var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
    rule.explains = []
    rule.references = []
    rule.remediation = [RemediationStep(text: "")]
    rule.examples = RuleExamples(match: [], noMatch: [])
    rule.condition = .any([])
    #expect(RulePack.unpack(RulePack.pack(rule)) == rule)
  }

  @Test(
    "Texts come back as they were, whatever is in them",
    arguments: [
      "", "1:a", "3;", ":", "größer 日本 \u{1F600}", "a\nb\r\n", "\0", "\"\\(x)\"", "\u{301}",
      String(repeating: "x", count: 100_000),
    ])
  func texts(text: String) throws {
    var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
    rule.title = MessageTemplate(text)
    rule.references = [text, text]
    rule.versions = Rule.Versions(verified: text, introduced: text, fixedIn: nil)
    let unpacked = try #require(RulePack.unpack(RulePack.pack(rule)))
    #expect(unpacked == rule)
    // Strings that look alike are equal; bytes are not.
    #expect(Array(unpacked.title.source.utf8) == Array(text.utf8))
  }

  @Test("Every severity, status and position comes back as it was")
  func choices() throws {
    var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
    for severity in Severity.allCases {
      for status in Rule.Status.allCases {
        for position in TracebackSignature.Position.allCases {
          rule.severity = severity
          rule.status = status
          rule.condition = .not(.signature(.traceback(TracebackSignature(position: position))))
          #expect(RulePack.unpack(RulePack.pack(rule)) == rule)
        }
      }
    }
  }

  @Test("A text that is cut anywhere is no rule")
  func cut() throws {
    let packed = RulePack.pack(try RuleFileReadingTests.expected)
    for end in packed.indices {
      #expect(RulePack.unpack(String(packed[..<end])) == nil)
    }
  }

  @Test(
    "A text that is no rule is none",
    arguments: ["", "x", "9:a", "99999999999999999999:a", "-1:a", "3:a-b5:title4:highx", "1:a"])
  func broken(text: String) {
    #expect(RulePack.unpack(text) == nil)
  }
}
