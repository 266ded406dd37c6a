internal import LogReading

/// The kinds of traces that are known: mostly one a language.
package enum Language: String, CaseIterable, Sendable {
  case python
  case pythonFault
  case pythonRich
  case java
  case go
  case goRecovery
  case rust
  case sanitizer
  case valgrind
  case crash
  case debugger
  case kernel
  case swift
  case javascript
  case ruby
  case php
  case perl
  case dotnet
  case erlang
  case elixir
  case lua
  case tcl

  /// The language's name in reports.
  package var name: String {
    switch self {
    case .pythonFault, .pythonRich: Language.python.rawValue
    case .goRecovery: Language.go.rawValue
    case .sanitizer, .valgrind, .crash, .debugger, .kernel: "c"
    default: rawValue
    }
  }

  var grammar: any TraceGrammar.Type {
    switch self {
    case .python: PythonGrammar.self
    case .pythonFault: FaultHandlerGrammar.self
    case .pythonRich: RichGrammar.self
    case .java: JavaGrammar.self
    case .go: GoGrammar.self
    case .goRecovery: GoRecoveryGrammar.self
    case .rust: RustGrammar.self
    case .sanitizer: SanitizerGrammar.self
    case .valgrind: ValgrindGrammar.self
    case .crash: CrashGrammar.self
    case .debugger: DebuggerGrammar.self
    case .kernel: KernelGrammar.self
    case .swift: SwiftGrammar.self
    case .javascript: JavaScriptGrammar.self
    case .ruby: RubyGrammar.self
    case .php: PHPGrammar.self
    case .perl: PerlGrammar.self
    case .dotnet: DotnetGrammar.self
    case .erlang: ErlangGrammar.self
    case .elixir: ElixirGrammar.self
    case .lua: LuaGrammar.self
    case .tcl: TclGrammar.self
    }
  }

  /// Fixed strings in the line by which a trace is recognised.
  package var signs: [StaticString] { grammar.signs }
  /// Whether ``LineMark/call`` shows such a line, too.
  package var isMarkedByCalls: Bool { grammar.isMarkedByCalls }
  /// Whether a line could be one by which a trace is recognised; its prefix is not of it.
  package func isSign(_ body: Span<UInt8>) -> Bool { grammar.isSign(body) }
  /// Whether a line could be one by which a trace is recognised, a prefix that is not known before it.
  package func mayBegin(at body: Span<UInt8>) -> Bool {
    if isSign(body) { return true }
    return learnedEnd(in: body) != nil
  }
  /// Whether a line among the first of a log shows that the log begins within a trace.
  package func isHeadSign(_ body: Span<UInt8>) -> Bool { grammar.isHeadSign(body) }
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
  /// Where a prefix that is not known ends, behind which a line has a sign.
  private func learnedEnd(in body: Span<UInt8>) -> Int? {
    guard let sign = signOffset(in: body) else { return nil }
    if isMarkedByCalls,
      let learned = LearnedPrefix(body, upTo: grammar.textOffset(ofSign: sign, in: body)),
      let end = learned.end(in: body, from: 0), isSign(body.extracting(end..<body.count))
    {
      return end
    }
    for end in stride(from: 1, through: min(sign, LearnedPrefix.limit), by: 1)
    where body[end - 1] == UInt8(ascii: " ") && isSign(body.extracting(end..<body.count)) {
      return end
    }
    return nil
  }
  /// What stands before the sign in a line, unless it is known to be none of the prefix.
  ///
  /// - Parameters:
  ///   - line: the line by which a trace may be recognised.
  ///   - isPrefixKnown: whether the sign has been recognised without it.
  /// - Returns: nil if there is nothing, or the line has no sign behind it.
  func learnedPrefix(of line: TraceLine, isPrefixKnown: Bool) -> LearnedPrefix? {
    let body = line.body.span
    if isPrefixKnown { return LearnedPrefix(body, upTo: grammar.signOffset(in: body)) }
    guard let end = learnedEnd(in: body), let learned = LearnedPrefix(body, upTo: end),
      line.without(learned) != nil
    else { return nil }
    return learned
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
  package var all: [Language] {
    zip(Language.allCases, 0...).filter { rawValue >> $1 & 1 == 1 }.map(\.0)
  }
}
