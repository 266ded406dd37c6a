internal import FailureRules
internal import PatternEngine
internal import Tracebacks

/// Says of every part of a condition whether it holds.
extension ConditionEvaluator {
  /// Evaluates all parts, those too on which nothing depends any more.
  ///
  /// - Parameters:
  ///   - condition: as the rule has it, for its words.
  ///   - compiled: the same, compiled.
  ///   - text: of the record or the traceback.
  ///   - traceback: its structure, if it is one.
  ///   - hints: as for ``evaluate(_:on:traceback:hints:)``.
  ///   - line: the number in the source of the line that holds an offset of the text.
  /// - Returns: what came of it.
  func trial(
    of condition: Condition, _ compiled: CompiledCondition, on text: [UInt8],
    traceback: Traceback?, hints: [Int], line: (Int) -> Int
  ) -> RuleTrial.Part {
    var parts: [RuleTrial.Part] = []
    switch (condition, compiled) {
    case (.any(let conditions), .any(let inner)), (.all(let conditions), .all(let inner)):
      for (condition, compiled) in zip(conditions, inner) {
        parts.append(
          trial(
            of: condition, compiled, on: text, traceback: traceback, hints: hints, line: line))
      }
    case (.not(let condition), .not(let inner)):
      parts = [
        trial(of: condition, inner, on: text, traceback: traceback, hints: hints, line: line)
      ]
    default: break
    }
    let result: RuleTrial.Result
    do throws(PatternError) {
      let outcome = try evaluate(compiled, on: text, traceback: traceback, hints: hints)
      result =
        outcome.map {
          .holds(
            captures: parts.isEmpty ? $0.captures : [:],
            line: parts.isEmpty ? $0.range.map { line($0.lowerBound) } : nil)
        } ?? .fails(condition.reason(on: traceback))
    } catch {
      result = .gaveUp(error.description)
    }
    return RuleTrial.Part(label: condition.label, result: result, parts: parts)
  }
}

extension Condition {
  /// The condition without its parts, in the words of a rule file.
  fileprivate var label: String {
    switch self {
    case .signature(.line(let line)): "line '\(line.pattern.expression)'"
    case .signature(.traceback(let traceback)): "traceback " + traceback.label
    case .any: "any"
    case .all: "all"
    case .not: "not"
    }
  }

  /// Why it does not hold, as far as that can be said.
  fileprivate func reason(on traceback: Traceback?) -> String? {
    guard case .signature(.traceback(let signature)) = self else { return nil }
    guard let traceback else { return "this is a record, not a traceback" }
    let raised = traceback.raised.map { traceback.string($0.type) }.filter { !$0.isEmpty }
    return signature.types.isEmpty || raised.isEmpty
      ? nil : "raised: " + raised.joined(separator: ", ")
  }
}

extension TracebackSignature {
  fileprivate var label: String {
    var words: [String] = []
    if !types.isEmpty { words.append("raises \(types.joined(separator: " or "))") }
    if position != .any { words.append("position \(position.rawValue)") }
    if let message { words.append("message '\(message.expression)'") }
    for frame in frames {
      words.append(
        "frame \(frame.function ?? "any")\(frame.file.map { " in \($0)" } ?? "")")
    }
    return words.joined(separator: ", ")
  }
}
