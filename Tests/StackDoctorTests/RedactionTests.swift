import FailureRules
import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

/// That no secret of a log leaves the program, whichever way.
@Suite("Redaction of reports")
struct RedactionTests {
  private static let rule = RuleFile(
    text: #"""
      id: nova-no-database
      title: 'No database at {url} for {user}'
      severity: high
      status: stable
      component: nova
      signature: { line: 'cannot connect to (?<url>[\w+]+://(?<user>\w+)\S+)( with token=.(?<token>\w+))?' }
      cause: 'The address {url} with {token|no token} leads nowhere.'
      remediation: [{ text: 'Try {url}.', command: 'probe {url} {token|none}' }]
      references: [https://example.org/]
      versions: { verified: 2026-11 }
      examples: { match: a, no-match: b }
      """#, file: "rules/nova/nova-no-database.yaml"
  ).rule

  /// Every word with `zq` in it is secret.
  private static let log = """
    2026-11-21 10:00:00.123 7 ERROR nova [-] cannot connect to mysql+pymysql://nova:zq1@db.example.org/nova_api
    2026-11-21 10:00:00.123 7 ERROR nova [-] cannot connect to mysql+pymysql://nova:zq2@db.example.org/nova_api
    2026-11-21 10:00:00.123 7 ERROR nova [-] cannot connect to amqp://nova@mq/ with token='zq3'
    2026-11-21 10:00:00.123 7 ERROR nova [-] password='\(String(repeating: "zq5 ", count: 800))' \
    cannot connect to redis://nova@cache/
    2026-11-21 10:00:00.123 7 INFO nova [-] all is well
    2026-11-21 10:00:00.123 7 ERROR nova [-] gone
    Traceback (most recent call last):
      File "a.py", line 1, in connect
        engine(password="zq6")
    oslo_db.exception.DBError: rejected rabbit://nova:zq7@mq/, X-Auth-Token: zq8
    -----BEGIN PRIVATE KEY-----
    zq9
    -----END PRIVATE KEY-----

    """

  private static func reports(isRedacting: Bool) throws -> [String: String] {
    var doctor = Doctor(rules: RuleSet([rule].compactMap { $0 }))
    doctor.isRedacting = isRedacting
    return try Corpus.withFile(log.utf8) { path in
      let style = TextStyle(hasColor: false, width: 1000)
      let diagnosis = doctor.scan([path])
      var texts: [String: String] = [:]
      for format in ReportFormat.allCases {
        var text = ""
        format.reporter(style: style).write(diagnosis, to: &text)
        texts[format.rawValue] = text
      }
      var full = ""
      TracebackTextReporter(style: style, isFull: true).write(diagnosis, to: &full)
      texts["tracebacks --full"] = full
      var list = ""
      var writer = TracebackJSONWriter()
      writer.begin(&list)
      _ = doctor.collectTracebacks([path]) {
        writer.write($0, to: &list)
      } watch: { _ in
        true
      }
      texts["tracebacks --format json"] = list
      return texts
    }
  }

  @Test("No report holds a secret, and each still says whose it is and where")
  func masked() throws {
    let reports = try Self.reports(isRedacting: true)
    #expect(reports.count == ReportFormat.allCases.count + 2)
    for (name, text) in reports {
      #expect(!text.contains("zq"), "\(name)")
      #expect(text.contains("***"), "\(name)")
    }
    let text = try #require(reports["text"])
    let address = "mysql+pymysql://nova:***@db.example.org/nova_api"
    #expect(text.contains("No database at \(address) for nova"))
    #expect(text.contains("(seen twice"))
    #expect(text.contains("The address amqp://nova@mq/ with *** leads nowhere."))
    #expect(text.contains("probe amqp://nova@mq/ '***'"))
    #expect(text.contains("4 │ … ***' cannot connect to redis://nova@cache/"))
    #expect(text.contains("rejected rabbit://nova:***@mq/, X-Auth-Token: ***"))
  }

  @Test("What is masked is shown if it is asked for")
  func shown() throws {
    let reports = try Self.reports(isRedacting: false)
    for name in ["text", "json", "sarif", "junit", "markdown", "github", "gitlab"] {
      #expect(reports[name]?.contains("zq1") == true, "\(name)")
    }
    for secret in ["zq6", "zq7", "zq8"] {
      #expect(reports["tracebacks --full"]?.contains(secret) == true)
    }
  }

  @Test("A fingerprint is the same with secrets and without")
  func fingerprints() throws {
    let found = try [true, false].map { isRedacting in
      var doctor = Doctor(rules: RuleSet([Self.rule].compactMap { $0 }))
      doctor.isRedacting = isRedacting
      return try Corpus.withFile(Self.log.utf8) { doctor.scan([$0]) }
        .findings.map(\.fingerprint)
    }
    #expect(found[0].count == 3)
    #expect(found[0] == found[1])
  }
}
