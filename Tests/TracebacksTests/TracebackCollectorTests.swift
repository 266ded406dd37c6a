import LogReading
import Testing
import Tracebacks

/// What one traceback looks like from outside.
struct Outline: Equatable, CustomStringConvertible {
  var lines: ClosedRange<Int>
  var count: Int
  var raised: [String]
  var functions: [String]
  var isCut = false

  init(
    _ lines: ClosedRange<Int>, count: Int? = nil, raised: [String], functions: [String],
    isCut: Bool = false
  ) {
    self.lines = lines
    self.count = count ?? lines.count
    self.raised = raised
    self.functions = functions
    self.isCut = isCut
  }

  init(_ traceback: Traceback) {
    self.init(
      traceback.position.line...traceback.lastLine, count: traceback.lineCount,
      raised: traceback.raised.map {
        "\(traceback.string($0.type)): \(traceback.string($0.message))"
      },
      functions: traceback.frames.map(\.function), isCut: traceback.isCut)
  }

  var description: String {
    "lines \(lines) (\(count)), raised \(raised), in \(functions)\(isCut ? ", cut" : "")"
  }
}

/// Shows a text to a collector as a matcher does, every line being looked at for signs.
func tracebacks(in text: String) -> [Traceback] {
  var collector = TracebackCollector()
  var lines: [TraceLine] = []
  for (index, text) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let bytes = Array(text.utf8)
    let line = TraceLine(bytes, at: LogPosition(source: 0, line: index + 1, byteOffset: 0))
    lines.append(line)
    if collector.take(bytes.span, at: line.position, prefix: line.prefix) != nil { continue }
    let body = bytes.span.extracting(line.prefix.bodyOffset..<bytes.count)
    for language in Language.allCases where language.isSign(body) {
      let reach = lines.suffix(language.reach + 1)
      if collector.begin(language, with: Array(reach), reachesStart: reach.count == lines.count)
        != nil
      {
        break
      }
    }
  }
  collector.finish()
  return collector.finished.sorted { $0.position < $1.position }
}

/// What the tracebacks of a text look like.
func outlines(of text: String) -> [Outline] { tracebacks(in: text).map(Outline.init) }

