internal import FailureRules
internal import PatternEngine
internal import Tracebacks

/// Says of every part of a condition whether it holds.
extension ConditionEvaluator {
  /// Evaluates all parts, those too on which nothing depends any more.
  ///
  /// - Parameters:
  ///   - condition: what was tried.
  ///   - event: the record or the traceback.
  ///   - expression: the text of an expression.
  ///   - line: the number in the source of the line that holds an offset of the text.
  /// - Returns: what came of it.
  func trial(
    of condition: CompiledCondition, on event: Event, expression: (Int) -> String,
    line: (Int) -> Int
  ) -> RuleTrial.Part {
    var inner: [CompiledCondition] = []
    switch condition {
    case .any(let parts), .all(let parts): inner = parts
    case .not(let part), .scoped(_, let part): inner = [part]
    case .line, .traceback: break
    }
    let parts = inner.map { trial(of: $0, on: event, expression: expression, line: line) }
    let result: RuleTrial.Result
    do throws(PatternError) {
      let outcome = try evaluate(condition, on: event)
      result =
        outcome.map {
          .holds(
            captures: parts.isEmpty ? $0.captures : [:],
            line: parts.isEmpty ? $0.range.map { line($0.lowerBound) } : nil)
        } ?? .fails(condition.reason(on: event.traceback))
    } catch {
      result = .gaveUp(error.description)
    }
    return RuleTrial.Part(label: condition.label(expression), result: result, parts: parts)
  }
}

extension CompiledCondition {
  /// The condition without its parts, in the words of a rule file.
  fileprivate func label(_ expression: (Int) -> String) -> String {
    switch self {
    case .line(let pattern): "line '\(expression(pattern))'"
    case .traceback(let traceback, _): "traceback " + traceback.label
    case .any: "any"
    case .all: "all"
    case .not: "not"
    case .scoped(let scope, _): "scope " + scope.label
    }
  }

  /// Why it does not hold, as far as that can be said.
  fileprivate func reason(on traceback: Traceback?) -> String? {
    guard case .traceback(let signature, _) = self else { return nil }
    guard let traceback else { return "this is a record, not a traceback" }
    let raised = traceback.errors.map { traceback.string($0.type) }.filter { !$0.isEmpty }
    return signature.types.isEmpty || raised.isEmpty
      ? nil : "raised: " + raised.joined(separator: ", ")
  }
}

extension RuleScope {
  fileprivate var label: String {
    var words: [String] = []
    func add(_ name: String, _ values: [String]) {
      if !values.isEmpty { words.append("\(name) \(values.joined(separator: " or "))") }
    }
    add("service", services.map(\.text))
    add("logger", loggers.map(\.text))
    add("level", levels.map(\.rawValue))
    add("source", sources.map(\.text))
    return words.joined(separator: ", ")
  }
}

extension TracebackSignature {
  fileprivate var label: String {
    var words: [String] = []
    if !types.isEmpty { words.append("raises \(types.joined(separator: " or "))") }
    if position != .any { words.append("position \(position.rawValue)") }
    if let message { words.append("message '\(message.expression)'") }
    for frame in frames {
      let place = (frame.file ?? frame.module).map { " in \($0)" } ?? ""
      words.append("frame \(frame.function ?? "any")\(place)")
    }
    return words.joined(separator: ", ")
  }
}
