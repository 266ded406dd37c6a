package import FailureRules
internal import PatternEngine
internal import Synchronization
internal import Tracebacks

/// A rule set, indexed by what a scan looks for first.
///
/// Shared by all that match, and the same for all but for the speed of the search.
package final class CompiledRules: Sendable {
  package let set: RuleSet
  /// Whether records are looked for that call themselves errors.
  let seeksErrors: Bool

  private let literals: [[UInt8]]
  private let tuning: Mutex<Tuning>
  /// How many literals are those of rules; the others are signs of traces.
  private let ruleLiteralCount: Int
  /// The languages of whose traces each sign is one.
  private let languages: [Languages]

  /// Indexes the rules; all else about them is read and compiled when it is first needed.
  ///
  /// - Parameters:
  ///   - set: the rules.
  ///   - seeksErrors: whether records that call themselves errors are counted, explained or not.
  package init(_ set: RuleSet, seeksErrors: Bool = true) {
    self.set = set
    self.seeksErrors = seeksErrors
    let signs = Self.signs.sorted { $0.key < $1.key }
    languages = signs.map(\.value)
    ruleLiteralCount = set.index.literals.count
    let signLiterals = signs.map { Array($0.key.utf8) }
    literals = set.index.literals + signLiterals
    var windows = set.index.windows ?? LiteralWindows(of: literals)
    if windows.starts.count < literals.count, !windows.append(signLiterals) {
      windows = LiteralWindows(of: literals)
    }
    tuning = Mutex(Tuning(scanner: LiteralScanner(literals: literals, windows: windows)))
  }

  private struct Tuning {
    var scanner: LiteralScanner
    var searched = 0
    var isTuned = false
  }

  /// After so many bytes the search is tuned to the log: sooner it would cost more than it saves.
  private static let tuningDelay = 16 << 20

  /// What some of a log is to be searched with.
  ///
  /// From ``tuningDelay`` on its windows are those that seldom stand in what was read then; what is found
  /// is the same.
  func scanner(for log: Span<UInt8>) -> LiteralScanner {
    tuning.withLock { tuning in
      tuning.searched += log.count
      if tuning.searched >= Self.tuningDelay, !tuning.isTuned {
        tuning.isTuned = true
        tuning.scanner = LiteralScanner(
          literals: literals, windows: LiteralWindows(of: literals, in: log))
      }
      return tuning.scanner
    }
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
    let sign = Int(literal) - ruleLiteralCount
    if sign >= 0 { return languages[sign] }
    // Not `[]`, which goes through the protocol.
    return literal == LiteralOccurrence.call ? .markedByCalls : Languages(rawValue: 0)
  }

  /// Adds the rules that require a literal.
  func addRules(ofLiteral literal: Int32, to selection: inout RuleSelection) {
    // Marks that are no literals are negative; signs of traces stand behind the rules' literals.
    guard literal >= 0, literal < ruleLiteralCount else { return }
    for rule in set.index.rules(ofLiteral: Int(literal)) { selection.insert(rule) }
  }

  /// Adds the rules that want to see a traceback because of the types raised in it.
  func addRules(for traceback: Traceback, to selection: inout RuleSelection) {
    for raised in traceback.errors {
      for rule in set.index.rules(ofType: traceback.string(raised.type)) {
        selection.insert(rule)
      }
    }
    for rule in set.index.rulesForAnyType { selection.insert(rule) }
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
