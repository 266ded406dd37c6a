import FailureRules
import Testing

struct YAMLProblemTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var expected: String

    init(_ testDescription: String, _ text: String, _ expected: String) {
      self.testDescription = testDescription
      self.text = text
      self.expected = expected
    }
  }

  @Test(
    "A file that is not one document of plain YAML, apart from the keys that are missing then",
    arguments: [
      Case("empty", "", "1:1: the file is empty"),
      Case("blanks and comments", "\n# nothing\n\n", "4:1: the file is empty"),
      Case("a document without a value", "---\n", "2:1: the rule is a text, expected a mapping"),
      Case("a text", "just words\n", "1:1: the rule is a text, expected a mapping"),
      Case("a list", "- id: x\n", "1:1: the rule is a list, expected a mapping"),
      Case(
        "a second document", "\(SampleRule.text)---\nid: x\n",
        "19:1: a second document; a rule file holds one rule"),
      Case(
        "a bracket that is not closed", "id: [a\n",
        "1:5: not valid YAML: while parsing a flow sequence that begins here, did not find expected ',' or ']' at 2:1"
      ),
      Case(
        "a tab", "id: a\n\ttitle: b\n",
        "1:5: not valid YAML: while scanning a plain scalar that begins here, found a tab character that violates indentation at 2:1"
      ),
      Case(
        "a colon in a text", "title: a: b\n",
        "1:9: not valid YAML: mapping values are not allowed in this context"),
      Case(
        "a quote that is not closed", "title: 'a\n",
        "1:8: not valid YAML: while scanning a quoted scalar that begins here, found unexpected end of stream at 2:1"
      ),
      Case(
        "an alias", "id: a-b\ntitle: *a\n",
        "2:8: an alias ('*name'); write the value out"),
      Case(
        "nesting that is too deep", String(repeating: "[", count: 40), "1:33: nested too deeply"),
      Case(
        "a file that is too large", String(repeating: "#", count: RuleFile.sizeLimit + 1),
        "1:1: the file has more than 1048576 bytes, expected that many at most"),
    ])
  func problems(_ example: Case) {
    let file = RuleFile(text: example.text, file: "x.yaml")
    let problems = file.problems.filter { !$0.message.hasSuffix(" is missing") }
    #expect(problems.map(\.description) == ["x.yaml:\(example.expected)"])
    #expect(file.rule == nil)
  }

  @Test("A file of the largest size is read")
  func largest() {
    let padding = RuleFile.sizeLimit - SampleRule.text.utf8.count
    let text = SampleRule.text + String(repeating: "#", count: padding)
    let file = RuleFile(text: text, file: SampleRule.file)
    #expect(file.problems == [])
    #expect(file.rule?.id.text == "nova-no-valid-host")
  }

  @Test("A broken file never traps, wherever it is cut")
  func cut() {
    for end in SampleRule.text.indices.dropLast() {
      let file = RuleFile(text: String(SampleRule.text[..<end]), file: SampleRule.file)
      #expect((file.rule == nil) == !file.problems.isEmpty)
    }
  }
}
