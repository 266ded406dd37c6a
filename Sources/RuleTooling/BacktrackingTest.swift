internal import PatternEngine

/// Finds a text on which an expression's steps grow faster than the text.
///
/// Nothing is guessed from how the expression looks: texts that it matches are made longer where one
/// of its loops stands, spoilt at the end, and PCRE2 counts the steps.
///
/// Two costs are named. One attempt may need more steps than a scan allows from one offset,
/// ``MatchScratch/backtrackingLimit``, on 8 KiB, the most that a pattern is shown. Or each attempt is
/// within that, but the attempts from all offsets of ``searchSize`` bytes take more than
/// ``searchLimit`` steps together: more than the square of the text by far, where a scan's own
/// limit, which counts anew from every offset, ends nothing. What costs the square of the text is
/// not named: where that takes long, a scan gives up the rule (`RuleBudget` of `Matching`).
struct BacktrackingTest: ~Copyable {
  /// An input, and what it costs.
  struct Growth: Equatable {
    /// What is repeated.
    var repeated: String
    /// Bytes and the steps on as many; the last is over the limit, or the longest that is tried.
    var steps: [(bytes: Int, steps: Int)]
    /// The steps are those of the attempts from all offsets, rather than of one attempt.
    var isSearch = false

    static func == (first: Growth, second: Growth) -> Bool {
      first.repeated == second.repeated && first.isSearch == second.isSearch
        && first.steps.elementsEqual(second.steps, by: ==)
    }
  }

  /// The steps after which an expression's test is given up.
  static let stepLimit = 200_000_000
  /// The longest expression that is tested, in bytes.
  static let expressionLimit = 2 << 10
  /// The text that is searched for a match, in bytes.
  static let searchSize = 2 << 10
  /// The most steps of a search, eight times the square of the text.
  static let searchLimit = 8 * searchSize * searchSize
  /// The longest text that one attempt is tried on closely, in bytes.
  private static let sizeLimit = 512
  /// The text on which an attempt shows whether it is worth a closer look, in bytes.
  private static let sieveSize = 256
  /// Steps for each byte that are taken for a linear expense without looking closer.
  private static let allowance = 24
  /// The places of one text that are tried.
  private static let placeLimit = 48
  /// The inputs that are made for one expression.
  private static let inputLimit = 32

  private let pattern: Pattern
  private let scratch: MatchScratch
  private let expression: String
  /// The characters that the expression names, and a few more.
  private let characters: [[UInt8]]
  private var meter: StepMeter

  /// The steps that were taken, see ``StepMeter``.
  var steps: Int { meter.spent }
  /// Whether the limit has ended the test.
  var isSpent: Bool { meter.isSpent }

  /// Compiles an expression; nil if it is none, or is longer than ``expressionLimit``.
  ///
  /// - Parameters:
  ///   - expression: what is tested.
  ///   - limit: the most steps of the whole test.
  init?(_ expression: String, limit: Int = stepLimit) {
    guard expression.utf8.count <= Self.expressionLimit, let scratch = MatchScratch(),
      let pattern = try? Pattern(expression, for: .metering)
    else { return nil }
    self.pattern = pattern
    self.scratch = scratch
    self.expression = expression
    characters = Set("\(expression)a0 _-./,:".utf8).sorted().prefix(64).map { [$0] }
    meter = StepMeter(limit: limit)
    // Compiling, and reading samples off the expression, costs something, too.
    meter.charge(512 * expression.utf8.count)
  }

  /// The first input found whose steps grow faster than its size.
  ///
  /// - Parameter examples: texts that the expression should match somewhere, tried where it cannot
  ///   be read off the expression what it matches.
  /// - Returns: nil if there is none among those that are tried, which are all unless ``isSpent``.
  mutating func worstGrowth(examples: [String]) -> Growth? {
    var inputs = 0
    for (text, places) in seeds(examples) {
      for place in Set(places).sorted().prefix(Self.placeLimit) {
        for pump in pumps(in: text, at: place) {
          guard !meter.isSpent else { return nil }
          if !text.isEmpty {
            let longer = text[..<place] + (pump + pump + pump)[...] + text[place...]
            guard matches(Array(longer)) else { continue }
          }
          inputs += 1
          guard inputs <= Self.inputLimit else { return nil }
          let input = Input(head: Array(text[..<place]), pump: pump, rest: Array(text[place...]))
          if let growth = growth(input) { return growth }
        }
      }
    }
    return nil
  }

  /// Texts that the expression matches, and the places where one may be made longer.
  private mutating func seeds(_ examples: [String]) -> [([UInt8], [Int])] {
    var seeds: [([UInt8], [Int])] = []
    for sample in SampleText.variants(of: expression) where matches(sample.bytes) {
      seeds.append((sample.bytes, sample.loops))
    }
    if seeds.isEmpty {
      for example in examples { if let seed = seed(example) { seeds.append(seed) } }
    }
    // Nothing is known that it matches: its own characters alone.
    return seeds.isEmpty ? [([], [0])] : seeds
  }

  /// The part of an example that the expression matches, with all of its places.
  private mutating func seed(_ example: String) -> ([UInt8], [Int])? {
    let bytes = Array(example.utf8.prefix(8 << 10))
    guard pattern.search(bytes.span, meter: &meter, using: scratch) == .match,
      let range = scratch.range(ofGroup: 0)
    else { return nil }
    return (Array(bytes[range]), Array(0...range.count))
  }

  private mutating func matches(_ text: [UInt8]) -> Bool {
    attempt(on: text, steps: 10_000) == .match
  }

