import FailureRules
import Findings
import Foundation
import PatternEngine
import RuleData
import StackDoctor
import Testing

@Suite("The rules that come with the program")
struct ShippedRuleTests {
  static let rules = RuleSet.shipped.rules

  @Test("Every rule file is in the program")
  func complete() throws {
    let files = try #require(
      FileManager.default.enumerator(atPath: Corpus.root.appending(path: "rules").path)?
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") })
    #expect(Self.rules.map(\.file).sorted() == files.map { "rules/" + $0 }.sorted())
  }

  @Test("The index that was made when the program was built is that of its rules")
  func index() {
    let (built, made) = (RuleSet.shipped.index, RuleIndex(Self.rules))
    #expect(built.packed == made.packed)
    #expect(built.windows == LiteralWindows(of: made.literals))
  }

  @Test(
    "Its own examples match, with every value that its words use", arguments: rules.map(\.id.text))
  func examplesMatch(_ id: String) throws {
    let rule = try #require(Self.rules.first { $0.id.text == id })
    for example in rule.examples.match {
      let found = try Corpus.withFile(Array(example.utf8)) {
        Doctor(rules: RuleSet([rule])).scan([$0]).findings
      }
      let finding = try #require(found.first, "no match in: \(example)")
      let templates =
        [rule.title, rule.cause] + rule.remediation.map(\.text)
        + rule.remediation.compactMap(\.command)
      for case .capture(let name, nil) in templates.flatMap(\.segments) {
        #expect(finding.captures[name] != nil, "'\(name)' is not set by: \(example)")
      }
    }
  }

  @Test("Its counter-examples do not match", arguments: rules.map(\.id.text))
  func counterExamplesDoNotMatch(_ id: String) throws {
    let rule = try #require(Self.rules.first { $0.id.text == id })
    for example in rule.examples.noMatch {
      let found = try Corpus.withFile(Array(example.utf8)) {
        Doctor(rules: RuleSet([rule])).scan([$0])
      }
      #expect(found.findings == [], "a match in: \(example)")
      #expect(found.problems == [])
    }
  }

  @Test(
    "Its commands are ones that a shell can parse, whatever a log puts into them",
    arguments: rules.map(\.id.text))
  func commandsParse(_ id: String) throws {
    let rule = try #require(Self.rules.first { $0.id.text == id })
    let hostile = "a'b \"$(touch /tmp/x)` ; rm {} \\"
    for command in rule.remediation.compactMap(\.command) {
      let names = command.segments.compactMap { segment in
        if case .capture(let name, _) = segment { name } else { nil }
      }
      for values in [
        [:], Dictionary(names.map { ($0, hostile) }, uniquingKeysWith: { first, _ in first }),
      ] {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-n", "-c", command.renderedCommand(with: values)]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0, "\(command.renderedCommand(with: values))")
      }
    }
  }

  @Test("A scan need not look for short or common words", arguments: rules.map(\.id.text))
  func literals(_ id: String) throws {
    let rule = try #require(Self.rules.first { $0.id.text == id })
    for literal in rule.condition.scanLiterals ?? [] {
      #expect(literal.utf8.count >= 12, "'\(literal)' is short")
    }
  }

  @Test("No rule explains itself, not by way of others either")
  func noCircleOfCauses() {
    var remaining = Dictionary(uniqueKeysWithValues: Self.rules.map { ($0.id, $0.explains) })
    while true {
      let explained = Set(remaining.values.flatMap(\.self))
      let causesOnly = remaining.keys.filter { !explained.contains($0) }
      if causesOnly.isEmpty { break }
      for rule in causesOnly { remaining[rule] = nil }
    }
    // What is left hangs on a circle: each would be a symptom, and none the cause to begin with.
    #expect(remaining.keys.map(\.text).sorted() == [])
  }
}
