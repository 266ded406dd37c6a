internal import FailureRules
internal import LogReading
internal import Matching

/// Tries all rules at once on texts, each as a log of its own.
struct ExampleMatches {
  private let rules: CompiledRules
  /// The index of each rule by its id.
  let indices: [RuleID: Int]

  init(_ rules: [Rule]) {
    self.rules = CompiledRules(RuleSet(rules))
    indices = Dictionary(
      self.rules.rules.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What the rules make of one text.
  struct Outcome {
    var matches: [Match] = []
    var faults: [RuleFault] = []
  }

  func rule(_ index: Int) -> Rule { rules.rules[index] }

  func outcome(on text: String) -> Outcome {
    let outcome = Box()
    var matcher = LogMatcher(rules) { event in
      switch event {
      case .match(let match): outcome.value.matches.append(match)
      case .fault(let fault): outcome.value.faults.append(fault)
      default: break
      }
    }
    // The byte before a source's first line is a line feed.
    let bytes = [UInt8(ascii: "\n")] + text.utf8
    matcher.begin(source: 0)
    matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
    matcher.end()
    return outcome.value
  }

  private final class Box {
    var value = Outcome()
  }
}
