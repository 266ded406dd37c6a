import FailureRules
import Findings
import Foundation
import LogReading
import Reporting
import StackDoctor
import Testing

@Suite("One failure in the logs of many services")
struct ServicesTests {
  struct Case: CustomTestStringConvertible {
    /// The folder below `corpus/services`, and the name of the golden file.
    var name: String
    /// The rule of the first finding.
    var cause: String
    /// The rules of what is folded beneath it.
    var symptoms: [String]

    var testDescription: String { name }
  }

  @Test(
    "The cause comes first, and what the services say of it stands beneath it",
    arguments: [
      Case(
        name: "rabbitmq-stopped", cause: "rabbitmq-stopped",
        symptoms: [
          "oslo-messaging-amqp-unreachable", "oslo-messaging-heartbeats-missed",
          "python-connection-refused", "python-connection-reset",
        ]),
      Case(
        name: "image-store-full", cause: "glance-storage-full",
        symptoms: ["glance-image-upload-failed"]),
      Case(
        name: "database-password-changed", cause: "mysql-access-denied-1045",
        symptoms: ["oslo-db-connection-failed-attempts"]),
      Case(
        name: "placement-without-tables", cause: "oslo-db-table-missing-1146",
        symptoms: ["keystoneauth-discovery-fallback", "placement-api-not-responding"]),
      Case(
        name: "port-not-bound", cause: "neutron-failed-to-bind-port",
        symptoms: [
          "nova-build-aborted-or-rescheduled", "nova-failed-to-allocate-network",
          "nova-instance-failed-to-spawn", "nova-max-scheduling-attempts",
          "nova-port-binding-failed",
        ]),
    ])
  func cause(_ example: Case) throws {
    _ = Corpus.root
    var doctor = Doctor()
    doctor.selection.include = [PathPattern("*.log")]
    let diagnosis = doctor.scan(["corpus/services/\(example.name)"])
    let first = try #require(diagnosis.findings.first)
    #expect(first.rule.text == example.cause)
    let symptoms = diagnosis.findings.symptoms(of: first)
    #expect(Set(symptoms.map(\.rule.text)).sorted() == example.symptoms)
    #expect(diagnosis.unexplained == [])
    var text = ""
    TextReporter(style: TextStyle(hasColor: false, width: 100)).write(diagnosis, to: &text)
    #expect(try Corpus.golden("services-\(example.name).txt", for: text) == text)
  }
}
