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
    var parts = inner.map { trial(of: $0, on: event, expression: expression, line: line) }
    let result: RuleTrial.Result
    do throws(PatternError) {
      let outcome = try evaluate(condition, on: event)
      result =
        outcome.map {
          .holds(
            captures: inner.isEmpty ? $0.captures : [:],
            line: inner.isEmpty ? $0.range.map { line($0.lowerBound) } : nil)
        } ?? .fails(condition.reason(on: event))
    } catch {
      result = .gaveUp(error.description)
    }
    if case .traceback(let signature, let message) = condition, let traceback = event.traceback {
      parts = self.parts(of: signature, message: message, on: traceback)
    }
    return RuleTrial.Part(
      label: condition.label(expression, isWhole: parts.isEmpty),
      expression: condition.pattern.map(expression), result: result, parts: parts)
  }

  /// What a signature names, each by itself.
  private func parts(
    of signature: TracebackSignature, message: Int?, on traceback: Traceback
  ) -> [RuleTrial.Part] {
    func part(_ label: String, _ holds: Bool, _ reason: String?) -> RuleTrial.Part {
      RuleTrial.Part(
        label: label, result: holds ? .holds(captures: [:], line: nil) : .fails(reason))
    }
    func isNamed(_ error: RaisedError) -> Bool {
      signature.namesType(traceback.string(error.type))
    }
    let looked = signature.errors(of: traceback)
    let types = traceback.errors.map { traceback.string($0.type) }.filter { !$0.isEmpty }
    var parts: [RuleTrial.Part] = []
    if let label = signature.typesLabel {
      let raised = types.isEmpty ? "nothing" : types.joined(separator: ", ")
      parts.append(part(label, traceback.errors.contains(where: isNamed), "raised: \(raised)"))
    }
    if let label = signature.positionLabel {
      let found = looked.first.map { "raised there: \(traceback.string($0.type))" }
      parts.append(part(label, looked.contains(where: isNamed), found))
    }
    if let label = signature.messageLabel, let message {
      let named = looked.filter(isNamed)
      let candidates = named.isEmpty ? looked : named
      let holds = candidates.contains { error in
        (try? search(message, in: traceback.text, window: error.message.prefix(Self.windowSize)))
          != nil
      }
      let text = candidates.first.map { Self.excerpt(traceback.string($0.message)) }
      parts.append(part(label, holds, text.map { "the message is '\($0)'" }))
    }
    for frame in signature.frames {
      let holds = traceback.frames.contains(where: frame.matches)
      parts.append(part(frame.label, holds, "of \(traceback.frames.count) calls none"))
    }
    return parts
  }

  /// Characters of a message that are shown.
  private static let excerptLength = 60

  /// The first line of a text, as far as it is shown.
  private static func excerpt(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }.prefix(excerptLength)
    return line.endIndex == text.endIndex ? String(line) : line + "…"
  }
}

extension CompiledCondition {
  /// The number of the expression that it is.
  fileprivate var pattern: Int? {
    if case .line(let pattern) = self { pattern } else { nil }
  }

  /// The condition without its parts, in the words of a rule file; of a traceback with all that it
  /// names if `isWhole`.
  fileprivate func label(_ expression: (Int) -> String, isWhole: Bool) -> String {
    switch self {
    case .line(let pattern): "line '\(expression(pattern))'"
    case .traceback(let signature, _): isWhole ? "traceback " + signature.label : "traceback"
    case .any: "any"
    case .all: "all"
    case .not: "not"
    case .scoped(let scope, _): "scope " + scope.label
    }
  }

  /// Why it does not hold, as far as its parts do not say it.
  fileprivate func reason(on event: ConditionEvaluator.Event) -> String? {
    switch self {
    case .traceback: event.traceback == nil ? "this is a record, not a traceback" : nil
    case .scoped(let scope, _):
      scope.obstacle(on: event.origin).map { part, found in
        found.map { "the \(part) is \($0)" } ?? "the prefix names no \(part)"
      }
    default: nil
    }
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
    ([typesLabel, positionLabel, messageLabel].compactMap(\.self) + frames.map(\.label))
      .joined(separator: ", ")
  }

  fileprivate var typesLabel: String? {
    types.isEmpty ? nil : "raises \(types.joined(separator: " or "))"
  }

  fileprivate var positionLabel: String? {
    position == .any ? nil : "position \(position.rawValue)"
  }

  fileprivate var messageLabel: String? { message.map { "message '\($0.expression)'" } }
}

extension FrameSignature {
  fileprivate var label: String {
    let places = [file.map { " in \($0)" }, module.map { " of \($0)" }].compactMap(\.self)
    return "frame \(function ?? "any")\(places.joined())"
  }
}
