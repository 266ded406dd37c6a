import FailureRules
import Foundation
import Reporting
import RuleTooling
import StackDoctor
import Testing

@Suite("Rules as pages and lists")
struct RulePageTests {
  private func page(_ id: String) throws -> RulePage {
    let rules = RuleTestFixture.rules.rules
    let rule = try #require(rules.first { $0.id.text == id })
    return RulePage(rule, origin: .option, links: RuleLinks(among: rules))
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

  @Test("A list says of each rule what it is, where it comes from, and why it is not used")
  func list() throws {
    let rules = RuleTestFixture.rules.rules
    let links = RuleLinks(among: rules)
    let pages: [RulePage] = try [
      ("nova-build-failed", .shipped, .used, .stable),
      ("nova-build-failed", .user, .overridden(by: "/etc/stackdoctor/rules/a.yaml"), .stable),
      ("nova-no-valid-host", .option, .used, .experimental),
      ("nova-no-valid-host", .shipped, .superseded(by: rules[0].id), .deprecated),
      ("nova-build-failed", .shipped, .disabled(reason: "the tests provoke it"), .deprecated),
    ].map { (id: String, origin: RuleOrigin, use: RuleUse, status: Rule.Status) in
      var rule = try #require(rules.first { $0.id.text == id })
      rule.status = status
      return RulePage(rule, origin: origin, use: use, links: links)
    }
    let reporter = RuleListReporter(pages)
    for (name, style) in [
      ("list.txt", TextStyle(hasColor: false, width: 80)),
      ("list-narrow-color.txt", TextStyle(hasColor: true, width: 40)),
    ] {
      var text = ""
      reporter.writeText(style: style, to: &text)
      #expect(try RuleTestFixture.golden(name, for: text) == text)
    }
    var json = ""
    reporter.writeJSON(to: &json)
    #expect(try RuleTestFixture.golden("list.json", for: json) == json)
    var text = ""
    RuleListReporter([]).writeText(style: TextStyle(hasColor: false, width: 80), to: &text)
    #expect(text == "0 rules.\n")
  }

  @Test("A rule as JSON says what its file says, and what a scan makes of it")
  func document() throws {
    _ = RuleTestFixture.root
    let histories = RuleDirectory.read("\(RuleTestFixture.golden)/histories").compactMap(\.rule)
    var found = ""
    for rule in RuleTestFixture.rules.rules + histories {
      RuleDocument().write(
        RulePage(rule, origin: .option, links: RuleLinks(among: RuleTestFixture.rules.rules)),
        to: &found)
    }
    #expect(try RuleTestFixture.golden("show.json", for: found) == found)
  }

  @Test("What the JSON says of a rule is a rule file, and that rule")
  func documentOfRule() throws {
    _ = RuleTestFixture.root
    let histories = RuleDirectory.read("\(RuleTestFixture.golden)/histories").compactMap(\.rule)
    var scoped = try #require(histories.first { $0.condition.isScoped })
    scoped.condition = .scoped(
      RuleScope(levels: [.error]), try page("nova-build-failed").rule.condition)
    for rule in RuleTestFixture.rules.rules + histories + RuleSet.shipped.rules + [scoped] {
      var text = ""
      RuleDocument().write(
        RulePage(rule, origin: .shipped, links: RuleLinks(among: [])), to: &text)
      let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let data = try JSONSerialization.data(withJSONObject: #require(document?["rule"]))
      let file = RuleFile(text: String(decoding: data, as: UTF8.self), file: rule.file)
      #expect(file.problems == [])
      #expect(file.rule == rule)
    }
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
    rule.file = text
    let page = RulePage(
      rule, origin: .option, use: .disabled(reason: text), links: RuleLinks(among: [rule]))
    let style = TextStyle(hasColor: false, width: 80)
    var found = ""
    TextReporter(style: style).write(page, to: &found)
    RuleSheet(style: style).write(page, to: &found)
    RuleListReporter([page]).writeText(style: style, to: &found)
    RuleListReporter([page]).writeJSON(to: &found)
    RuleDocument().write(page, to: &found)
    var markdown = ""
    RuleMarkdown().write(page, to: &markdown)
    let controls = (found + markdown).unicodeScalars.filter {
      ($0.properties.generalCategory == .control && $0 != "\n") || $0 == "\u{202E}"
    }
    #expect(controls.isEmpty)
    #expect(try RuleTestFixture.golden("hostile.md", for: markdown) == markdown)
  }
}