@Suite("Collecting tracebacks")
struct TracebackCollectorTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var expected: [Outline]

    init(_ description: String, _ text: String, _ expected: [Outline]) {
      testDescription = description
      self.text = text
      self.expected = expected
    }
  }

  @Test("What belongs together is one traceback, and nothing else is of it", arguments: cases)
  func collects(_ example: Case) {
    #expect(outlines(of: example.text) == example.expected)
  }

  static let cases: [Case] = [
    Case(
      "plain, then other output",
      """
      starting
      Traceback (most recent call last):
        File "/usr/bin/nova-api", line 10, in <module>
          sys.exit(main())
        File "/lib/nova/cmd.py", line 59, in main
          server = service.WSGIService(api)
      ValueError: bad
      done
      """, [Outline(2...7, raised: ["ValueError: bad"], functions: ["<module>", "main"])]),
    Case(
      "an error without a message, frames without source lines",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in <module>
        File "a.py", line 2, in f
      AssertionError
      """, [Outline(1...4, raised: ["AssertionError: "], functions: ["<module>", "f"])]),
    Case(
      "carets of Python 3.11 and a statement of several lines",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in <module>
          call(
          ~~~~^
            argument)
            ^^^^^^^^^
      TypeError: no
      """, [Outline(1...7, raised: ["TypeError: no"], functions: ["<module>"])]),
    Case(
      "a chain is one traceback",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      KeyError: 'x'

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "a.py", line 3, in h
          raise
      RuntimeError: y
      """,
      [Outline(1...11, raised: ["KeyError: 'x'", "RuntimeError: y"], functions: ["f", "h"])]),
    Case(
      "two back to back are two",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      KeyError: 'x'
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      KeyError: 'y'
      """,
      [
        Outline(1...4, raised: ["KeyError: 'x'"], functions: ["f"]),
        Outline(5...8, raised: ["KeyError: 'y'"], functions: ["f"]),
      ]),
    Case(
      "oslo.log's prefix on every line, a message of several lines, a prefix alone at the end",
      """
      2026-11-21 10:00:00.001 7 ERROR nova [-] boom: Oops
      2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 7 ERROR nova     g()
      2026-11-21 10:00:00.001 7 ERROR nova Oops: one
      2026-11-21 10:00:00.001 7 ERROR nova two
      2026-11-21 10:00:00.001 7 ERROR nova\u{20}
      2026-11-21 10:00:00.500 7 INFO nova [-] going on
      """, [Outline(2...6, raised: ["Oops: one\ntwo"], functions: ["f"])]),
    Case(
      "workers that interleave line by line are told apart by their process",
      """
      2026-11-21 10:00:00.001 7 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 8 ERROR nova Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 8 ERROR nova   File "b.py", line 1, in g
      2026-11-21 10:00:00.001 8 ERROR nova     x()
      2026-11-21 10:00:00.001 7 ERROR nova     y()
      2026-11-21 10:00:00.001 7 ERROR nova KeyError: 1
      2026-11-21 10:00:00.001 8 ERROR nova ValueError: 2
      """,
      [
        Outline(1...7, count: 4, raised: ["KeyError: 1"], functions: ["f"]),
        Outline(2...8, count: 4, raised: ["ValueError: 2"], functions: ["g"]),
      ]),
    Case(
      "greenthreads of one process are told apart by their instance",
      """
      2026-11-21 10:00:00.001 7 ERROR nova [instance: a] Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova [instance: b] Traceback (most recent call last):
      2026-11-21 10:00:00.001 7 ERROR nova [instance: a]   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 7 ERROR nova [instance: b]   File "b.py", line 1, in g
      2026-11-21 10:00:00.001 7 ERROR nova [instance: a] KeyError: 1
      2026-11-21 10:00:00.001 7 ERROR nova [instance: b] ValueError: 2
      """,
      [
        Outline(1...5, count: 3, raised: ["KeyError: 1"], functions: ["f"]),
        Outline(2...6, count: 3, raised: ["ValueError: 2"], functions: ["g"]),
      ]),
    Case(
      "a record of another writer interrupts an unprefixed traceback but does not end it",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
      2026-11-21 10:00:00.001 9 INFO neutron.x [-] hello
          g()
      KeyError: 1
      """, [Outline(1...5, count: 4, raised: ["KeyError: 1"], functions: ["f"])]),
    Case(
      "the frames are behind syslog and the service's own prefix",
      """
      Nov 21 10:00:00 host nova-compute[7]: ERROR nova Traceback (most recent call last):
      Nov 21 10:00:00 host nova-compute[8]: INFO nova [-] other
      Nov 21 10:00:00 host nova-compute[7]: ERROR nova   File "a.py", line 1, in f
      Nov 21 10:00:01 host nova-compute[7]: ERROR nova     g()
      Nov 21 10:00:01 host nova-compute[7]: ERROR nova KeyError: 1
      """, [Outline(1...5, count: 4, raised: ["KeyError: 1"], functions: ["f"])]),
    Case(
      "mod_wsgi: threads, and another stamp on every line",
      """
      [Sat Nov 21 10:00:00.000001 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:1] Traceback (most recent call last):
      [Sat Nov 21 10:00:00.000002 2026] [wsgi:error] [pid 7:tid 2] [remote 10.0.0.1:2] Traceback (most recent call last):
      [Sat Nov 21 10:00:00.000003 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:1]   File "a.py", line 1, in f
      [Sat Nov 21 10:00:00.000004 2026] [wsgi:error] [pid 7:tid 2] [remote 10.0.0.1:2]   File "b.py", line 1, in g
      [Sat Nov 21 10:00:00.000005 2026] [wsgi:error] [pid 7:tid 1] [remote 10.0.0.1:1] KeyError: 1
      [Sat Nov 21 10:00:00.000006 2026] [wsgi:error] [pid 7:tid 2] [remote 10.0.0.1:2] ValueError: 2
      """,
      [
        Outline(1...5, count: 3, raised: ["KeyError: 1"], functions: ["f"]),
        Outline(2...6, count: 3, raised: ["ValueError: 2"], functions: ["g"]),
      ]),
    Case(
      "indentation lost, lines wrapped in mid-word, frames left out",
      """
      ERROR neutron.agent Traceback (most recent call last):
      ERROR neutron.agent File "/usr/lib/
      neutron/agent.py", line 453, in daemon_loop
      ERROR neutron.agent sync = self.process(
      device_info)
      ...

      ERROR neutron.agent File "<string>", line 2, in run_one_command
      ERROR neutron.agent raise convert_to_error(kind, result)
      ERROR neutron.agent RemoteError:
      ERROR neutron.agent

      ERROR neutron.agent Unserializable message: ('I/O
      operation on closed file',)
      """,
      [
        Outline(
          1...14, count: 12,
          raised: [
            "RemoteError: Unserializable message: ('I/O\noperation on closed file',)"
          ], functions: ["daemon_loop", "run_one_command"])
      ]),
    Case(
      "a traceback of another process, quoted between rulers, is part of the message",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in execute
          return client.execute(cmd)
      multiprocessing.managers.RemoteError:\u{20}
      ---------------------------------------------------------------------------
      Traceback (most recent call last):
        File "b.py", line 2, in serve_client
          send(msg)
      TypeError: not serializable
      ---------------------------------------------------------------------------
      after
      """,
      [
        Outline(
          1...10,
          raised: [
            "TypeError: not serializable",
            """
            multiprocessing.managers.RemoteError: \
            ---------------------------------------------------------------------------
            Traceback (most recent call last):
              File "b.py", line 2, in serve_client
                send(msg)
            TypeError: not serializable
            """,
          ], functions: ["execute", "serve_client"])
      ]),
    Case(
      "a log that ends inside a traceback",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      """, [Outline(1...3, raised: [], functions: ["f"], isCut: true)]),
    Case(
      "a header with nothing of a traceback behind it",
      """
      look for Traceback (most recent call last):
      and do not worry
      """, []),
  ]
}

@Suite("Bounds of the traceback collector")
struct TracebackCollectorBoundsTests {
  @Test("One more open traceback than the limit ends the oldest, and none is lost")
  func openLimit() {
    let processes = 1...(TracebackCollector.openLimit + 1)
    let headers = processes.map {
      "1 ERROR nova Traceback (most recent call last):".replacing(
        "1", with: "2026-11-21 10:00:00.001 \($0)")
    }
    let frames = processes.map {
      "2026-11-21 10:00:00.001 \($0) ERROR nova   File \"a.py\", line 1, in f\($0)"
    }
    // The frames come first for the one that will be pushed out.
    let text = ([headers[0], frames[0]] + headers.dropFirst() + frames.dropFirst())
      .joined(separator: "\n")
    let found = outlines(of: text)
    #expect(found.count == TracebackCollector.openLimit + 1)
    #expect(found.first == Outline(1...2, raised: [], functions: ["f1"], isCut: true))
  }

  @Test("An endless recursion keeps its error, its line numbers and a bounded text")
  func textLimit() {
    let frames = (0..<20_000).map {
      "  File \"recursive.py\", line \($0), in deeper_and_deeper\n    f()"
    }
    let text = (["Traceback (most recent call last):"] + frames + ["RecursionError: too deep"])
      .joined(separator: "\n")
    let traceback = tracebacks(in: text).first
    #expect(traceback.map { $0.text.count <= Traceback.textLimit } == true)
    #expect(traceback?.raised.map { traceback?.string($0.type) } == ["RecursionError"])
    #expect(traceback?.lastLine == 40_002)
    #expect(traceback?.lineCount == 40_002)
  }
}
