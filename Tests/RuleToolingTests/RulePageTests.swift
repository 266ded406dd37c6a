import FailureRules
import Reporting
import RuleTooling
import StackDoctor
import Testing

@Suite("Rules as pages and lists")
struct RulePageTests {
  private func page(_ id: String) throws -> RulePage {
    let rules = RuleTestFixture.rules.rules
    let rule = try #require(rules.first { $0.id.text == id })
    return RulePage(rule, origin: "my pack", links: RuleLinks(among: rules))
  }

  @Test(
    "A rule is explained to those who have the failure",
    arguments: [
      ("explain.txt", "nova-no-valid-host", false, 100),
      ("explain-narrow.txt", "nova-no-valid-host", false, 48),
      ("explain-color.txt", "nova-no-valid-host", true, 80),
      ("explain-long.txt", "nova-build-failed", false, 80),
    ])
  func explain(_ golden: String, _ id: String, _ hasColor: Bool, _ width: Int) throws {
    var found = ""
    let reporter = TextReporter(style: TextStyle(hasColor: hasColor, width: width))
    reporter.write(try page(id), to: &found)
    #expect(try RuleTestFixture.golden(golden, for: found) == found)
  }

  @Test("Markdown keeps words as they are, and blocks closed")
  func markdown() throws {
    var found = ""
    RuleMarkdown().write(try page("nova-no-valid-host"), to: &found)
    #expect(try RuleTestFixture.golden("explain.md", for: found) == found)
  }

  @Test("A rule is shown field by field to those who write rules")
  func sheet() throws {
    var found = ""
    let sheet = RuleSheet(style: TextStyle(hasColor: false, width: 80))
    sheet.write(try page("nova-no-valid-host"), to: &found)
    found += "\n"
    sheet.write(try page("nova-build-failed"), to: &found)
    #expect(try RuleTestFixture.golden("show.txt", for: found) == found)
  }

  @Test("A list has a line, or an object, for each rule")
  func list() throws {
    let reporter = RuleListReporter(
      [try page("nova-build-failed"), try page("nova-no-valid-host")])
    var text = ""
    reporter.writeText(style: TextStyle(hasColor: false, width: 80), to: &text)
    #expect(try RuleTestFixture.golden("list.txt", for: text) == text)
    var json = ""
    reporter.writeJSON(to: &json)
    #expect(try RuleTestFixture.golden("list.json", for: json) == json)
  }

  @Test("The manual has a page for each rule and an index")
  func manual() throws {
    let files = RuleManual(RuleTestFixture.rules.rules).files
    let found = files.sorted { $0.key < $1.key }.map { "== \($0.key)\n\($0.value)" }.joined()
    #expect(try RuleTestFixture.golden("manual.txt", for: found) == found)
  }

  @Test("Nothing that a rule holds can control the terminal or leave its place in Markdown")
  func hostile() throws {
    var rule = try page("nova-build-failed").rule
    let text = "x\u{1B}]0;owned\u{7}\u{202E} <script> [a](b) | ```\n# c"
    rule.title = MessageTemplate(text)
    rule.cause = MessageTemplate(text)
    rule.references = [text, "https://x/> <b>", "javascript:alert(1)"]
    rule.remediation = [
      RemediationStep(text: MessageTemplate(text), command: MessageTemplate(text))
    ]
    rule.examples.match = [text]
    let page = RulePage(rule, origin: text, links: RuleLinks(among: [rule]))
    let style = TextStyle(hasColor: false, width: 80)
    var found = ""
    TextReporter(style: style).write(page, to: &found)
    RuleSheet(style: style).write(page, to: &found)
    RuleListReporter([page]).writeText(style: style, to: &found)
    var markdown = ""
    RuleMarkdown().write(page, to: &markdown)
    let controls = (found + markdown).unicodeScalars.filter {
      ($0.properties.generalCategory == .control && $0 != "\n") || $0 == "\u{202E}"
    }
    #expect(controls.isEmpty)
    #expect(try RuleTestFixture.golden("hostile.md", for: markdown) == markdown)
  }
}
