import Testing
import TracebackPictures

@Suite("Logs of what was shown on a terminal")
struct TerminalTests {
  private static let rules = [
    rule("disk-full", "{ line: 'No space left on device: (?<path>\\S+)' }")
  ]

  @Test("What was written over is not matched, what is left is, in its physical line")
  func writtenOver() {
    let text =
      "Collecting x\r\n 10%\rNo space left on device: /old\r\u{1B}[2Kfine\r\n"
      + " 10%\r 99%\r\u{1B}[2KNo space left on device: /var\r\r\nfine\r\n"
    #expect(report(on: text, rules: Self.rules) == ["disk-full at 3 path=/var"])
  }

  @Test("A progress bar may be longer than a record")
  func long() {
    let bar = String(repeating: "  50% of something\r", count: 10_000)
    #expect(
      report(on: "\(bar)No space left on device: /var\nfine\n", rules: Self.rules)
        == ["disk-full at 1 path=/var"])
  }

  @Test("A traceback may begin where a progress bar was")
  func traceback() {
    let text = """
      fine
        5%\r 10%\r\u{1B}[KTraceback (most recent call last):
        File "a.py", line 1, in a\r
      KeyError: 1\r
      """
    #expect(
      TracebackReading.tracebacks(in: text).map(\.picture)
        == ["python 2-4\nraised KeyError: 1\ncall a.py:1 a"])
  }
}
