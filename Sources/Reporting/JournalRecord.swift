internal import FailureRules
package import Findings

/// A finding as a record of the systemd journal, in its native protocol (systemd's docs,
/// JOURNAL_NATIVE_PROTOCOL): a line `NAME=value` for each field; a value of several lines has the name alone
/// on its line, then its length in eight bytes, little end first, the value and a line feed.
///
/// `MESSAGE` has one line and does not quote the log, so that whoever reads the journal does not find the
/// failure again; the proof is in a field of its own.
package struct JournalRecord {
  /// What `MESSAGE_ID` says of all findings, for `journalctl MESSAGE_ID=…`.
  package static let messageID = "6f0f6d3b1e0f4a3c9a5cf06a1d7c2b58"
  /// The bytes of a value that are sent, so that a record stays below the size of a datagram.
  static let valueLimit = 16 << 10

  /// The record.
  package private(set) var bytes: [UInt8] = []

  /// The record of a finding.
  package init(_ finding: Finding) {
    let evidence = finding.evidence.first
    begin(
      "\(finding.title) [\(finding.rule)]", priority: Self.priority(of: finding.severity),
      at: evidence)
    add("RULE", finding.rule.text)
    add("SEVERITY", finding.severity.rawValue)
    add("COMPONENT", finding.component)
    add("CAUSE", finding.cause)
    let steps = finding.remediation.map { ([$0.text] + [$0.command].compactMap { $0 }) }
    add("REMEDIATION", steps.joined().joined(separator: "\n"))
    add("REFERENCES", finding.references.joined(separator: "\n"))
    add("FINGERPRINT", finding.fingerprint.description)
    add("KIND_FINGERPRINT", finding.kind.description)
  }

  /// The record of a kind of tracebacks that no rule explains.
  package init(_ kind: TracebackCluster) {
    begin(
      "Traceback that no rule explains: \(kind.first.exception)",
      priority: Self.priority(of: .medium), at: kind.first.evidence)
    add("FINGERPRINT", kind.fingerprint.description)
  }

  private mutating func begin(_ message: String, priority: Int, at evidence: Evidence?) {
    write("MESSAGE", SafeText.line(message))
    write("MESSAGE_ID", Self.messageID)
    write("PRIORITY", String(priority))
    write("SYSLOG_IDENTIFIER", ToolIdentity.name)
    guard let evidence else { return }
    add("SOURCE", evidence.source)
    add("LINE", String(evidence.line))
    add("EVIDENCE", evidence.text)
  }

  /// Writes a field of our own.
  private mutating func add(_ name: String, _ value: String) {
    write("\(ToolIdentity.name.uppercased())_\(name)", value)
  }

  private mutating func write(_ name: String, _ value: String) {
    let text = Array(value.utf8.prefix(Self.valueLimit))
    bytes += Array(name.utf8)
    if text.contains(UInt8(ascii: "\n")) {
      bytes.append(UInt8(ascii: "\n"))
      withUnsafeBytes(of: UInt64(text.count).littleEndian) { bytes += Array($0) }
    } else {
      bytes.append(UInt8(ascii: "="))
    }
    bytes += text + [UInt8(ascii: "\n")]
  }

  /// The level of syslog(3).
  private static func priority(of severity: Severity) -> Int {
    switch severity {
    case .critical: 2
    case .high: 3
    case .medium: 4
    case .low: 5
    case .info: 6
    }
  }
}
