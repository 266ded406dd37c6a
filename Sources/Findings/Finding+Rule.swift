internal import FailureRules

extension Finding {
  /// Renders a rule's words.
  ///
  /// - Parameters:
  ///   - rule: what was matched.
  ///   - captures: what the rule took from the text, as it is shown.
  ///   - fingerprint: made of the captures without their secrets.
  ///   - kind: made of what is the same of them everywhere.
  ///   - time: when it was seen, in ISO 8601.
  ///   - evidence: the first place.
  init(
    _ rule: Rule, captures: [String: String], fingerprint: Fingerprint, kind: Fingerprint,
    time: String?, evidence: Evidence
  ) {
    // A capture of a wrapped line may hold the line break; in a sentence it is a blank.
    let words = captures.mapValues {
      $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    self.init(
      rule: rule.id, title: rule.title.rendered(with: words), severity: rule.severity,
      component: rule.component, cause: rule.cause.rendered(with: words),
      remediation: rule.remediation.map {
        Step(
          text: $0.text.rendered(with: words), command: $0.command?.renderedCommand(with: words))
      },
      references: rule.references, captures: captures, count: 1, firstSeen: time, lastSeen: time,
      fingerprint: fingerprint, kind: kind, evidence: [evidence])
  }

  /// Whether it was seen before another finding was over, as far as their stamps say.
  func began(before other: Finding) -> Bool {
    guard let firstSeen, let last = other.lastSeen else { return true }
    return firstSeen <= last
  }

  /// Takes note of another time it was seen; ISO stamps sort as texts.
  mutating func see(_ time: String) {
    firstSeen = min(firstSeen ?? time, time)
    lastSeen = max(lastSeen ?? time, time)
  }
}
