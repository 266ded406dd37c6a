import FailureRules
import Testing

struct RuleKeyProblemTests {
  private static let topKeys =
    "id, title, severity, status, component, scope, signature, cause, remediation, explains, "
    + "aliases, supersedes, references, versions, examples"

  @Test("The sample has no problem")
  func sample() throws {
    try ProblemCase("", [], []).check()
  }

  @Test(
    "A key that is missing",
    arguments: [
      ("id: nova-no-valid-host\n", "id"), ("title: No host for {instance}\n", "title"),
      ("severity: high\n", "severity"), ("status: stable\n", "status"),
      ("component: nova\n", "component"), ("cause: No host passed the filters.\n", "cause"),
      ("references:\n  - https://docs.openstack.org/\n", "references"),
      ("versions: { verified: 2026-11 }\n", "versions"),
    ])
  func missing(text: String, key: String) throws {
    try ProblemCase("", [(text, "")], ["1:1: the key '\(key)' is missing"]).check()
  }

  @Test(
    "Keys",
    arguments: [
      ProblemCase(
        "missing inside a mapping",
        [("{ verified: 2026-11 }", "{ introduced: pike }")],
        ["15:11: the key 'versions.verified' is missing"]),
      ProblemCase(
        "missing in a list's member", [("- text: Look at {instance}.\n    ", "- ")],
        ["10:5: the key 'remediation[0].text' is missing"]),
      ProblemCase(
        "all missing in a mapping",
        [("  match: No valid", "  x: No valid"), ("  no-match:", "  y:")],
        [
          "17:3: unknown key 'examples.x', expected match, no-match",
          "18:3: unknown key 'examples.y', expected match, no-match",
          "17:3: the key 'examples.match' is missing",
          "17:3: the key 'examples.no-match' is missing",
        ]),
      ProblemCase(
        "misspelt", [("cause: No", "casue: No")],
        ["8:1: unknown key 'casue' (did you mean 'cause'?), expected \(topKeys)"]),
      ProblemCase(
        "unknown, and like no other", [("cause: No", "workaround: x\ncause: No")],
        ["8:1: unknown key 'workaround', expected \(topKeys)"]),
      ProblemCase(
        "misspelt inside a mapping", [("verified: 2026-11", "verified: 2026-11, fixd-in: pike")],
        [
          "15:32: unknown key 'versions.fixd-in' (did you mean 'fixed-in'?), expected introduced, fixed-in, verified"
        ]),
      ProblemCase(
        "twice", [("cause: No", "severity: low\ncause: No")],
        ["8:1: the key 'severity' stands here for the second time"]),
      ProblemCase(
        "that are no text", [("cause: No", "? [a]\n: b\ncause: No")],
        ["8:3: a key is a list, expected a text"]),
    ])
  func keys(_ example: ProblemCase) throws { try example.check() }

