import FailureRules
import Testing

struct MessageTemplateTests {
  struct ParseCase: CustomTestStringConvertible {
    var source: String
    var expected: [MessageTemplate.Segment]
    var testDescription: String { source.debugDescription }

    init(_ source: String, _ expected: [MessageTemplate.Segment]) {
      self.source = source
      self.expected = expected
    }
  }

  @Test(
    "A template's parts",
    arguments: [
      ParseCase("", []),
      ParseCase("words", [.text("words")]),
      ParseCase("{a}", [.capture(name: "a", fallback: nil)]),
      ParseCase(
        "to {host_1}.",
        [.text("to "), .capture(name: "host_1", fallback: nil), .text(".")]),
      ParseCase("{a|it}", [.capture(name: "a", fallback: "it")]),
      ParseCase("{a|}", [.capture(name: "a", fallback: "")]),
      ParseCase("{a|x|y}", [.capture(name: "a", fallback: "x|y")]),
      ParseCase("{a|{b}", [.capture(name: "a", fallback: "{b")]),
      ParseCase(
        "{a}{b}",
        [.capture(name: "a", fallback: nil), .capture(name: "b", fallback: nil)]),
      ParseCase(
        "{{a}}",
        [.text("{"), .capture(name: "a", fallback: nil), .text("}")]),
      ParseCase("${HOME} ${a} $", [.text("${HOME} ${a} $")]),
      ParseCase(
        "${a}{b}", [.text("${a}"), .capture(name: "b", fallback: nil)]),
      ParseCase(
        "$ {a}", [.text("$ "), .capture(name: "a", fallback: nil)]),
    ])
  func parsing(_ example: ParseCase) {
    #expect(MessageTemplate(example.source).segments == example.expected)
  }

  @Test(
    "A brace that is not followed by a name is a brace",
    arguments: [
      "{", "}", "{}", "{ a }", "{A}", "{1a}", "{_a}", "{a", "{a b}", "{a-b}", "{|x}", "{\"a\": 1}",
      "{é}", "a{1,2}", "awk '{ print $1 }'", "${a:-b}",
    ])
  func braces(source: String) {
    #expect(MessageTemplate(source).segments == [.text(source[...])])
  }

  struct RenderCase: CustomTestStringConvertible {
    var source: String
    var captures: [String: String]
    var text: String
    var command: String
    var testDescription: String { "\(source.debugDescription) with \(captures)" }

    init(_ source: String, _ captures: [String: String], text: String, command: String) {
      self.source = source
      self.captures = captures
      self.text = text
      self.command = command
    }
  }

  @Test(
    "Captures stand in texts as they are, and in commands as words",
    arguments: [
      RenderCase("ls {dir}", ["dir": "/tmp"], text: "ls /tmp", command: "ls /tmp"),
      RenderCase("ls {dir}", ["dir": "/a b"], text: "ls /a b", command: "ls '/a b'"),
      RenderCase("ls {dir}.", ["dir": ""], text: "ls .", command: "ls ''."),
      RenderCase("ls {dir}", [:], text: "ls ", command: "ls "),
      RenderCase("ls {dir|DIR}", [:], text: "ls DIR", command: "ls DIR"),
      RenderCase("ls {dir|\"$DIR\"}", [:], text: "ls \"$DIR\"", command: "ls \"$DIR\""),
      RenderCase("ls {dir|DIR}", ["dir": "a"], text: "ls a", command: "ls a"),
      RenderCase("ls {dir|DIR}", ["dir": ""], text: "ls ", command: "ls ''"),
      RenderCase(
        "ls {dir}", ["dir": "$(reboot)"], text: "ls $(reboot)", command: "ls '$(reboot)'"),
      RenderCase(
        "ls {dir}", ["dir": "a'; reboot; '"], text: "ls a'; reboot; '",
        command: #"ls 'a'\''; reboot; '\'''"#),
      RenderCase("ls {dir}", ["dir": "a\nb"], text: "ls a\nb", command: "ls 'a\nb'"),
      RenderCase("{a} {a}", ["a": "x y"], text: "x y x y", command: "'x y' 'x y'"),
      RenderCase("{a}/{b}", ["a": "{b}", "b": "c"], text: "{b}/c", command: "'{b}'/c"),
      RenderCase("${a} {a}", ["a": "1"], text: "${a} 1", command: "${a} 1"),
    ])
  func rendering(_ example: RenderCase) {
    let template = MessageTemplate(example.source)
    #expect(template.rendered(with: example.captures) == example.text)
    #expect(template.renderedCommand(with: example.captures) == example.command)
  }
}
