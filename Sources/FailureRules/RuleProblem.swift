/// Something wrong with a rule file, and where.
package struct RuleProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let file: String
  /// 1-based.
  package let line: Int
  /// 1-based, in characters.
  package let column: Int
  /// What was read and what was expected: lower case, no full stop.
  package let message: String

  package init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  package var description: String { "\(file):\(line):\(column): \(message)" }
}