  @Test(
    "Values of the wrong kind",
    arguments: [
      ProblemCase(
        "a list for a text", [("title: No host for {instance}", "title: [No host]")],
        ["2:8: 'title' is a list, expected a text"]),
      ProblemCase(
        "a mapping for a text", [("severity: high", "severity: { is: high }")],
        ["3:11: 'severity' is a mapping, expected a text"]),
      ProblemCase(
        "a text for a list", [("references:\n  - https://docs.openstack.org/", "references: x")],
        ["13:13: 'references' is a text, expected a list"]),
      ProblemCase(
        "a text for a mapping", [("{ verified: 2026-11 }", "2026-11")],
        ["15:11: 'versions' is a text, expected a mapping"]),
      ProblemCase(
        "a mapping in a list of texts", [("- https://docs", "- see: https://docs")],
        ["14:5: 'references[0]' is a mapping, expected a text"]),
      ProblemCase(
        "a text for a step", [("- text: Look at {instance}.\n    command: ", "- ")],
        ["10:5: 'remediation[0]' is a text, expected a mapping"]),
      ProblemCase(
        "a mapping for examples",
        [("match: No valid host was", "match:\n    a: No valid host was")],
        ["18:5: 'examples.match' is a mapping, expected a list"]),
      ProblemCase(
        "empty texts", [("cause: No host passed the filters.", "cause: ''"), ("stable", "' '")],
        ["4:9: 'status' is empty", "8:8: 'cause' is empty"]),
      ProblemCase(
        "no value at all", [("component: nova", "component:")], ["5:11: 'component' is empty"]),
      ProblemCase(
        "empty lists",
        [("[nova-build-failed]", "[]"), ("\n  - https://docs.openstack.org/", " []")],
        ["12:11: 'explains' is empty", "13:13: 'references' is empty"]),
      ProblemCase(
        "an empty list of steps",
        [
          (
            "\n  - text: Look at {instance}.\n    command: openstack server show {instance}", " []"
          )
        ], ["9:14: 'remediation' is empty"]),
      ProblemCase(
        "an empty list of examples", [("no-match: A valid host was found", "no-match: []")],
        ["18:13: 'examples.no-match' is empty"]),
    ])
  func kinds(_ example: ProblemCase) throws { try example.check() }

  @Test(
    "Words that are chosen from a list",
    arguments: [
      ProblemCase(
        "a misspelt severity", [("severity: high", "severity: hihg")],
        [
          "3:11: 'severity' is 'hihg', expected one of info, low, medium, high, critical (did you mean 'high'?)"
        ]),
      ProblemCase(
        "a severity in capitals", [("severity: high", "severity: blocker")],
        ["3:11: 'severity' is 'blocker', expected one of info, low, medium, high, critical"]),
      ProblemCase(
        "a misspelt status", [("stable", "stabel")],
        [
          "4:9: 'status' is 'stabel', expected one of experimental, stable, deprecated (did you mean 'stable'?)"
        ]),
      ProblemCase(
        "a bad id", [("id: nova-no-valid-host", "id: Nova_NoValidHost")],
        [
          "1:5: 'id' is 'Nova_NoValidHost', expected lower-case words joined by hyphens, component first"
        ]),
      ProblemCase(
        "a bad id of a symptom", [("[nova-build-failed]", "[nova-build-failed, nova]")],
        [
          "12:31: 'explains[1]' is 'nova', expected lower-case words joined by hyphens, component first"
        ]),
      ProblemCase(
        "an id that is not the file's name", [("id: nova-no-valid-host", "id: nova-no-host")],
        ["1:5: 'id' is 'nova-no-host', expected the file's name 'nova-no-valid-host.yaml'"]),
      ProblemCase(
        "a component that is not the folder's name", [("component: nova", "component: glance")],
        ["5:12: 'component' is 'glance', expected the folder's name 'nova'"]),
    ])
  func choices(_ example: ProblemCase) throws { try example.check() }

  @Test("All problems of a file are told, in the order of the rule's keys")
  func several() throws {
    try ProblemCase(
      "",
      [
        ("id: nova", "id: Nova"), ("title: No host for {instance}\n", ""), ("high", "hihg"),
        ("stable", "[]"), ("'No valid host was found for (?<instance>\\w+)'", "'(a'"),
        ("text: Look", "txt: Look"), ("match: No valid", "match: ''\n  x: No valid"),
      ],
      [
        "1:5: 'id' is 'Nova-no-valid-host', expected lower-case words joined by hyphens, component first",
        "1:1: the key 'title' is missing",
        "2:11: 'severity' is 'hihg', expected one of info, low, medium, high, critical (did you mean 'high'?)",
        "3:9: 'status' is a list, expected a text",
        "6:9: 'signature.line' is not a PCRE2 expression: missing closing parenthesis at offset 2",
        "9:5: unknown key 'remediation[0].txt' (did you mean 'text'?), expected text, command",
        "17:3: unknown key 'examples.x', expected match, no-match",
        "16:10: 'examples.match' is empty",
      ]
    ).check()
  }
}
