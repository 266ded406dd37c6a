import LogReading
import Matching
import Testing
import TracebackPictures
import Tracebacks

@Suite("Bounds of what is taken for a traceback")
struct TracebackBoundsTests {
  /// A text of which one line is there so many times, and what is found in it.
  struct Bound: CustomTestStringConvertible {
    var testDescription: String
    var limit: Int
    var before: String
    var line: String
    var after: String
    /// The pictures' first lines where the line stands ``limit`` times.
    var expected: [String]
    /// The same where it stands once more.
    var beyond: [String]

    init(
      _ description: String, limit: Int, before: String, line: String, after: String,
      expected: [String], beyond: [String]
    ) {
      testDescription = description
      self.limit = limit
      self.before = before
      self.line = line
      self.after = after
      self.expected = expected
      self.beyond = beyond
    }

    func found(times count: Int) -> [String] {
      let text =
        ([before] + [String](repeating: line, count: count) + [after]).joined(separator: "\n")
      return heads(in: text)
    }
  }

  @Test(
    "A trace may have as many lines of a kind as its bound says, and not one more",
    arguments: bounds)
  func bound(_ bound: Bound) {
    #expect(bound.found(times: bound.limit) == bound.expected)
    #expect(bound.found(times: bound.limit + 1) == bound.beyond)
  }

  static let bounds: [Bound] = [
    Bound(
      "other writers' lines before a chained error", limit: 32,
      before: """
        2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
        2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
        2026-11-21 10:00:00.001 7 ERROR nova KeyError: 1
        """,
      line: "2026-11-21 10:00:00.001 8 INFO nova [-] other",
      after: """
        2026-11-21 10:00:00.001 7 ERROR nova The above exception was the direct cause of the following exception:
        2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
        2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 2, in g
        2026-11-21 10:00:00.001 7 ERROR nova ValueError: 2
        """,
      expected: ["python 1-3, 36-39"], beyond: ["python 1-3", "python 38-40, after a record"]),
    Bound(
      "other writers' lines before the error", limit: 256,
      before: """
        2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
        2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
        """,
      line: "2026-11-21 10:00:00.001 8 INFO nova [-] other",
      after: "2026-11-21 10:00:00.001 7 ERROR nova KeyError: 1",
      expected: ["python 1-2, 259"], beyond: ["python 1-2, is cut"]),
    Bound(
      "lines without a prefix that go on with a prefixed one", limit: 8,
      before: """
        2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
        2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
        2026-11-21 10:00:00.001 7 ERROR nova KeyError: ('a',
        """,
      line: "'b',", after: "2026-11-21 10:00:00.001 7 INFO nova [-] going on",
      expected: ["python 1-11"], beyond: ["python 1-11"]),
    Bound(
      "lines under an error because a record stands above the trace", limit: 16,
      before: """
        2026-11-21 10:00:00.001 7 ERROR nova [-] boom
        Traceback (most recent call last):
          File "a.py", line 1, in f
        KeyError: 1
        """,
      line: "printed", after: "2026-11-21 10:00:00.001 7 INFO nova [-] going on",
      expected: ["python 2-20, after a record"], beyond: ["python 2-20, after a record"]),
    Bound(
      "lines of a record above a trace, its head not among them", limit: 15,
      before: "2026-11-21 10:00:00.001 7 ERROR nova [-] boom", line: "of the record",
      after: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
        KeyError: 1
        """,
      expected: ["python 17-19, after a record"], beyond: ["python 18-20"]),
    Bound(
      "what asyncio says above a traceback, under its sentence", limit: 4,
      before: "Task exception was never retrieved", line: "task: <Task pending>",
      after: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
        KeyError: 1
        """,
      expected: ["python 1-8"], beyond: ["python 7-9"]),
    Bound(
      "blank lines between Python's calls", limit: 3,
      before: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
        """,
      line: "", after: "KeyError: 1", expected: ["python 1-6"], beyond: ["python 1-2, is cut"]),
    Bound(
      "lines of one Python statement", limit: 24,
      before: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
        """,
      line: "    call(", after: "KeyError: 1", expected: ["python 1-27"],
      beyond: ["python 1-26, is cut"]),
    Bound(
      "blank lines between the fault handler's threads", limit: 2,
      before: """
        Fatal Python error: Aborted
        Thread 0x00007f318c9456c0 (most recent call first):
          File "a.py", line 3 in idle
        """,
      line: "",
      after: """
        Current thread 0x00007f318d7beb80 (most recent call first):
          File "a.py", line 6 in native
        """,
      expected: ["python 1-7"], beyond: ["python 1-3", "python 7-8"]),
    Bound(
      "lines between a Java cause and its first call", limit: 40,
      before: """
        java.lang.IllegalStateException: a
        \tat shop.Order.submit(Order.java:13)
        Caused by: java.io.IOException: b
        """,
      line: "of b", after: "\tat shop.Conn.query(Conn.java:10)\n\t... 1 more",
      expected: ["java 1-45"], beyond: ["java 1-3", "java 44-46"]),
    Bound(
      "further lines of a JavaScript message", limit: 47,
      before: "TypeError: a", line: "of a", after: "    at pay (/srv/app/billing.js:11:41)",
      expected: ["javascript 1-49"], beyond: ["javascript 49-50"]),
    Bound(
      "further lines of a .NET message", limit: 39,
      before: "System.InvalidOperationException: a", line: "of a",
      after: "   at Shop.Client.Send(String t) in /srv/Gateway.cs:line 6",
      expected: ["dotnet 1-41"], beyond: []),
    Bound(
      "further lines of a .NET message whose header stands within a line", limit: 7,
      before: "rejected: System.InvalidOperationException: a", line: "of a",
      after: "   at Shop.Client.Send(String t) in /srv/Gateway.cs:line 6",
      expected: ["dotnet 1-9"], beyond: []),
    Bound(
      "further lines of a PHP message", limit: 31,
      before: "PHP Fatal error:  Uncaught App\\RateMissing: a", line: "of a",
      after: "Stack trace:\n#0 /srv/app/invoice.php(8): App\\Invoice->rate()\n#1 {main}",
      expected: ["php 1-35"], beyond: []),
    Bound(
      "further lines of a Lua message", limit: 39,
      before: "lua5.4: script.lua:5: a", line: "of a",
      after: "stack traceback:\n\tscript.lua:5: in main chunk\n\t[C]: in ?",
      expected: ["lua 1-43"], beyond: ["lua 42-44"]),
    Bound(
      "further lines of a Go panic's message", limit: 62,
      before: "panic: a", line: "of a",
      after: "\ngoroutine 1 [running]:\nmain.main()\n\t/srv/app/main.go:19 +0x54",
      expected: ["go 1-67"], beyond: []),
    Bound(
      "indented lines under a Ruby error without calls", limit: 16,
      before: "import.rb:13:in `<main>': a (ArgumentError)", line: "  of a", after: "done",
      expected: ["ruby 1-17"], beyond: ["ruby 1-17"]),
    Bound(
      "lines of a request and an error in gin's report", limit: 48,
      before: "2026/11/21 10:00:00 [Recovery] 2026/11/21 - 10:00:00 panic recovered:",
      line: "Accept: */*",
      after: "/srv/app/main.go:7 (0x4a2b40)\n\tmain: panic(1)",
      expected: ["go 1-51"], beyond: ["go 1, is cut"]),
  ]

