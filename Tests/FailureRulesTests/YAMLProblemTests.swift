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
        "a tab before a key", "signature:\n\tline: b\n",
        "2:1: not valid YAML: while scanning for the next token that begins here, found character that cannot start any token at 2:1; indent with blanks, not with tabs"
      ),
      Case(
        "a colon in a text", "title: a: b\n",
        "1:9: not valid YAML: mapping values are not allowed in this context; a value that holds ': ' needs quotes"
      ),
      Case(
        "a colon in a mapping's text", "signature: { line: a: b }\n",
        "1:12: not valid YAML: while parsing a flow mapping that begins here, did not find expected ',' or '}' at 1:21; a value that holds ': ' needs quotes"
      ),
      Case(
        "a key that is indented more than its neighbours",
        "remediation:\n  - text: a\n     command: b\n",
        "3:13: not valid YAML: mapping values are not allowed in this context; is the key indented as those beside it?"
      ),
      Case(
        "a key that is indented less", "remediation:\n  - text: a\n   command: b\n",
        "3:4: not valid YAML: did not find expected '-' indicator; is the key indented as those beside it?"
      ),
      Case(
        "a backslash in double quotes", #"cause: "a\s""#,
        #"1:8: not valid YAML: while parsing a quoted scalar that begins here, found unknown escape character at 1:10; in single quotes a backslash stands for itself"#
      ),
      Case(
        "a capture at the beginning", "title: {disk} is full\n",
        "1:15: not valid YAML: did not find expected key; a value that begins with '{' needs quotes"
      ),
      Case(
        "an apostrophe in single quotes", "title: 'It's full'\n",
        "1:12: not valid YAML: did not find expected key; a quote within single quotes is written twice"
      ),
      Case(
        "a quote in double quotes", "title: \"a \"b\" c\"\n",
        "1:12: not valid YAML: did not find expected key; a quote within double quotes needs a backslash"
      ),
      Case(
        "a character that YAML keeps for itself", "title: @disk\n",
        "1:8: not valid YAML: while scanning for the next token that begins here, found character that cannot start any token at 1:8; a value that begins with '@' needs quotes"
      ),
      Case(
        "a dash at the beginning", "title: - a\n",
        "1:8: not valid YAML: block sequence entries are not allowed in this context; a value that begins with '-' needs quotes"
      ),
      Case(
        "a block whose lines are not indented", "cause: |\nit is so\nid: nova-a\n",
        "2:1: not valid YAML: while scanning a simple key that begins here, could not find expected ':' at 3:1; lines that go on with a value are indented"
      ),
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
