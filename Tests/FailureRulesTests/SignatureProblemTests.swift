import FailureRules
import Testing

struct SignatureProblemTests {
  private static let line = "line: 'No valid host was found for (?<instance>\\w+)'"
  /// Where the sample names its capture.
  private static let places = [
    "2:8: 'title'", "10:11: 'remediation[0].text'", "11:14: 'remediation[0].command'",
  ]
  private static let conditionKeys = "line, traceback, any, all, not, sequence, absence"
  private static let allKeys = conditionKeys + ", scope, times"

  /// A case whose signature is this, on line 7 from column 3 on.
  private static func signature(
    _ testDescription: String, _ text: String, _ expected: [String]
  ) -> ProblemCase {
    ProblemCase(testDescription, [(line, text)], expected)
  }

  @Test(
    "Conditions",
    arguments: [
      signature(
        "an invalid expression", "line: 'No valid (host'",
        [
          "7:9: 'signature.line' is not a PCRE2 expression: missing closing parenthesis at offset 14"
        ]),
      signature(
        "no key", "{}", ["7:3: 'signature' has none of \(conditionKeys), expected one"]),
      signature(
        "two keys", "\(line)\n  not:\n    line: abcdefgh",
        ["7:3: 'signature' has 2 of \(conditionKeys), expected one"]),
      signature(
        "an unknown key", "lines: abcdefgh",
        ["7:3: unknown key 'signature.lines' (did you mean 'line'?), expected \(allKeys)"]),
      signature("an empty list", "any: []", ["7:8: 'signature.any' is empty"]),
      signature(
        "a text for a list", "all: abcdefgh",
        ["7:8: 'signature.all' is a text, expected a list"]),
      signature(
        "only what must not hold", "all: [{ not: { line: abcdefgh } }]",
        ["7:8: 'signature.all' only says what must not hold"]),
      signature(
        "a problem deep inside", "any:\n    - \(line)\n    - all:\n      - line: []",
        ["10:15: 'signature.any[1].all[0].line' is a list, expected a text"]),
      signature(
        "a text for a condition", "any: [abcdefgh]",
        ["7:9: 'signature.any[0]' is a text, expected a mapping"]),
    ])
  func conditions(_ example: ProblemCase) throws { try example.check() }

  private static func noLiteral(_ reason: String) -> String {
    "7:3: 'signature' needs 7 bytes of fixed text in a row in each alternative; \(reason)"
  }

  @Test(
    "A scan needs fixed text to look for",
    arguments: [
      signature("none", #"line: '\d+(?<instance>\w+)'"#, [noLiteral("one has none")]),
      signature(
        "just long enough", "line: 'failed (?<instance>.)'", []),
      signature(
        "a byte too short", "line: '(?<instance>.)failed.'",
        [noLiteral("the longest of one is 'failed'")]),
      signature(
        "in one alternative only",
        "any: [{ line: 'abcdefgh(?<instance>.)' }, { line: 'abc(?<instance>.)' }]",
        [noLiteral("the longest of one is 'abc'")]),
      signature(
        "in one of all", "all: [{ line: 'abcdefgh(?<instance>.)' }, { line: 'abc' }]", []),
      signature(
        "what must not hold", "not: { line: abcdefgh }",
        [noLiteral("one has none")]
          + places.map {
            "\($0) names '{instance}', which is no capture of the signature, expected none"
          }),
      signature(
        "none is needed by a traceback", "traceback: { message: '(?<instance>.)' }", []),
    ])
  func literals(_ example: ProblemCase) throws { try example.check() }

  @Test(
    "Tracebacks",
    arguments: [
      signature(
        "nothing is named", "traceback: {}", ["7:14: 'signature.traceback' matches every traceback"]
      ),
      signature(
        "only a position is named", "traceback: { position: root }",
        ["7:14: 'signature.traceback' matches every traceback"]),
      signature(
        "an unknown position", "traceback: { raises: A, position: rot }",
        [
          "7:37: 'signature.traceback.position' is 'rot', expected one of any, root, final (did you mean 'root'?)"
        ]),
      signature(
        "an unknown key", "traceback: { raises: A, mesage: x, message: '(?<instance>.)' }",
        [
          "7:27: unknown key 'signature.traceback.mesage' (did you mean 'message'?), expected raises, position, message, frames"
        ]),
      signature(
        "an invalid message", "traceback: { message: '[a' }",
        [
          "7:25: 'signature.traceback.message' is not a PCRE2 expression: missing terminating ] for character class at offset 2"
        ]),
      signature(
        "an empty frame", "traceback: { frames: [{}] }",
        [
          "7:25: 'signature.traceback.frames[0]' names no function, file or module"
        ]),
      signature(
        "a frame that is a text", "traceback: { message: '(?<instance>.)', frames: [main] }",
        ["7:52: 'signature.traceback.frames[0]' is a text, expected a mapping"]),
      signature(
        "a mapping for types", "traceback: { raises: { a: b } }",
        ["7:24: 'signature.traceback.raises' is a mapping, expected a list"]),
    ])
  func tracebacks(_ example: ProblemCase) throws { try example.check() }

  @Test(
    "Placeholders",
    arguments: [
      ProblemCase(
        "misspelt", [("title: No host for {instance}", "title: No host for {instanc}")],
        [
          "2:8: 'title' names '{instanc}', which is no capture of the signature, expected one of {instance} (did you mean '{instance}'?)"
        ]),
      ProblemCase(
        "unknown", [("Look at {instance}.", "Look at {flavor_name|it}.")],
        [
          "10:11: 'remediation[0].text' names '{flavor_name}', which is no capture of the signature, expected one of {instance}"
        ]),
      signature(
        "not set by every alternative",
        "any: [{ line: 'No valid (?<instance>.)' }, { line: 'host was found' }]",
        places.map { place in
          "\(place) names '{instance}', which is not set by every alternative of the signature; give words for then: '{instance|…}'"
        }),
      ProblemCase(
        "set by one alternative, with words for the other",
        [
          (line, "any: [{ line: 'No valid (?<instance>.)' }, { line: 'host was found' }]"),
          ("No host for {instance}", "No host for {instance|it}"),
          ("Look at {instance}", "Look at {instance|it}"),
          ("show {instance}", "show {instance|SERVER}"),
        ], []),
      ProblemCase(
        "set by one part of all",
        [(line, "all: [{ line: 'No valid (?<instance>.)' }, { line: 'host was found' }]")], []),
      ProblemCase(
        "set by what must not hold only",
        [(line, "all: [{ not: { line: 'No valid (?<instance>.)' } }, { line: 'host was found' }]")],
        places.map { place in
          "\(place) names '{instance}', which is no capture of the signature, expected none"
        }),
      ProblemCase(
        "inside single quotes", [("show {instance}", "show 'x {instance}'")],
        [
          "11:14: 'remediation[0].command' has '{instance}' inside quotes; it becomes a quoted word by itself"
        ]),
      ProblemCase(
        "inside double quotes", [("show {instance}", "show \"$(x {instance})\"")],
        [
          "11:14: 'remediation[0].command' has '{instance}' inside quotes; it becomes a quoted word by itself"
        ]),
      ProblemCase("after quotes", [("show {instance}", "show 'it'\\'' s' {instance}")], []),
      ProblemCase("inside quotes of a text", [("at {instance}", "at '{instance}'")], []),
      ProblemCase("that are a shell's", [("show {instance}", "show \"${instance}\"")], []),
    ])
  func placeholders(_ example: ProblemCase) throws { try example.check() }
}
