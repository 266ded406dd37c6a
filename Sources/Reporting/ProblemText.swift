package import LogReading

/// A problem as a line of text.
package enum ProblemText {
  /// `path:line: message`.
  package static func line(_ problem: ReadProblem) -> String {
    let line = problem.line.map { ":\($0)" } ?? ""
    return SafeText.line("\(problem.source)\(line): \(problem.message)")
  }

  /// Any other message that names something read, made safe for a terminal.
  package static func line(_ message: String) -> String { SafeText.line(message) }
}
