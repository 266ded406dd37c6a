package import Findings

/// A baseline as a file of JSON: sorted and a value a line, so that a change can be reviewed.
package struct BaselineFile: Codable {
  /// The number of the form; raised when an older program could not read it.
  static let version = 1
  /// The most that is read, in bytes.
  package static let sizeLimit = 16 << 20

  private var type = "baseline"
  private var schema_version = Self.version
  private var findings: [Finding]
  private var unexplained: [Traceback]

  private struct Finding: Codable {
    var fingerprint: String
    var rule_id: String
    var title: String
  }

  private struct Traceback: Codable {
    var fingerprint: String
    var exception: String
  }

  /// What must be known before the rest is read.
  private struct Head: Decodable {
    var type: String?
    var schema_version: Int?
  }

  /// The text of the file.
  package static func text(of baseline: Baseline) -> String {
    let file = BaselineFile(
      findings: baseline.findings.map {
        Finding(fingerprint: $0.kind.description, rule_id: $0.rule, title: $0.title)
      },
      unexplained: baseline.unexplained.map {
        Traceback(fingerprint: $0.kind.description, exception: $0.exception)
      })
    return JSONText.of(file, isPretty: true) + "\n"
  }

  private init(findings: [Finding], unexplained: [Traceback]) {
    self.findings = findings
    self.unexplained = unexplained
  }

  /// Reads the text of a file; keys that are not known are passed over.
  ///
  /// - Throws: ``JSONText/Mistake``, with what was expected.
  package static func baseline(in text: String) throws(JSONText.Mistake) -> Baseline {
    let head = try JSONText.value(Head.self, in: text)
    guard head.type == "baseline", let version = head.schema_version, version >= 1 else {
      throw JSONText.Mistake("is no baseline, expected a file that '--write-baseline' has written")
    }
    guard version == Self.version else {
      throw JSONText.Mistake(
        """
        has the schema_version \(version), expected \(Self.version) or less: a newer \
        \(ToolIdentity.name) has written it
        """)
    }
    let file = try JSONText.value(BaselineFile.self, in: text)
    var baseline = Baseline()
    for (index, item) in file.findings.enumerated() {
      baseline.findings.append(
        Baseline.KnownFinding(
          kind: try fingerprint(item.fingerprint, in: "findings[\(index)]"), rule: item.rule_id,
          title: item.title))
    }
    for (index, item) in file.unexplained.enumerated() {
      baseline.unexplained.append(
        Baseline.KnownTraceback(
          kind: try fingerprint(item.fingerprint, in: "unexplained[\(index)]"),
          exception: item.exception))
    }
    return baseline
  }

  private static func fingerprint(_ text: String, in path: String) throws(JSONText.Mistake)
    -> Fingerprint
  {
    guard let fingerprint = Fingerprint(text) else {
      throw JSONText.Mistake("'\(path).fingerprint' is '\(text)', expected 16 hexadecimal digits")
    }
    return fingerprint
  }
}
