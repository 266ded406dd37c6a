/// A value in a rule file, and where it stands.
package struct RuleValue: Equatable, Sendable {
  /// The keys that lead to it: `remediation[0].command`; empty for the whole rule.
  package let path: String
  /// What stands there; nil for a list, a mapping, and what could not be read.
  package let text: String?
  /// 1-based.
  package let line: Int
  /// 1-based, in characters.
  package let column: Int

  package init(path: String, text: String?, line: Int, column: Int) {
    self.path = path
    self.text = text
    self.line = line
    self.column = column
  }

  /// The last key of the path, without the place in a list.
  package var key: Substring {
    let last = path.split(separator: ".").last ?? ""
    return last.prefix { $0 != "[" }
  }
}
