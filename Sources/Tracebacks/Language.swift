internal import LogReading

/// The languages whose traces are known; the raw value is their name in reports.
package enum Language: String, CaseIterable, Sendable {
  case python
  case java
  case go
  case rust
  case c
  case swift

  var grammar: any TraceGrammar.Type {
    switch self {
    case .python: PythonGrammar.self
    case .java: JavaGrammar.self
    case .go: GoGrammar.self
    case .rust: RustGrammar.self
    case .c: CGrammar.self
    case .swift: SwiftGrammar.self
    }
  }

  /// Fixed strings in the line by which a trace is recognised.
  package var signs: [StaticString] { grammar.signs }
  /// Whether ``LineMark/call`` shows such a line, too.
  package var isMarkedByCalls: Bool { grammar.isMarkedByCalls }
  /// Whether a line could be one by which a trace is recognised; its prefix is not of it.
  package func isSign(_ body: Span<UInt8>) -> Bool { grammar.isSign(body) }
  /// Where the first sign or mark of the language's traces stands in a line.
  func signOffset(in line: Span<UInt8>) -> Int? {
    var first: Int?
    for sign in signs {
      if let offset = line.firstOffset(of: sign) { first = Swift.min(first ?? offset, offset) }
    }
    if isMarkedByCalls {
      line.forEachMark(in: 0..<line.count) { offset, mark in
        if mark == .call { first = Swift.min(first ?? offset, offset) }
      }
    }
    return first
  }
  /// How many lines above such a line the collector asks for.
  package var reach: Int { grammar.reach }
  /// Whether it asks for lines above a record, too.
  package var reachesOverRecords: Bool { grammar.reachesOverRecords }
}

/// A set of languages, as small as it must be for a table by literal.
package struct Languages: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The set with one language.
  package init(_ language: Language) {
    rawValue = 1 << UInt32(Language.allCases.firstIndex(of: language) ?? 0)
  }

  /// Those whose traces are recognised by their calls.
  package static let markedByCalls = Language.allCases.filter(\.isMarkedByCalls)
    .reduce(into: Languages()) { $0.insert(Languages($1)) }

  /// The languages in the set.
  package var all: [Language] { Language.allCases.filter { contains(Languages($0)) } }
}
