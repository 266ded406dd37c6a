import FailureRules
import Foundation
import LogReading
import RuleTooling
import Testing

@Suite("Rules that are made from real logs")
struct CorpusDraftTests {
  @Test("Every log of the corpus that shows a failure gives a rule that decodes")
  func corpus() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpus")
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    let logs = (names ?? []).filter { $0.hasSuffix(".log") && !$0.hasPrefix("clean") }
      .filter { !$0.contains("/none/") && !$0.contains("/no-") }.sorted()
    #expect(logs.count > 200)
    // Every seventh: each takes a tenth of a second in a debug build.
    for log in logs.enumerated().filter({ $0.offset % 7 == 0 }).map(\.element) {
      let event = try LogEvent.read(
        .file(path: root.appending(path: log).path, isNamed: true), line: nil)
      guard let draft = RuleDraft.make(of: event, month: "2026-11", notNamed: []) else {
        Issue.record("\(log) gives no rule")
        continue
      }
      #expect(RuleFile(text: draft.yaml, file: "my.yaml").problems == [], "\(log)")
    }
  }
}
