import LogReading
import Testing
import TracebackPictures
import Tracebacks

@Suite("Prefixes that nobody knows")
struct LearnedPrefixTests {
  @Test(
    "What stands before a header and its next line is the prefix of the trace", arguments: cases)
  func learns(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  static let cases: [PictureCase] = [
    PictureCase(
      "stern",
      """
      pay-0 app booking
      pay-0 app Traceback (most recent call last):
      pay-0 app   File "a.py", line 1, in f
      pay-0 app     g()
      pay-0 app KeyError: 'x'
      pay-0 app done
      """,
      """
      python 2-5
      raised KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "twisted, whose time goes on",
      """
      2026-11-21T10:00:59+0000 [HTTPChannel,7,10.0.0.1] Traceback (most recent call last):
      2026-11-21T10:00:59+0000 [HTTPChannel,7,10.0.0.1]   File "a.py", line 1, in f
      2026-11-21T10:01:00+0000 [HTTPChannel,7,10.0.0.1]     g()
      2026-11-21T10:01:00+0000 [HTTPChannel,7,10.0.0.1] builtins.KeyError: 'x'
      2026-11-21T10:01:00+0000 [HTTPChannel,8,10.0.0.1] bye
      """,
      """
      python 1-4
      raised builtins.KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "gunicorn's time, pid and level on every line",
      """
      [2026-11-21 10:00:59 +0000] [7] [ERROR] Traceback (most recent call last):
      [2026-11-21 10:01:00 +0000] [7] [ERROR]   File "a.py", line 1, in f
      [2026-11-21 10:01:00 +0000] [7] [ERROR]     g()
      [2026-11-21 10:01:01 +0000] [7] [ERROR] KeyError: 'x'
      """,
      """
      python 1-4
      raised KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "klog, whose microseconds differ",
      """
      E1121 10:00:00.123456   12 f.go:1] Traceback (most recent call last):
      E1121 10:00:00.123460   12 f.go:1]   File "a.py", line 1, in f
      E1121 10:00:00.123471   12 f.go:1]     g()
      E1121 10:00:01.000000   12 f.go:1] KeyError: 'x'
      """,
      """
      python 1-4
      raised KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "two processes that differ in nothing but the pid",
      """
      [2026-11-21 10:00:00 +0000] [7] [ERROR] Traceback (most recent call last):
      [2026-11-21 10:00:00 +0000] [8] [ERROR] Traceback (most recent call last):
      [2026-11-21 10:00:01 +0000] [7] [ERROR]   File "a.py", line 1, in f
      [2026-11-21 10:00:01 +0000] [8] [ERROR]   File "b.py", line 2, in g
      [2026-11-21 10:00:02 +0000] [8] [ERROR] KeyError: 'b'
      [2026-11-21 10:00:02 +0000] [7] [ERROR] ValueError: a
      """,
      """
      python 1, 3, 6
      raised ValueError: a
      call a.py:1 f

      python 2, 4-5
      raised KeyError: 'b'
      call b.py:2 g
      """),
    PictureCase(
      "klog of two threads",
      """
      E1121 10:00:00.123456   12 f.go:1] Traceback (most recent call last):
      E1121 10:00:00.123457   13 f.go:1] Traceback (most recent call last):
      E1121 10:00:00.123458   12 f.go:1]   File "a.py", line 1, in f
      E1121 10:00:00.123459   13 f.go:1]   File "b.py", line 2, in g
      E1121 10:00:00.123460   12 f.go:1] ValueError: a
      E1121 10:00:00.123461   13 f.go:1] KeyError: 'b'
      """,
      """
      python 1, 3, 5
      raised ValueError: a
      call a.py:1 f

      python 2, 4, 6
      raised KeyError: 'b'
      call b.py:2 g
      """),
    PictureCase(
      "a message before the header",
      """
      boom: Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      KeyError: 'x'
      boom: over
      """,
      """
      python 1-4
      raised KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "the blank behind the prefix of a blank line is missing",
      """
      pay-0 app Traceback (most recent call last):
      pay-0 app   File "a.py", line 1, in f
      pay-0 app KeyError: 'x'
      pay-0 app
      pay-0 app During handling of the above exception, another exception occurred:
      pay-0 app
      pay-0 app Traceback (most recent call last):
      pay-0 app   File "a.py", line 3, in h
      pay-0 app RuntimeError: y
      """,
      """
      python 1-9
      raised KeyError: 'x'
      raised RuntimeError: y
      about RuntimeError, first KeyError
      call a.py:1 f
      call a.py:3 h
      """),
    PictureCase(
      "once seen twice, the prefix is asked of every line",
      """
      pay-0 app Traceback (most recent call last):
      pay-0 app   File "a.py", line 1, in f
        File "b.py", line 2, in g
      pay-0 app     h()
      pay-0 app KeyError: 'x'
      """,
      """
      python 1-2, 4-5
      raised KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "a prefix behind one that is known",
      """
      2026-11-21 10:00:00.001 7 ERROR nova worker-a> Traceback (most recent call last):
      2026-11-21 10:00:00.002 7 ERROR nova worker-b> busy
      2026-11-21 10:00:00.003 7 ERROR nova worker-a>   File "a.py", line 1, in f
      2026-11-21 10:00:00.004 7 ERROR nova worker-b> idle
      2026-11-21 10:00:00.005 7 ERROR nova worker-a> ValueError: a
      """,
      """
      python 1, 3, 5
      raised ValueError: a
      call a.py:1 f
      """),
    PictureCase(
      "an exception group keeps its indentation",
      """
      pay-0 app   + Exception Group Traceback (most recent call last):
      pay-0 app   |   File "a.py", line 1, in f
      pay-0 app   |     g()
      pay-0 app   | ExceptionGroup: two failed (1 sub-exception)
      pay-0 app   +-+---------------- 1 ----------------
      pay-0 app     | ValueError: one
      pay-0 app     +------------------------------------
      pay-0 app done
      """,
      """
      python 1-7
      raised ExceptionGroup: two failed (1 sub-exception)
      call a.py:1 f
      """),
  ]

  /// A trace with a prefix of so many bytes, its blank among them.
  private func trace(prefixLength: Int) -> String {
    let prefix = String(repeating: "x", count: prefixLength - 1) + " "
    return [
      "Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "KeyError: 'x'",
    ].map { prefix + $0 }.joined(separator: "\n")
  }

  @Test("A prefix of 128 bytes is learned, one more is not")
  func limit() {
    #expect(
      tracebacks(in: trace(prefixLength: 128)).map(\.picture) == [
        "python 1-3\nraised KeyError: 'x'\ncall a.py:1 f"
      ])
    #expect(tracebacks(in: trace(prefixLength: 129)).map(\.picture) == [])
  }
}
