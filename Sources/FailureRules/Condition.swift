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
    }
  }

  /// The capture names that a match may set.
  var possibleCaptures: Set<String> {
    switch self {
    case .signature(let signature): Set(signature.captureNames)
    case .any(let parts), .all(let parts):
      parts.reduce(into: []) { $0.formUnion($1.possibleCaptures) }
    case .not: []
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

/// An error raised in a traceback, and the calls that led to it. All parts that are given must hold.
package struct TracebackSignature: Equatable, Sendable {
  /// Types, each by its last component or by the last few (`exceptions.NotFound`); any of them.
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

  package init(function: String? = nil, file: String? = nil) {
    self.function = function
    self.file = file
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
