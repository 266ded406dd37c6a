import FailureRules
import Matching
import Testing

@Suite("What a rule may cost")
struct RuleBudgetTests {
  private let hostile = "No space left on device \(String(repeating: "a", count: 100))!"

  private func rules(_ pattern: String) -> [Rule?] {
    [
      rule("bad-pattern", "{ line: '\(pattern)' }"),
      rule("disk-full", "{ line: 'No space left on device' }"),
    ]
  }

  @Test("A rule that hits a limit on 15 records is tried on the next; after 16 it is given up")
  func givenUp() {
    func found(_ count: Int) -> [String] {
      let lines = Array(repeating: hostile, count: count).map { "[\($0)]\n\n" }.joined()
      return report(
        on: lines + "space left on device aaa\n", rules: rules("space left on device (a+)+$")
      ).filter { !$0.hasPrefix("disk-full") }
    }
    let first = """
      fault at 1: the pattern backtracks too much on this text, 100000 steps \
      (\(hostile.utf8.count + 2) bytes)
      """
    #expect(found(15) == [first, "bad-pattern at 31"])
    #expect(
      found(16) == [
        first,
        """
        fault at 31: given up after 16 texts on which it hit a limit or took 0.005 seconds and \
        more; it is not tried on what follows
        """,
      ])
  }

  @Test("A rule that takes long on every record is given up, without having hit a limit")
  func slow() {
    // At each of 8,000 places some ten thousand steps: slow, and under the limit.
    let pattern = "(?:a{1,40}?){2}a{0,60}b.{0,9}space left on device"
    let line = "\(String(repeating: "a", count: 7900)) space left on device"
    let lines = Array(repeating: line + "\n\n", count: 50).joined()
    let found = report(on: lines, rules: [rule("bad-pattern", "{ line: '\(pattern)' }")])
    #expect(found.count == 1)
    #expect(found.first?.contains(": given up after ") == true)
  }
}
