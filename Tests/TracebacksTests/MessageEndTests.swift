import LogReading
import Testing
import Tracebacks

@Suite("Where the message under a Python error ends")
struct MessageEndTests {
  @Test(
    "Lines of a known kind of message, and those that the source or a record shows",
    arguments: cases)
  func ends(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  static let cases: [PictureCase] = [
    PictureCase(
      "a statement of SQL with a blank line",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
      sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such table: i
      [SQL: SELECT id
      FROM i

      ORDER BY id]
      [parameters: (0,)]
      (Background on this error at: https://sqlalche.me/e/20/e3q8)
      job failed
      """,
      """
      python 1-9
      raised sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such table: i⏎\
      [SQL: SELECT id⏎FROM i⏎⏎ORDER BY id]⏎[parameters: (0,)]⏎\
      (Background on this error at: https://sqlalche.me/e/20/e3q8)
      call a.py:1 f
      """),
    PictureCase(
      "pydantic's fields",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
      pydantic_core._pydantic_core.ValidationError: 2 validation errors for Server
      name
        Field required [type=missing]
      cpus
        Input should be a valid integer [type=int_parsing]
      job failed
      """,
      """
      python 1-7
      raised pydantic_core._pydantic_core.ValidationError: 2 validation errors for Server⏎\
      name⏎  Field required [type=missing]⏎cpus⏎  Input should be a valid integer [type=int_parsing]
      call a.py:1 f
      """),
    PictureCase(
      "jsonschema's paragraphs",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
      jsonschema.exceptions.ValidationError: 5 is not of type 'string'

      Failed validating 'type' in schema['name']:
          {'type': 'string'}

      On instance['name']:
          5
      job failed
      """,
      """
      python 1-9
      raised jsonschema.exceptions.ValidationError: 5 is not of type 'string'⏎⏎\
      Failed validating 'type' in schema['name']:⏎    {'type': 'string'}⏎⏎On instance['name']:⏎    5
      call a.py:1 f
      """),
    PictureCase(
      "blank and indented lines that the source writes, and no more",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          raise RuntimeError('first\\n\\nsecond\\n  third')
      RuntimeError: first

      second
        third
      job failed
      """,
      """
      python 1-7
      raised RuntimeError: first⏎⏎second⏎  third
      call a.py:1 f
      """),
    PictureCase(
      "the same where a carrier has dropped blank lines",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          raise RuntimeError('first\\n\\nsecond')
      RuntimeError: first
      second
      job failed
      """,
      """
      python 1-5
      raised RuntimeError: first⏎second
      call a.py:1 f
      """),
    PictureCase(
      "a string that is added to another may go on",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          raise RuntimeError('worker said:\\n' + text)
      RuntimeError: worker said:
      no space
      job failed
      """,
      """
      python 1-5
      raised RuntimeError: worker said:⏎no space
      call a.py:1 f
      """),
    PictureCase(
      "unittest's comparison counts as the source's lines",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          assert False, 'lists differ:\\n- a\\n+ b'
      AssertionError: lists differ:
      - a
      + b
      job failed
      """,
      """
      python 1-6
      raised AssertionError: lists differ:⏎- a⏎+ b
      call a.py:1 f
      """),
    PictureCase(
      "where logging was called from",
      """
      --- Logging error ---
      Traceback (most recent call last):
        File "a.py", line 1, in f
      TypeError: not all arguments converted
      Call stack:
        File "b.py", line 2, in g
      Message: 'x'
      """,
      """
      python 2-4
      raised TypeError: not all arguments converted
      call a.py:1 f
      """),
    PictureCase(
      "below a headline of Flask, up to a request's line",
      """
      [2026-11-21 10:00:00,565] ERROR in app: Exception on / [GET]
      Traceback (most recent call last):
        File "a.py", line 1, in f
      app.QuotaError: too much:
        used: 20
      ask for less
      127.0.0.1 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 500 265
      """,
      """
      python 2-6
      raised app.QuotaError: too much:⏎  used: 20⏎ask for less
      call a.py:1 f
      """),
    PictureCase(
      "below a headline with a level only",
      """
      ERROR:agent:could not sync
      Traceback (most recent call last):
        File "a.py", line 1, in f
      app.QuotaError: too much:
        used: 20
      ask for less
      INFO:agent:next
      """,
      """
      python 2-6
      raised app.QuotaError: too much:⏎  used: 20⏎ask for less
      call a.py:1 f
      """),
    PictureCase(
      "a headline that is not about an error tells nothing",
      """
      [2026-11-21 10:00:00,565] INFO in app: started
      Traceback (most recent call last):
        File "a.py", line 1, in f
      app.QuotaError: too much:
        used: 20
      job failed
      """,
      """
      python 2-5
      raised app.QuotaError: too much:⏎  used: 20
      call a.py:1 f
      """),
    PictureCase(
      "a message of one line does not go on below a headline",
      """
      [2026-11-21 10:00:00,565] ERROR in app: Exception on / [GET]
      Traceback (most recent call last):
        File "a.py", line 1, in f
      KeyError: 1
      worker: Warm shutdown
      """,
      """
      python 2-4
      raised KeyError: 1
      call a.py:1 f
      """),
    PictureCase(
      "a service's record in a carrier, whose other lines have no time of the service's",
      """
      [pod/api-0/api] 2026-11-21 10:00:00,123 ERROR agent: failed
      [pod/api-0/api] Traceback (most recent call last):
      [pod/api-0/api]   File "a.py", line 1, in f
      [pod/api-0/api] RuntimeError: first
      [pod/api-0/api] second
      [pod/api-0/api] 2026-11-21 10:00:00,124 INFO agent: next
      """,
      """
      python 2-5, after a record
      raised RuntimeError: first⏎second
      call a.py:1 f
      """),
    PictureCase(
      "at the logger's next record, where no line has a time",
      """
      ERROR nova.compute [None req-a u p] failed
      ERROR nova.compute Traceback (most recent call last):
      ERROR nova.compute   File "a.py", line 1, in f
      ERROR nova.compute KeyError: 1
      ERROR nova.compute [None req-a u p] failed again
      ERROR nova.compute context of the next one
      """,
      """
      python 2-4, after a record
      raised KeyError: 1
      call a.py:1 f
      """),
  ]

  /// The last line of a message with so many lines of SQL behind a blank one.
  private func lastLine(statementLines count: Int) -> Int? {
    let statement = [String](repeating: "AND deleted", count: count)
    let text =
      ["Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "a.DBError: x"]
      + ["[SQL: SELECT id", ""] + statement + ["[parameters: (0,)]"]
    return tracebacks(in: text.joined(separator: "\n")).first?.lastLine
  }

  @Test("64 lines of a statement are held, the blank one among them")
  func statementLimit() {
    #expect(lastLine(statementLines: 63) == 69)
    #expect(lastLine(statementLines: 64) == 4)
  }

  /// The last line of a trace below a line whose time of day stands so far from its beginning.
  private func lastLine(timeAt offset: Int) -> Int? {
    let text = """
      \(String(repeating: "-", count: offset))10:00:00 ERROR
      Traceback (most recent call last):
        File "a.py", line 1, in f
      app.QuotaError: too much:
        used: 20
      ask for less
      """
    return tracebacks(in: text).first?.lastLine
  }

  @Test("A headline's time begins within 48 bytes")
  func headlineLimit() {
    #expect(lastLine(timeAt: 47) == 6)
    #expect(lastLine(timeAt: 48) == 5)
  }

  @Test("Line feeds of one statement are counted up to 256")
  func writtenLineLimit() {
    let written = String(repeating: "\\nx", count: 257)
    let text =
      [
        "Traceback (most recent call last):", "  File \"a.py\", line 1, in f",
        "    raise RuntimeError('first\(written)')", "RuntimeError: first",
      ] + [String](repeating: "x", count: 257)
    #expect(tracebacks(in: text.joined(separator: "\n")).first?.lastLine == 4 + 256)
  }
}
