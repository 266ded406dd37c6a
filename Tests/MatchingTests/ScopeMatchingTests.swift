import FailureRules
import LogReading
import Testing

@Suite("Scopes, by what prefixes and sources say")
struct ScopeMatchingTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var signature: String
    var expected: [String]

    init(_ signature: String, _ expected: [String]) {
      testDescription = signature
      self.signature = signature
      self.expected = expected
    }
  }

  private static let text = """
    2026-11-21 10:00:00.001 7 ERROR nova.compute.manager [req-1 - - - - -] No space left on device
    2026-11-21 10:00:00.001 7 INFO nova.compute [-] No space left on device
    Nov 21 10:00:00 host neutron-server[7]: No space left on device

    No space left on device
    """

  @Test(
    "Only records whose prefix says so",
    arguments: [
      Case("{ level: ERROR }", ["disk-full at 1", "error"]),
      Case("{ level: [INFO, CRITICAL] }", ["error unexplained", "disk-full at 2"]),
      Case("{ logger: nova.compute }", ["error unexplained", "disk-full at 2"]),
      Case("{ logger: 'nova.*' }", ["disk-full at 1", "error", "disk-full at 2"]),
      Case("{ service: nova }", ["disk-full at 1", "error", "disk-full at 2"]),
      Case("{ service: ['neutron-*', cinder] }", ["error unexplained", "disk-full at 3"]),
      Case("{ service: nova, level: INFO }", ["error unexplained", "disk-full at 2"]),
      Case(
        "{ source: 'nova/*.log' }",
        ["disk-full at 1", "error", "disk-full at 2", "disk-full at 3", "disk-full at 5"]),
      Case("{ source: 'cinder/*.log' }", ["error unexplained"]),
    ])
  func records(_ example: Case) {
    let signature = "{ line: No space left on device, scope: \(example.signature) }"
    #expect(
      report(on: Self.text, rules: [rule("disk-full", signature)], source: "/log/nova/api.log")
        == example.expected)
  }

  @Test("A text without a name may be of any source")
  func anySource() {
    let signature = "{ line: No space left on device, scope: { source: cinder.log, level: INFO } }"
    #expect(
      report(on: Self.text, rules: [rule("disk-full", signature)])
        == ["error unexplained", "disk-full at 2"])
  }

  @Test("A long line's prefix holds far into it")
  func longLine() {
    let filler = String(repeating: "x", count: 100_000)
    let text = "2026-11-21 10:00:00.001 7 INFO nova [-] \(filler) No space left on device\n"
    for (level, expected) in [("INFO", ["disk-full at 1"]), ("ERROR", [])] {
      let signature = "{ line: No space left on device, scope: { level: \(level) } }"
      #expect(report(on: text, rules: [rule("disk-full", signature)]) == expected)
    }
  }

  @Test("A part may have a scope of its own")
  func parts() {
    let signature = """
      { any: [ { line: 'No space left (?<part>on)', scope: { level: INFO } }, \
      { line: 'No space (?<part>left)', scope: { level: ERROR } } ] }
      """
    #expect(
      report(on: Self.text, rules: [rule("disk-full", signature)])
        == ["disk-full at 1 part=left", "error", "disk-full at 2 part=on"])
  }

  @Test("What a traceback's prefix does not say, the record before it does")
  func context() {
    let text = """
      2026-11-21 10:00:00.001 7 ERROR nova.compute [req-1 - - - - -] it failed
      Traceback (most recent call last):
        File "/lib/nova/compute/manager.py", line 1, in f
      KeyError: 1
      """
    for (scope, expected) in [
      ("{ logger: nova.compute }", ["known-error at 4", "traceback at 2", "error"]),
      ("{ logger: cinder }", ["traceback at 2 unexplained", "error unexplained"]),
    ] {
      let signature = "{ traceback: { raises: KeyError }, scope: \(scope) }"
      #expect(report(on: text, rules: [rule("known-error", signature)]) == expected)
    }
  }

  @Test(
    "Frames are named by module",
    arguments: [
      ("nova.compute.manager", true), ("compute.manager", true), ("manager", true),
      ("nova.compute", false), ("pute.manager", false), ("nova.network", true),
      ("nova.network.__init__", false),
    ])
  func modules(_ module: String, _ matches: Bool) {
    let text = """
      Traceback (most recent call last):
        File "/lib/nova/compute/manager.py", line 1, in f
          g()
        File "/lib/nova/network/__init__.py", line 1, in g
          h()
      KeyError: 1
      """
    let signature = "{ traceback: { raises: KeyError, frames: [{ module: \(module) }] } }"
    #expect(
      report(on: text, rules: [rule("known-error", signature)])
        == (matches
          ? ["known-error at 6", "traceback at 1"] : ["traceback at 1 unexplained"]))
  }

  @Test("A scope's levels are those that logs are read with")
  func levels() {
    #expect(
      RuleScope.Level.allCases.map(\.rawValue) == LogLevel.allCases.map(\.rawValue))
  }
}
