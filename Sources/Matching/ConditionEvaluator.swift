package import FailureRules
internal import LogReading
internal import PatternEngine
package import Tracebacks

/// Decides whether a condition holds on the text of one record or traceback.
struct ConditionEvaluator {
  let patterns: PatternTable

  /// A record or a traceback, which many rules may be tried on.
  final class Event {
    /// Its text.
    let text: [UInt8]
    /// The structure of that text, if it is a traceback's.
    let traceback: Traceback?
    /// Offsets where required literals stand, for texts longer than a window.
    let hints: [Int]
    private let makeOrigin: () -> EventOrigin
    /// Where it comes from; made for the first rule that asks.
    private(set) lazy var origin = makeOrigin()
    /// The traceback's calls, read from the text for the first rule that asks.
    private lazy var calls = traceback?.frames ?? []

    init(
      text: [UInt8], traceback: Traceback? = nil, hints: [Int] = [],
      origin: @escaping () -> EventOrigin
    ) {
      self.text = text
      self.traceback = traceback
      self.hints = hints
      makeOrigin = origin
    }

    /// Whether the traceback has all of some calls.
    func hasCalls(_ signatures: [FrameSignature]) -> Bool {
      signatures.allSatisfy { signature in calls.contains { signature.matches($0) } }
    }
  }

  /// What a condition that holds has found.
  struct Outcome {
    var captures: [String: String] = [:]
    /// Where in the text the proof stands.
    var range: Range<Int>?
  }

  /// The most text that a pattern is shown at once, in bytes: limits on backtracking do not stop a
  /// quadratic pattern, a short text does.
  static let windowSize = 8 << 10

  /// Evaluates a condition.
  ///
  /// - Parameters:
  ///   - condition: what has to hold.
  ///   - event: the record or the traceback.
  /// - Returns: the captures and the place; nil if the condition does not hold.
  /// - Throws: ``PatternError`` where a pattern gave up.
  func evaluate(
    _ condition: CompiledCondition, on event: Event
  ) throws(PatternError) -> Outcome? {
    switch condition {
    case .line(let pattern):
      return try search(pattern, in: event.text, hints: event.hints)
    case .traceback(let signature, let message):
      return try evaluate(signature, message: message, on: event)
    case .any(let parts):
      for part in parts {
        if let outcome = try evaluate(part, on: event) {
          return outcome
        }
      }
      return nil
    case .all(let parts):
      var result = Outcome()
      for part in parts {
        guard let outcome = try evaluate(part, on: event) else {
          return nil
        }
        if result.captures.isEmpty {
          result.captures = outcome.captures
        } else {
          result.captures.merge(outcome.captures) { first, _ in first }
        }
        result.range = Self.joined(result.range, outcome.range)
      }
      return result
    case .not(let part):
      return try evaluate(part, on: event) == nil
        ? Outcome() : nil
    case .scoped(let scope, let part):
      return scope.holds(on: event.origin) ? try evaluate(part, on: event) : nil
    }
  }

  /// The place of two proofs that stand together; of others, the first.
  private static func joined(_ first: Range<Int>?, _ second: Range<Int>?) -> Range<Int>? {
    guard let first, let second else { return first ?? second }
    let both =
      min(first.lowerBound, second.lowerBound)..<max(first.upperBound, second.upperBound)
    return both.count <= 1024 ? both : first
  }

  // MARK: signatures

  private func evaluate(
    _ signature: TracebackSignature, message: Int?, on event: Event
  ) throws(PatternError) -> Outcome? {
    guard let traceback = event.traceback else { return nil }
    let errors = signature.errors(of: traceback).filter {
      signature.namesType(traceback.string($0.type))
    }
    guard !errors.isEmpty, event.hasCalls(signature.frames) else { return nil }
    for error in errors {
      var outcome = Outcome(range: error.type.lowerBound..<error.message.upperBound)
      if let message {
        let window = error.message.prefix(Self.windowSize)
        guard
          let found = try search(message, in: traceback.text, window: window)
        else { continue }
        outcome.captures = found.captures
      }
      return outcome
    }
    return nil
  }

  private func search(
    _ pattern: Int, in text: [UInt8], hints: [Int]
  ) throws(PatternError) -> Outcome? {
    if text.count <= Self.windowSize { return try search(pattern, in: text, window: text.indices) }
    for hint in hints {
      let start = max(0, hint - Self.windowSize / 2)
      let window = start..<min(text.count, start + Self.windowSize)
      if let outcome = try search(pattern, in: text, window: window) { return outcome }
    }
    // What ended the traceback stands last.
    return try search(pattern, in: text, window: (text.count - Self.windowSize)..<text.count)
  }

  func search(
    _ pattern: Int, in text: [UInt8], window: Range<Int>
  ) throws(PatternError) -> Outcome? {
    let compiled = try patterns.pattern(pattern)
    let bytes = text.span.extracting(window)
    guard try compiled.pattern.firstMatch(in: bytes, using: patterns.scratch) else { return nil }
    var outcome = Outcome()
    for capture in compiled.pattern.captures {
      let range = capture.groups.lazy.compactMap { patterns.scratch.range(ofGroup: $0) }.first
      guard let range else { continue }
      outcome.captures[capture.name] = String(
        logText: text[
          (window.lowerBound + range.lowerBound)..<(window.lowerBound + range.upperBound)])
    }
    if let range = patterns.scratch.range(ofGroup: 0) {
      outcome.range =
        (window.lowerBound + range.lowerBound)..<(window.lowerBound + range.upperBound)
    }
    return outcome
  }
}

extension TracebackSignature {
  /// The errors that are looked at.
  func errors(of traceback: Traceback) -> [RaisedError] {
    switch position {
    // Of several that fit, the last one raised is the one that ended the call.
    case .any: traceback.errors
    case .root: traceback.root.map { [$0] } ?? []
    case .final: traceback.primary.map { [$0] } ?? []
    }
  }

  /// Whether one of the types is a raised type or its last components.
  package func namesType(_ raised: String) -> Bool {
    types.isEmpty || types.contains { raised.endsInComponents($0, separator: ".") }
  }
}

extension FrameSignature {
  /// Whether a call is one that the rule names.
  package func matches(_ frame: StackFrame) -> Bool {
    if let function, function != frame.function { return false }
    if let file, !frame.file.endsInComponents(file, separator: "/") { return false }
    if let module, !frame.isOfModule(module) { return false }
    return true
  }
}

extension StackFrame {
  /// Whether the file is that of a module, or the function's name begins with it.
  fileprivate func isOfModule(_ module: String) -> Bool {
    for separator in [".", "::", ":"] where function.hasPrefix(module + separator) { return true }
    var path = file
    if let dot = path.lastIndex(of: "."), !path[dot...].contains("/") {
      path = String(path[..<dot])
    }
    if path.hasSuffix("/__init__") { path.removeLast("/__init__".count) }
    return path.endsInComponents(
      module.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "/"),
      separator: "/")
  }
}

extension String {
  /// Whether the text is `suffix`, or ends in the separator and it.
  fileprivate func endsInComponents(_ suffix: String, separator: Character) -> Bool {
    self == suffix || (hasSuffix(suffix) && dropLast(suffix.count).last == separator)
  }
}
