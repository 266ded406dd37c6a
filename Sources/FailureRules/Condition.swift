internal import PatternEngine

/// What must hold of one record or one traceback for a rule to match.
package indirect enum Condition: Equatable, Sendable {
  case signature(Signature)
  /// At least one holds; the first that does gives the captures.
  case any([Condition])
  /// All hold, each on the same record or traceback.
  case all([Condition])
  /// It does not hold.
  case not(Condition)
  /// It holds on a record or traceback that the scope speaks of.
  case scoped(RuleScope, Condition)
  /// It holds on several records or tracebacks of a source; at the root of a rule only, as those
  /// that follow.
  case times(Threshold, Condition)
  case sequence(SequenceSignature)
  case absence(AbsenceSignature)

  /// The shortest literal that a scan would have to look for; nil if none, because only tracebacks
  /// are looked at.
  ///
  /// Empty if it would have to look at every line.
  var weakestLiteral: String? {
    scanLiterals.map { $0.min { $0.utf8.count < $1.utf8.count } ?? "" }
  }

  /// What a scan looks for before it tries the condition: one of these stands in every record that
  /// it holds on; nil if it holds on tracebacks only, whose types are looked at.
  ///
  /// Of `all`, one part is enough: the one whose literals are the longest.
  package var scanLiterals: [String]? {
    switch self {
    case .signature(.line(let line)): return line.literals
    case .signature(.traceback): return nil
    case .any(let parts):
      let sets = parts.compactMap(\.scanLiterals)
      guard !sets.isEmpty else { return nil }
      return sets.contains([]) ? [] : Array(Set(sets.joined())).sorted()
    case .all(let parts):
      let positive = parts.filter { !$0.isNegative }
      // A part that only tracebacks can meet needs no literal, and the whole then neither.
      if positive.contains(where: { $0.scanLiterals == nil }) { return nil }
      return positive.compactMap(\.scanLiterals).max {
        Self.shortest(of: $0) < Self.shortest(of: $1)
      }
    case .not: return []
    case .scoped(_, let part), .times(_, let part): return part.scanLiterals
    case .sequence(let sequence): return Condition.any(sequence.steps).scanLiterals
    case .absence(let absence): return Condition.any([absence.start, absence.end]).scanLiterals
    }
  }

  /// Whether it only says what must not hold.
  var isNegative: Bool {
    switch self {
    case .not: true
    case .scoped(_, let part): part.isNegative
    default: false
    }
  }

  /// Whether a part of it asks for what prefixes say.
  package var isScoped: Bool {
    switch self {
    case .signature: false
    case .any(let parts), .all(let parts): parts.contains(where: \.isScoped)
    case .not(let part): part.isScoped
    case .scoped: true
    case .times(_, let part): part.isScoped
    case .sequence(let sequence): sequence.steps.contains(where: \.isScoped)
    case .absence(let absence): absence.start.isScoped || absence.end.isScoped
    }
  }

  /// The condition, to be tried on less.
  func scoped(by scope: RuleScope) -> Condition {
    switch self {
    case .times(let threshold, let part): return .times(threshold, part.scoped(by: scope))
    case .sequence(var sequence):
      sequence.steps = sequence.steps.map { $0.scoped(by: scope) }
      return .sequence(sequence)
    case .absence(var absence):
      absence.start = absence.start.scoped(by: scope)
      absence.end = absence.end.scoped(by: scope)
      return .absence(absence)
    default: return .scoped(scope, self)
    }
  }

  /// Whether it holds when a time has passed.
  var hasDeadline: Bool {
    if case .absence(let absence) = self, case .seconds? = absence.within { true } else { false }
  }

  /// Whether it speaks of several records or tracebacks.
  package var isHistory: Bool {
    switch self {
    case .times, .sequence, .absence: true
    default: false
    }
  }

  private static func shortest(of literals: [String]) -> Int {
    literals.lazy.map(\.utf8.count).min() ?? 0
  }

  /// The types raised in a traceback because of which the condition is tried on it, each as the rule
  /// names it; an empty text stands for any type.
  package var tracebackTypes: Set<String> {
    switch self {
    case .signature(.line), .not: []
    case .signature(.traceback(let traceback)):
      traceback.types.isEmpty ? [""] : Set(traceback.types)
    case .any(let parts): parts.reduce(into: []) { $0.formUnion($1.tracebackTypes) }
    case .all(let parts):
      // One part is enough; naming a type is the narrowest.
      parts.map(\.tracebackTypes).filter { !$0.isEmpty }.min {
        $0.contains("") ? false : $1.contains("")
      } ?? []
    case .scoped(_, let part), .times(_, let part): part.tracebackTypes
    case .sequence(let sequence): Condition.any(sequence.steps).tracebackTypes
    case .absence(let absence): Condition.any([absence.start, absence.end]).tracebackTypes
    }
  }

  /// The capture names that every match sets.
  var certainCaptures: Set<String> {
    switch self {
    case .signature(let signature): Set(signature.captureNames)
    case .any(let parts):
      parts.dropFirst().reduce(parts.first?.certainCaptures ?? []) {
        $0.intersection($1.certainCaptures)
      }
    case .all(let parts): parts.reduce(into: []) { $0.formUnion($1.certainCaptures) }
    case .not: []
    case .scoped(_, let part), .times(_, let part): part.certainCaptures
    case .sequence(let sequence): Condition.all(sequence.steps).certainCaptures
    case .absence(let absence): absence.start.certainCaptures
    }
  }

  /// The capture names that a match may set.
  var possibleCaptures: Set<String> {
    switch self {
    case .signature(let signature): Set(signature.captureNames)
    case .any(let parts), .all(let parts):
      parts.reduce(into: []) { $0.formUnion($1.possibleCaptures) }
    case .not: []
    case .scoped(_, let part), .times(_, let part): part.possibleCaptures
    case .sequence(let sequence): Condition.all(sequence.steps).possibleCaptures
    case .absence(let absence): absence.start.possibleCaptures
    }
  }
}

