/// A rule file with nothing wrong in it.
enum SampleRule {
  /// The text of the file.
  ///
  /// - Parameters:
  ///   - id: the rule's id.
  ///   - title: as YAML.
  ///   - severity: as YAML.
  ///   - signature: as YAML, from the key's line on.
  ///   - match: an example that the signature matches, without quotes.
  ///   - more: further keys.
  /// - Returns: the YAML.
  static func text(
    _ id: String, title: String = "The disk is full", severity: String = "low",
    signature: String = "{ line: 'the disk is full' }", match: String = "the disk is full",
    more: String = ""
  ) -> String {
    """
    id: \(id)
    title: \(title)
    severity: \(severity)
    status: stable
    component: ops
    signature: \(signature)
    cause: Nobody looked.
    remediation: [{ text: Look. }]
    references: ['https://docs.openstack.org/']
    versions: { verified: 2026-11 }
    examples: { match: '\(match)', no-match: nothing }
    \(more)

    """
  }
}
