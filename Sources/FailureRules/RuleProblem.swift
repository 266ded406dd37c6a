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
    let isLong = message.utf8.count > Self.messageLimit && message.count > Self.messageLimit
    self.message = isLong ? message.prefix(Self.messageLimit) + "…" : message
  }

  /// The most problems of one file that are told.
  package static let countLimit = 100

  /// The longest message, in characters; of a longer one the beginning is kept.
  package static let messageLimit = 1000

  package var description: String { "\(file):\(line):\(column): \(message)" }
}

extension [RuleProblem] {
  /// The problems of one file, as many as are told.
  var told: [RuleProblem] {
    let limit = RuleProblem.countLimit
    guard count > limit, let last = prefix(limit).last else { return self }
    return prefix(limit) + [
      RuleProblem(
        file: last.file, line: last.line, column: last.column,
        message: "more is wrong than these \(limit) mistakes; what follows is not told")
    ]
  }
}