  @Test("What is kept of a line that is held are its first 4096 bytes", arguments: [4096, 4097])
  func heldSize(_ length: Int) throws {
    let text = """
      java.lang.IllegalStateException: a
      \(String(repeating: "b", count: length))
      \tat shop.Order.submit(Order.java:13)
      """
    let traces = TracebackReading.tracebacks(in: text)
    try #require(traces.count == 1)
    #expect(
      traces[0].raised.map { traces[0].string($0.message) }
        == ["a\n" + String(repeating: "b", count: 4096)])
  }

  @Test("Beyond 4096 ranges of line numbers the last one holds the rest")
  func ranges() throws {
    /// Frames between which another process writes, so that each line is a range of its own.
    func numbers(lines count: Int) throws -> [ClosedRange<Int>] {
      let prefix = "2026-11-21 10:00:00.001 7 ERROR nova "
      let own =
        [prefix + "Traceback (most recent call last):"]
        + (2..<count).map { prefix + "  File \"a.py\", line \($0), in f" } + [
          prefix + "KeyError: 1"
        ]
      let text = own.joined(separator: "\n2026-11-21 10:00:00.001 8 INFO nova [-] other\n")
      let traces = TracebackReading.tracebacks(in: text)
      try #require(traces.count == 1)
      return traces[0].lineNumbers
    }
    let odd = stride(from: 1, through: 8191, by: 2).map { $0...$0 }
    #expect(try numbers(lines: 4096) == odd)
    #expect(try numbers(lines: 4097) == odd.dropLast() + [8191...8193])
  }

  @Test("An error too long to be kept keeps its type")
  func longError() throws {
    let message = String(repeating: "x", count: Traceback.textLimit * 2)
    let found = TracebackReading.tracebacks(
      in: """
        Traceback (most recent call last):
          File "a.py", line 1, in f
        ValueError: \(message)

        """)
    let error = try #require(found.first?.primary)
    #expect(found[0].string(error.type) == "ValueError")
    #expect(found[0].text.count < Traceback.textLimit)
  }

  @Test("A line of an open trace is no header of another one")
  func sharedLine() {
    let text = """
      2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
      java.lang.Error: x
      2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
      \tat a.B.c(B.java:1)
      \tat a.B.d(B.java:2)
      2026-11-21 10:00:00.001 7 ERROR nova KeyError: 1

      """
    #expect(heads(in: text) == ["python 1, 3, 6", "java 2, 4-5"])
  }

  @Test("An escaped line feed is looked for 16 KiB behind a sign")
  func feedDistance() {
    /// The `n` of the escape stands so far behind the sign.
    func found(distance: Int) -> [String] {
      let header = "** (RuntimeError) "
      let message = String(repeating: "x", count: distance - header.utf8.count - 1)
      return heads(in: #"{"message": "\#(header)\#(message)\n    cart.exs:8: Shop.Cart.price/1"}"#)
    }
    #expect(found(distance: (16 << 10) - 1) == ["elixir 1, is embedded"])
    #expect(found(distance: 16 << 10) == [])
  }
}

/// The lines and the kinds of the traces in a text.
private func heads(in text: String) -> [String] {
  TracebackReading.tracebacks(in: text).map { trace in
    String(trace.picture.prefix { $0 != "\n" })
  }
}