  /// What stands before and after the place, and the characters that the expression names.
  private func pumps(in text: [UInt8], at place: Int) -> [[UInt8]] {
    var pumps: [[UInt8]] = []
    for length in 1...3 where place >= length {
      pumps.append(Array(text[(place - length)..<place]))
    }
    if place < text.count { pumps.append([text[place]]) }
    for pump in characters where !pumps.contains(pump) { pumps.append(pump) }
    return pumps
  }

  // MARK: one input

  /// A text with a part that may be repeated.
  private struct Input {
    var head: [UInt8]
    var pump: [UInt8]
    var rest: [UInt8]

    /// The text up to its ending, where the repeated part has some size.
    func trunk(_ size: Int) -> [UInt8] {
      let count = max(1, size / pump.count)
      if pump.count == 1 { return head + Array(repeating: pump[0], count: count) }
      var trunk = head
      trunk.reserveCapacity(head.count + count * pump.count)
      for _ in 0..<count { trunk.append(contentsOf: pump) }
      return trunk
    }

    /// What may stand behind the repeated part so that nothing matches, and nothing is missing that
    /// PCRE2 looks for beforehand: the last byte is.
    var endings: [[UInt8]] {
      let rests = [[], rest] + (rest.count > 1 ? [Array(rest.suffix(1))] : [])
      return ["\u{1}", "\n", " \u{1}"].flatMap { spoilt in
        rests.map { Array(spoilt.utf8) + $0 }
      }
    }
  }

  /// The growth with some ending, if there is one that the expression stumbles over.
  private mutating func growth(_ input: Input) -> Growth? {
    let trunk = input.trunk(Self.sieveSize)
    for ending in input.endings {
      let text = trunk + ending
      let before = meter.spent
      let limit = Self.allowance * text.count
      var growth: Growth?
      if attempt(on: text, steps: limit) == .gaveUp {
        growth = attemptGrowth(input, ending)
        // What does not grow with this ending will hardly with another.
        if growth == nil { return nil }
      } else if meter.spent - before > limit {
        // Only of attempts that pass over much can all together cost more than the square.
        growth = searchGrowth(input, ending)
      }
      if let growth { return growth }
    }
    return nil
  }

  private mutating func attemptGrowth(_ input: Input, _ ending: [UInt8]) -> Growth? {
    let most = Int(MatchScratch.backtrackingLimit)
    guard grows(input, ending, to: Self.sieveSize), grows(input, ending, to: Self.sizeLimit),
      // A bounded loop may grow for a while and never reach what ends a scan's match.
      isOver(input.trunk(Self.sizeLimit) + ending) || isOver(input.trunk(8 << 10) + ending)
    else { return nil }
    let sizes = [4, 8, 16, 32, 64, 128, 256, Self.sizeLimit]
    let first = sizes.firstIndex { isOver(input.trunk($0) + ending) } ?? sizes.count
    var steps: [(bytes: Int, steps: Int)] = []
    for (index, size) in sizes.enumerated() where (first - 2...first).contains(index) {
      steps.append((size, index == first ? most + 1 : self.steps(on: input.trunk(size) + ending)))
    }
    guard !meter.isSpent else { return nil }
    return Growth(repeated: String(decoding: input.pump, as: UTF8.self), steps: steps)
  }

  /// Whether an attempt on a text takes clearly more than twice the steps of one on half of it, or
  /// more than a scan allows.
  private mutating func grows(_ input: Input, _ ending: [UInt8], to size: Int) -> Bool {
    let half = input.trunk(size / 2) + ending
    let most = Int(MatchScratch.backtrackingLimit)
    let limit = isOver(half) ? most : min(most, steps(on: half) * 5 / 2)
    return attempt(on: input.trunk(size) + ending, steps: limit) == .gaveUp
  }

  private mutating func searchGrowth(_ input: Input, _ ending: [UInt8]) -> Growth? {
    var steps: [(bytes: Int, steps: Int)] = []
    // A short text is a sieve: on it, too, the steps are more than the square.
    for size in [128, 512, Self.searchSize] {
      let text = input.trunk(size) + ending
      var search = StepMeter(limit: min(Self.searchLimit, meter.limit - meter.spent))
      // Even a match may come after all that.
      _ = pattern.search(text.span, meter: &search, using: scratch)
      meter.charge(search.spent)
      guard !meter.isSpent, search.spent > size * size else { return nil }
      steps.append((size, min(search.spent, Self.searchLimit + 1)))
      if search.spent > Self.searchLimit { break }
    }
    guard let last = steps.last, last.steps > Self.searchLimit else { return nil }
    return Growth(
      repeated: String(decoding: input.pump, as: UTF8.self), steps: steps, isSearch: true)
  }

  private mutating func attempt(on text: [UInt8], steps: Int) -> Pattern.Attempt {
    // The call and the text's making cost, too.
    meter.charge(64 + text.count / 8)
    return pattern.attempt(on: text.span, steps: steps, meter: &meter, using: scratch)
  }

  /// Whether one attempt takes more steps than a scan allows.
  private mutating func isOver(_ text: [UInt8]) -> Bool {
    attempt(on: text, steps: Int(MatchScratch.backtrackingLimit)) == .gaveUp
  }

  /// The steps of one attempt that is within the limit of a scan, to the next eighth.
  private mutating func steps(on text: [UInt8]) -> Int {
    var low = 0
    var high = 16
    while !meter.isSpent, attempt(on: text, steps: high) == .gaveUp {
      low = high
      high *= 2
    }
    high = min(high, Int(MatchScratch.backtrackingLimit))
    while high - low > max(1, high / 8) {
      let middle = (low + high) / 2
      if attempt(on: text, steps: middle) == .gaveUp { low = middle } else { high = middle }
    }
    return high
  }
}
