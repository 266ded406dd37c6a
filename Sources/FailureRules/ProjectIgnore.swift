/// Findings that a project knows of and does not want to hear of, from its project file.
package struct ProjectIgnore: Equatable, Sendable {
  /// What is ignored.
  package enum Subject: Equatable, Sendable {
    /// All that a rule finds.
    case rule(RuleID)
    /// What has this fingerprint: 16 hexadecimal digits, of a finding, its kind, or a kind of traceback.
    case fingerprint(String)
  }

  package var subject: Subject
  /// Where it is ignored, as a line of gitignore(5); nil for everywhere.
  package var path: String?
  /// For those who wonder later; never empty.
  package var reason: String
  /// The last day, in UTC, on which it is ignored; nil for always.
  package var expires: CalendarDay?
  /// Where the file names the subject.
  package var line: Int
  package var column: Int

  package init(
    _ subject: Subject, path: String? = nil, reason: String, expires: CalendarDay? = nil,
    line: Int, column: Int
  ) {
    self.subject = subject
    self.path = path
    self.reason = reason
    self.expires = expires
    self.line = line
    self.column = column
  }

  /// Whether the entry has ended before a day.
  package func hasExpired(on day: CalendarDay) -> Bool { expires.map { $0 < day } ?? false }

  /// The rule's id, or the fingerprint.
  package var name: String {
    switch subject {
    case .rule(let id): id.text
    case .fingerprint(let digits): digits
    }
  }
}

extension RuleDecoder {
  mutating func ignore(_ node: YAMLNode, path: String) -> ProjectIgnore? {
    let keys = ["rule", "fingerprint", "path", "reason", "expires"]
    guard var fields = mapping(node, path: path, keys: keys) else { return nil }
    let subject = subject(in: fields, path: path)
    let reason = fields.required("reason", &self).flatMap { text($0, path: path + ".reason") }
    let place = fields.optional("path").map { text($0, path: path + ".path") }
    let expires = fields.optional("expires").map { day($0, path: path + ".expires") }
    // What is there and wrong is nil within.
    guard let subject, let reason, place != .some(nil), expires != .some(nil) else { return nil }
    return ProjectIgnore(
      subject.value, path: place ?? nil, reason: reason, expires: expires ?? nil,
      line: subject.mark.line, column: subject.mark.column)
  }

  private mutating func subject(
    in fields: Fields, path: String
  ) -> (value: ProjectIgnore.Subject, mark: YAMLNode.Mark)? {
    let (rule, fingerprint) = (fields.optional("rule"), fields.optional("fingerprint"))
    if rule != nil, let fingerprint {
      report("'\(path)' has both 'rule' and 'fingerprint', expected one", at: fingerprint.mark)
    } else if let rule {
      return ruleID(rule, path: path + ".rule").map { (.rule($0), rule.mark) }
    } else if let fingerprint {
      return digits(fingerprint, path: path + ".fingerprint").map {
        (.fingerprint($0), fingerprint.mark)
      }
    } else if !fields.strangers.contains(where: { $0 == "rule" || $0 == "fingerprint" }) {
      report("'\(path)' has neither 'rule' nor 'fingerprint', expected one", at: fields.mark)
    }
    return nil
  }

  private mutating func digits(_ node: YAMLNode, path: String) -> String? {
    guard let text = text(node, path: path) else { return nil }
    guard text.utf8.count == 16, text.allSatisfy(\.isHexDigit) else {
      report("'\(path)' is '\(text)', expected 16 hexadecimal digits", at: node.mark)
      return nil
    }
    return text.lowercased()
  }

  private mutating func day(_ node: YAMLNode, path: String) -> CalendarDay? {
    guard let text = text(node, path: path) else { return nil }
    guard let day = CalendarDay(text) else {
      report("'\(path)' is '\(text)', expected a day as in 2026-11-21", at: node.mark)
      return nil
    }
    return day
  }
}
