import FailureRules
import Findings
import Foundation
import LogReading
import StackDoctor
import Testing

@testable import RuleTooling

@Suite("Rules that are made from real logs")
struct CorpusDraftTests {
  /// A line that shows a failure.
  private struct Place: CustomStringConvertible {
    var log: String
    var line: Int
    var description: String { "\(log):\(line)" }
  }

  private static let corpus = RuleTestFixture.root.appending(path: "corpus").path

  /// Every log's lines that show an error, a warning or a traceback and say more than that, of those that
  /// differ only in their numbers the first.
  private static let places: [Place] = {
    let names = FileManager.default.enumerator(atPath: corpus)?.compactMap { $0 as? String } ?? []
    let signs = ["ERROR", "CRITICAL", "WARNING", "Traceback (most", "Error:", "Exception:"]
    var places: [Place] = []
    for name in names.sorted() where name.hasSuffix(".log") || name.hasSuffix(".txt") {
      guard let data = FileManager.default.contents(atPath: "\(corpus)/\(name)") else { continue }
      var seen: Set<String> = []
      let lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
      for (index, line) in lines.enumerated() where signs.contains(where: line.contains) {
        let words = line.replacingOccurrences(
          of: "[0-9a-f]+", with: "", options: .regularExpression)
        guard words.count(where: \.isLowercase) >= 12 else { continue }
        if seen.insert(words).inserted { places.append(Place(log: name, line: index + 1)) }
      }
    }
    return places
  }()

  private static func draft(_ place: Place, notNamed taken: Set<RuleID>) throws -> RuleDraft? {
    let event = try LogEvent.read(
      .file(path: "\(corpus)/\(place.log)", isNamed: true), line: place.line)
    return RuleDraft.make(of: event, month: "2026-11", notNamed: taken)
  }

  /// The message at a line of a log, as an expression.
  private static func expression(_ log: String, _ line: Int) throws -> String {
    let event = try LogEvent.read(.file(path: log, isNamed: true), line: line)
    return MessagePattern(event.message).expression
  }

  /// Every 43rd place, as a draft is made by trying many.
  @Test(
    "A line that shows a failure gives a rule that lints, matches its example, and no other log")
  func everyKind() throws {
    var made: [RuleID: Place] = [:]
    var files: [RuleFile] = []
    #expect(Self.places.count > 3900)
    for index in stride(from: 0, to: Self.places.count, by: 43) {
      let place = Self.places[index]
      do {
        guard let draft = try Self.draft(place, notNamed: Set(made.keys)) else {
          Issue.record("\(place) gives no rule")
          continue
        }
        let file = RuleFile(text: draft.yaml, file: "\(draft.id).yaml")
        #expect(file.problems == [], "\(place)")
        let rule = try #require(file.rule, "\(place)")
        made[rule.id] = place
        files.append(file)
      } catch LogEvent.Failure.blankLine {
        // The record's prefix alone, as oslo.log writes between the parts of a traceback.
      }
    }
    #expect(files.count > 85)
    let rules = RuleSet(files.compactMap(\.rule))
    #expect(rules.rules.count == files.count)

    let lint = RuleLint.findings(in: files, today: LintMonth(year: 2026, month: 11))
    #expect(lint.filter(\.check.isError) == [])
    #expect(lint.count { $0.check == .unfinished } == 5 * files.count)

    var run = RuleTestRun(rules)
    run.runExamples()
    #expect(run.failureCount == 0)
    #expect(run.assertionCount == 2 * files.count)

    // A rule may fire in a healthy log only on the message that it was made of.
    for finding in Doctor(rules: rules).scan(["\(Self.corpus)/clean"]).findings {
      let place = try #require(made[finding.rule])
      let own = try Self.expression("\(Self.corpus)/\(place.log)", place.line)
      for evidence in finding.evidence {
        let found = try Self.expression(evidence.source, evidence.line)
        #expect(
          found == own || found.hasPrefix(own) || own.hasPrefix(found),
          "\(place) fires on \(evidence.source):\(evidence.line)")
      }
    }
  }
}
