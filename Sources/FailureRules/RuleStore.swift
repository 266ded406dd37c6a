internal import Synchronization

/// The rules of a set, of which those that are embedded in the program are read when they are first
/// asked for.
///
/// A scan needs few of them: on a healthy log none.
final class RuleStore: Sendable {
  private let packed: [StaticString]
  private let rules: Mutex<[Rule?]>
  let count: Int

  init(_ rules: [Rule]) {
    packed = []
    count = rules.count
    self.rules = Mutex(rules)
  }

  /// Takes what ``RulePack`` wrote.
  init(packed: [StaticString]) {
    self.packed = packed
    count = packed.count
    rules = Mutex(Array(repeating: nil, count: packed.count))
  }

  subscript(number: Int) -> Rule {
    rules.withLock { rules in
      if let rule = rules[number] { return rule }
      guard let rule = RulePack.unpack(packed[number]) else {
        preconditionFailure("the embedded rule \(number) cannot be read")
      }
      rules[number] = rule
      return rule
    }
  }
}
