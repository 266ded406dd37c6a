import FailureRules
import LogReading
import Matching
import Testing

@Suite("Several sources side by side")
struct FollowingTests {
  /// The first open line after each of some lines, and after the end.
  private func firstOpenLines(_ lines: [String], from first: Int = 1) -> [Int?] {
    let rules = CompiledRules(
      RuleSet([rule("a-b", "{ line: 'no space left on device' }")].compactMap { $0 }))
    var matcher = LogMatcher(rules) { _ in }
    matcher.begin(source: 0, line: first)
    var bytes = [UInt8(ascii: "\n")]
    var result: [Int?] = []
    for line in lines {
      let start = bytes.count
      bytes += Array((line + "\n").utf8)
      matcher.take(bytes.span, LogChunk(fresh: start..<bytes.count, byteOffset: start - 1))
      result.append(matcher.firstOpen?.line)
    }
    matcher.pause()
    result.append(matcher.firstOpen?.line)
    return result
  }

  @Test("A record is open until the next one, or a pause")
  func records() {
    let wanted = "2026-11-21 10:00:00.000 1 ERROR a [-] no space left on device"
    let other = "2026-11-21 10:00:00.000 1 INFO a [-] all is well"
    #expect(firstOpenLines([other, wanted, "and more", other]) == [nil, 2, 2, nil, nil])
    #expect(firstOpenLines([other, wanted]) == [nil, 2, nil])
  }

  @Test("A traceback is open from the record before it on, whatever comes between")
  func tracebacks() {
    let head = "2026-11-21 10:00:00.000 1 ERROR a"
    let lines = [
      "\(head) [-] It went wrong", "\(head) Traceback (most recent call last):",
      "2026-11-21 10:00:00.000 2 INFO b [-] all is well",
      #"\#(head)   File "/a.py", line 1, in f"#, "\(head)     f()",
    ]
    #expect(firstOpenLines(lines) == [1, 1, 1, 1, 1, 1])
  }

  @Test("Of the journal export format, the record that has begun is open")
  func journalExport() {
    let lines = ["__CURSOR=1", "MESSAGE=a", "", "__CURSOR=2"]
    #expect(firstOpenLines(lines) == [1, 1, nil, 4, 4])
  }

  @Test("Lines are numbered from where a source is gone on with")
  func numbers() {
    let wanted = "2026-11-21 10:00:00.000 1 ERROR a [-] no space left on device"
    #expect(firstOpenLines([wanted], from: 4711) == [4711, nil])
  }

  @Test("Matchers of several sources keep their records apart")
  func another() {
    var events: [Int] = []
    let rules = CompiledRules(
      RuleSet([rule("a-b", "{ line: 'no\\s+space\\s+left\\s+on\\s+device' }")].compactMap { $0 }))
    var first = LogMatcher(rules) {
      if case .match(let match) = $0 { events.append(match.evidence.position.source) }
    }
    var second = first.another()
    first.begin(source: 0)
    second.begin(source: 1)
    func take(_ text: String, _ matcher: inout LogMatcher) {
      let bytes = Array(("\n" + text).utf8)
      matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
    }
    take("ERROR: no space\n", &first)
    take("ERROR: no space left on device\n", &second)
    take("no harm\n", &first)
    first.end()
    second.end()
    #expect(events == [1])
  }

  @Test("Nobody hears of the records of an ignored program")
  func ignoredProgram() {
    var events: [Int] = []
    let rules = CompiledRules(
      RuleSet([rule("a-b", "{ line: 'no space left on device' }")].compactMap { $0 }))
    var matcher = LogMatcher(rules) {
      if case .match(let match) = $0 { events.append(match.evidence.position.line) }
    }
    matcher.ignoredProgram = "stackdoctor"
    matcher.begin(source: 0)
    let text = """

      Nov 21 10:00:00 host stackdoctor[1]: no space left on device
      Nov 21 10:00:00 host nova-api[1]: no space left on device

      """
    let bytes = Array(text.utf8)
    matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
    matcher.end()
    #expect(events == [2])
  }
}
