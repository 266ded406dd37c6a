import LogReading
import Testing
import Tracebacks

/// A generator that gives the same numbers each time.
private struct Sequence64: RandomNumberGenerator {
  var state: UInt64

  /// The next number of splitmix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite("Interleaved traces")
struct InterleavingTests {
  /// How the lines of one of two writers begin.
  struct Writers: CustomTestStringConvertible {
    var testDescription: String
    var prefixes: [String]
  }

  static let writers = [
    Writers(
      testDescription: "pids in oslo.log's prefix",
      prefixes: (7...8).map { "2026-11-21 10:00:00.123 \($0) ERROR nova.compute " }),
    Writers(
      testDescription: "request ids in the exception prefix",
      prefixes: ["a", "b"].map { "2026-11-21 10:00:00.123 7 ERROR nova.compute [req-\($0)] " }),
    Writers(
      testDescription: "instances",
      prefixes: ["a", "b"].map {
        "2026-11-21 10:00:00.123 7 ERROR nova.compute [instance: \($0)] "
      }),
    Writers(testDescription: "compose", prefixes: ["api-1  | ", "api-2  | "]),
    Writers(testDescription: "kubectl", prefixes: ["[pod/a/c] ", "[pod/b/c] "]),
    Writers(testDescription: "prefixes nobody knows", prefixes: ["pay-0 app ", "pay-1 app "]),
    Writers(
      testDescription: "syslog",
      prefixes: (7...8).map { "Nov 21 10:00:00 node nova-api[\($0)]: " }),
    Writers(
      testDescription: "threads of mod_wsgi",
      prefixes: (1...2).map {
        "[Sat Nov 21 10:00:00.12345\($0) 2026] [wsgi:error] [pid 7:tid 1\($0)] "
      }),
    Writers(
      testDescription: "the kubelet's streams",
      prefixes: ["stdout", "stderr"].map { "2026-11-21T10:00:00.123456789Z \($0) F " }),
    Writers(testDescription: "one writer without a prefix", prefixes: ["", "db-1 | "]),
  ]

  static let traces = [
    """
    Traceback (most recent call last):
      File "a.py", line 3, in call
        return self.get(key)
               ^^^^^^^^^^^^^
    KeyError: 'a'

    During handling of the above exception, another exception occurred:

    Traceback (most recent call last):
      File "a.py", line 9, in main
        raise Unavailable("no a") from None
    Unavailable: no a
    """,
    """
    Traceback (most recent call last):
      File "b.py", line 1, in <module>
        run()
      File "b.py", line 7, in run
        1 / 0
    ZeroDivisionError: division by zero
    """,
  ]

  /// The numbers of the lines that each trace has in an order of writers.
  private func expected(_ order: [Int]) -> [[Int]] {
    [0, 1].map { writer in order.indices.filter { order[$0] == writer }.map { $0 + 1 } }
      .sorted { $0[0] < $1[0] }
  }

  @Test("Two writers' traces are the same in any order of their lines", arguments: writers)
  func anyOrder(_ writers: Writers) {
    let lines = Self.traces.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    var generator = Sequence64(state: 7)
    for _ in 0..<200 {
      var order = lines.indices.flatMap { [Int](repeating: $0, count: lines[$0].count) }
      order.shuffle(using: &generator)
      var next = [0, 0]
      let text = order.map { writer in
        defer { next[writer] += 1 }
        return writers.prefixes[writer] + lines[writer][next[writer]]
      }
      let found = tracebacks(in: text.joined(separator: "\n"))
      #expect(
        found.map { $0.lineNumbers.flatMap { Array($0) } } == expected(order),
        "\(text.joined(separator: "\n"))")
      let types = found.map { trace in trace.primary.map { trace.string($0.type) } ?? "" }
      #expect(types.sorted() == ["Unavailable", "ZeroDivisionError"])
    }
  }
}