/// The matchable part of a rule.
package enum Signature: Equatable, Sendable {
  case line(LineSignature)
  case traceback(TracebackSignature)

  /// The names of all captures, in no order.
  var captureNames: [String] {
    switch self {
    case .line(let line): line.pattern.captureNames
    case .traceback(let traceback): traceback.message?.captureNames ?? []
    }
  }
}

/// An expression searched in the text of a record, as it was written, or of a traceback.
package struct LineSignature: Equatable, Sendable {
  package var pattern: PatternSource
  /// One of these stands in every match, in some letter case; a scan looks for nothing else until
  /// it has seen one.
  package var literals: [String]

  /// The shortest literal that a scan can look for without becoming slow, in bytes.
  package static let minimumLiteralLength = 7

  package init(pattern: PatternSource, literals: [String]) {
    self.pattern = pattern
    self.literals = literals
  }
}

/// An error raised in a traceback, and the calls that led to it.
///
/// All parts that are given must hold.
package struct TracebackSignature: Equatable, Sendable {
  /// Types, each by its last component or by the last few (`exceptions.NotFound`); any of them.
  ///
  /// Empty: whatever was raised.
  package var types: [String]
  package var position: Position
  /// Searched in the message of the error that was raised.
  package var message: PatternSource?
  /// Calls that all stand in the traceback, in any order.
  package var frames: [FrameSignature]

  /// Which errors of a chain are looked at.
  package enum Position: String, Sendable, CaseIterable {
    case any
    /// The one that was raised first.
    case root
    /// The one that was raised last.
    case final
  }

  package init(
    types: [String] = [], position: Position = .any, message: PatternSource? = nil,
    frames: [FrameSignature] = []
  ) {
    self.types = types
    self.position = position
    self.message = message
    self.frames = frames
  }
}

/// A call in a traceback.
package struct FrameSignature: Equatable, Sendable {
  /// The function's whole name.
  package var function: String?
  /// The end of the file's path, whole components.
  package var file: String?
  /// The end of the module's dotted name, whole components: of the file's path without its ending,
  /// or of what stands before the function's own name.
  package var module: String?

  package init(function: String? = nil, file: String? = nil, module: String? = nil) {
    self.function = function
    self.file = file
    self.module = module
  }
}

/// The text of a PCRE2 expression and the names of its captures.
package struct PatternSource: Equatable, Sendable {
  package var expression: String
  package var captureNames: [String]

  package init(expression: String, captureNames: [String]) {
    self.expression = expression
    self.captureNames = captureNames
  }
}
