package import LogReading

/// A problem with the input as a line of text.
package enum ProblemText {
  /// `path:line: message`.
  package static func line(_ problem: ReadProblem) -> String {
    let line = problem.line.map { ":\($0)" } ?? ""
    return SafeText.line("\(problem.source)\(line): \(problem.message)")
  }
}
