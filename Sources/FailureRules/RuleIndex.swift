package import PatternEngine

/// What a scan looks for before it tries a rule, and the rules that ask for it, each by its number in
/// its set.
package struct RuleIndex: Equatable, Sendable {
  /// The fixed strings that the rules' expressions require, in small letters, each once.
  package private(set) var literals: [[UInt8]] = []
  /// Where a scanner looks for each literal; nil if nobody has found that out yet.
  package private(set) var windows: LiteralWindows?
  /// The rules of literal `n` are those from `starts[n]` up to `starts[n + 1]`.
  private var starts = [0]
  private var literalRules: [Int] = []
  /// The rules that ask for a type raised in a traceback, by the type's last component.
  private var rulesByType: [String: [Int]] = [:]
  /// The rules that look at every traceback.
  package private(set) var rulesForAnyType: [Int] = []
  /// Whether a rule matches when a time has passed.
  package private(set) var hasDeadlines = false

  /// Indexes rules.
  package init(_ rules: [Rule]) {
    var numbers: [String: Int] = [:]
    var byLiteral: [[Int]] = []
    for (index, rule) in rules.enumerated() {
      for literal in rule.condition.scanLiterals ?? [] {
        let literal = literal.lowercased()
        let number = numbers[literal] ?? literals.count
        if number == literals.count {
          numbers[literal] = number
          literals.append(Array(literal.utf8))
          byLiteral.append([])
        }
        if byLiteral[number].last != index { byLiteral[number].append(index) }
      }
      for type in rule.condition.tracebackTypes {
        if type.isEmpty {
          rulesForAnyType.append(index)
        } else {
          rulesByType[Self.lastComponent(of: type), default: []].append(index)
        }
      }
      if rule.condition.hasDeadline { hasDeadlines = true }
    }
    for rules in byLiteral { add(rulesOfNextLiteral: rules) }
  }

  private mutating func add(rulesOfNextLiteral rules: [Int]) {
    literalRules += rules
    starts.append(literalRules.count)
  }

  /// The rules that require a literal, in order.
  package func rules(ofLiteral number: Int) -> ArraySlice<Int> {
    literalRules[starts[number]..<starts[number + 1]]
  }

  /// The rules that ask for a type, in order.
  package func rules(ofType type: String) -> [Int] {
    rulesByType[Self.lastComponent(of: type)] ?? []
  }

  private static func lastComponent(of type: String) -> String {
    guard let dot = type.utf8.lastIndex(of: UInt8(ascii: ".")) else { return type }
    return String(type[type.utf8.index(after: dot)...])
  }
}

// MARK: embedding

extension RuleIndex {
  /// The index in the form of ``RulePack``, with the windows that a scanner would find.
  package var packed: String {
    let windows = LiteralWindows(of: literals)
    var writer = PackWriter()
    writer.number(windows.gramLength)
    writer.number(windows.stride)
    writer.list(Array(literals.indices)) { writer, number in
      writer.text(String(decoding: literals[number], as: UTF8.self))
      writer.number(windows.starts[number])
      writer.list(Array(rules(ofLiteral: number))) { $0.number($1) }
    }
    writer.list(rulesByType.sorted { $0.key < $1.key }) { writer, entry in
      writer.text(entry.key)
      writer.list(entry.value) { $0.number($1) }
    }
    writer.list(rulesForAnyType) { $0.number($1) }
    writer.number(hasDeadlines ? 1 : 0)
    return writer.output
  }

  /// Reads what ``packed`` wrote; nil for any other text.
  package init?(packed: String) {
    var packed = packed
    guard let index = packed.withUTF8({ Self(PackReader($0)) }) else { return nil }
    self = index
  }

  init?(packed: StaticString) {
    self.init(PackReader(packed))
  }

  private init?(_ reader: consuming PackReader) {
    do {
      let (gramLength, stride) = (try reader.number(), try reader.number())
      var windows: [Int] = []
      for _ in 0..<(try reader.number()) {
        literals.append(try reader.byteText())
        windows.append(try reader.number())
        add(rulesOfNextLiteral: try reader.list { try $0.number() })
      }
      self.windows = LiteralWindows(gramLength: gramLength, stride: stride, starts: windows)
      for _ in 0..<(try reader.number()) {
        rulesByType[try reader.text()] = try reader.list { try $0.number() }
      }
      rulesForAnyType = try reader.list { try $0.number() }
      hasDeadlines = try reader.number() == 1
    } catch {
      return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}
