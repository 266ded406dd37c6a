package import FailureRules
internal import PatternEngine
internal import Tracebacks

/// A rule set, indexed by what a scan looks for first. Immutable, shared by all that match.
package final class CompiledRules: Sendable {
  package let rules: [Rule]

  let scanner: LiteralScanner
  /// What to do where the scanner's literal of that index stands.
  let roles: [LiteralRole]
  /// The rules that ask for a type raised in a traceback, by the type's last component.
  private let rulesByType: [String: [Int]]
  /// The rules that look at every traceback.
  private let rulesForAnyType: [Int]

  /// Why the scanner looks for a literal.
  struct LiteralRole: Sendable {
    /// The rules of which it is a required literal.
    var rules: [Int] = []
    /// It begins a traceback.
    var isHeader = false
    /// It may be the level of a record that its writer called an error.
    var isErrorLevel = false
  }

  /// The levels of error records, between blanks as oslo.log writes them, or first in a line.
  private static let errorLevels = [" ERROR ", "\nERROR ", " CRITICAL ", "\nCRITICAL "]
  /// What begins a traceback; the closing colon is left out because a wrap may take it away.
  private static let header = "Traceback (most recent call last)"

  /// Indexes the rules; patterns are compiled when they are first needed.
  package init(_ set: RuleSet) {
    rules = set.rules
    var roles: [String: LiteralRole] = [:]
    var byType: [String: [Int]] = [:]
    var forAny: [Int] = []
    for (index, rule) in set.rules.enumerated() {
      let needs = Needs(of: rule.condition)
      for literal in needs.literals { roles[literal.lowercased(), default: .init()].rules.append(index) }
      for type in needs.types {
        if let type { byType[Self.lastComponent(of: type), default: []].append(index) } else { forAny.append(index) }
      }
    }
    roles[Self.header.lowercased(), default: .init()].isHeader = true
    for level in Self.errorLevels { roles[level.lowercased(), default: .init()].isErrorLevel = true }
    let ordered = roles.sorted { $0.key < $1.key }
    self.roles = ordered.map(\.value)
    scanner = LiteralScanner(literals: ordered.map { Array($0.key.utf8) })
    rulesByType = byType
    rulesForAnyType = forAny
  }

  static func lastComponent(of type: some StringProtocol) -> String {
    String(type.split(separator: ".").last ?? "")
  }

  /// Adds the rules that want to see a traceback because of the types raised in it.
  func addRules(for traceback: Traceback, to selection: inout RuleSelection) {
    for raised in traceback.raised {
      for index in rulesByType[Self.lastComponent(of: traceback.string(raised.type))] ?? [] {
        selection.insert(index)
      }
    }
    for index in rulesForAnyType { selection.insert(index) }
  }

  /// What has to be seen for a condition to hold.
  private struct Needs {
    var literals: Set<String> = []
    /// Types raised in a traceback; nil stands for any.
    var types: Set<String?> = []

    init(of condition: Condition) {
      switch condition {
      case .signature(.line(let line)): literals = Set(line.literals)
      case .signature(.traceback(let traceback)):
        types = traceback.types.isEmpty ? [nil] : Set(traceback.types)
      case .any(let parts):
        for part in parts { formUnion(Needs(of: part)) }
      case .all(let parts):
        // One positive part is enough to look; a part with literals costs the least.
        let needs = parts.filter { if case .not = $0 { false } else { true } }.map(Needs.init)
        if let best = needs.min(by: { $0.types.count < $1.types.count }) { self = best }
      case .not: break
      }
    }

    mutating func formUnion(_ other: Needs) {
      literals.formUnion(other.literals)
      types.formUnion(other.types)
    }
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
