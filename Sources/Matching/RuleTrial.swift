package import LogReading

/// A rule was tried on a record or a traceback: what came of each part of its condition.
package struct RuleTrial: Sendable {
  /// The rule's index in ``CompiledRules/rules``.
  package let rule: Int
  /// Where the record or the traceback begins.
  package let position: LogPosition
  package let kind: Kind
  /// The lines that the patterns were shown, and their numbers in the source.
  package let lines: [(number: Int, text: String)]
  package let root: Part

  /// What the rule was tried on.
  package enum Kind: Sendable {
    case record, traceback
    /// What has started, when its end must have come.
    case deadline
  }

  /// A part of a condition, and its parts.
  package struct Part: Equatable, Sendable {
    /// What had to hold, in the words of a rule file.
    package var label: String
    /// The expression, if it is one that is searched in a text.
    package var expression: String?
    package var result: Result
    package var parts: [Part]

    package init(
      label: String, expression: String? = nil, result: Result, parts: [Part] = []
    ) {
      self.label = label
      self.expression = expression
      self.result = result
      self.parts = parts
    }
  }

  /// What came of a part.
  package enum Result: Equatable, Sendable {
    /// It holds, and the proof begins at a line of the source.
    case holds(captures: [String: String], line: Int?)
    /// It does not; the reason, where there is more to say.
    case fails(String?)
    /// A pattern hit a limit.
    case gaveUp(String)

    package var holds: Bool { if case .holds = self { true } else { false } }
  }
}
