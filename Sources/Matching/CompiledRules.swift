package import FailureRules
internal import PatternEngine
internal import Synchronization
internal import Tracebacks

/// A rule set, indexed by what a scan looks for first.
///
/// Shared by all that match, and the same for all but for the speed of the search.
package final class CompiledRules: Sendable {
  package let rules: [Rule]

  private let literals: [[UInt8]]
  private let tuning: Mutex<Tuning>
  /// The rules' conditions, in the same order.
  let conditions: [CompiledCondition]
  /// What those ask for that speak of several records.
  let histories: [CompiledHistory?]
  /// Whether a rule matches when a time has passed.
  let hasDeadlines: Bool
  /// Whether each rule asks for what the prefix of a record or traceback says.
  let needsOrigin: [Bool]
  let expressions: ExpressionTable
  /// The languages of whose traces each literal of the scanner is a sign.
  private let languages: [Languages]
  /// The rules of which each literal of the scanner is a required one: those of literal `n` from
  /// `ruleStarts[n]` up to `ruleStarts[n + 1]`.
  private let ruleStarts: [Int]
  private let literalRules: [Int]
  /// The rules that ask for a type raised in a traceback, by the type's last component.
  private let rulesByType: [String: [Int]]
  /// The rules that look at every traceback.
  private let rulesForAnyType: [Int]

  /// Indexes the rules; patterns are compiled when they are first needed.
  package init(_ set: RuleSet) {
    rules = set.rules
    var expressions = ExpressionTable()
    conditions = set.rules.map { CompiledCondition($0.condition, expressions: &expressions) }
    histories = set.rules.map { CompiledHistory($0.condition, expressions: &expressions) }
    hasDeadlines = histories.contains { $0?.hasDeadline == true }
    needsOrigin = set.rules.map { $0.condition.isScoped || $0.condition.isHistory }
    self.expressions = expressions
    let signs = Self.signs
    var literals = signs.keys.sorted()
    var numbers = Dictionary(
      uniqueKeysWithValues: literals.enumerated().map { ($0.element, $0.offset) })
    var byLiteral = [[Int]](repeating: [], count: literals.count)
    var byType: [String: [Int]] = [:]
    var forAny: [Int] = []
    for (index, rule) in set.rules.enumerated() {
      for literal in rule.condition.scanLiterals ?? [] {
        let literal = literal.lowercased()
        let number = numbers[literal] ?? literals.count
        if number == literals.count {
          numbers[literal] = number
          literals.append(literal)
          byLiteral.append([])
        }
        if byLiteral[number].last != index { byLiteral[number].append(index) }
      }
      for type in rule.condition.tracebackTypes {
        if type.isEmpty {
          forAny.append(index)
        } else {
          byType[Self.lastComponent(of: type), default: []].append(index)
        }
      }
    }
    languages = literals.map { signs[$0] ?? [] }
    self.literals = literals.map { Array($0.utf8) }
    tuning = Mutex(Tuning(scanner: LiteralScanner(literals: self.literals)))
    ruleStarts = byLiteral.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    literalRules = byLiteral.flatMap { $0 }
    rulesByType = byType
    rulesForAnyType = forAny
  }

  private struct Tuning {
    var scanner: LiteralScanner
    var searched = 0
    var isTuned = false
  }

  /// After so many bytes the search is tuned to the log: sooner it would cost more than it saves.
  private static let tuningDelay = 8 << 20

  /// What some of a log is to be searched with.
  ///
  /// From ``tuningDelay`` on its windows are those that seldom stand in what was read then; what is found
  /// is the same.
  func scanner(for log: Span<UInt8>) -> LiteralScanner {
    tuning.withLock { tuning in
      tuning.searched += log.count
      if tuning.searched >= Self.tuningDelay, !tuning.isTuned {
        tuning.isTuned = true
        tuning.scanner = LiteralScanner(literals: literals, log: log)
      }
      return tuning.scanner
    }
  }

  static func lastComponent(of type: some StringProtocol) -> String {
    var start = type.startIndex
    for index in type.utf8.indices where type.utf8[index] == UInt8(ascii: ".") {
      start = type.utf8.index(after: index)
    }
    return String(type[start...])
  }

  /// The languages whose traces are recognised by a literal, in small letters.
  private static var signs: [String: Languages] {
    var signs: [String: Languages] = [:]
    for language in Language.allCases {
      for sign in language.signs {
        signs[sign.description.lowercased(), default: []].insert(Languages(language))
      }
    }
    return signs
  }

  /// The languages of whose traces a literal of the scanner, or a mark, is a sign.
  func languages(of literal: Int32) -> Languages {
    if literal >= 0 { return languages[Int(literal)] }
    return literal == LiteralOccurrence.call ? .markedByCalls : []
  }

  /// Adds the rules that require a literal.
  func addRules(ofLiteral literal: Int32, to selection: inout RuleSelection) {
    // Marks that are no literals are negative.
    guard literal >= 0 else { return }
    for index in ruleStarts[Int(literal)]..<ruleStarts[Int(literal) + 1] {
      selection.insert(literalRules[index])
    }
  }

  /// Adds the rules that want to see a traceback because of the types raised in it.
  func addRules(for traceback: Traceback, to selection: inout RuleSelection) {
    for raised in traceback.errors {
      for index in rulesByType[Self.lastComponent(of: traceback.string(raised.type))] ?? [] {
        selection.insert(index)
      }
    }
    for index in rulesForAnyType { selection.insert(index) }
  }
}

/// The rules to be tried on one record or traceback: each once, in order.
struct RuleSelection {
  private(set) var indices: [Int] = []

  mutating func insert(_ index: Int) {
    let place = indices.firstIndex { $0 >= index } ?? indices.endIndex
    if place == indices.endIndex || indices[place] != index { indices.insert(index, at: place) }
  }

  mutating func removeAll() { indices.removeAll(keepingCapacity: true) }
}
