internal import PatternEngine

/// Finds a text on which an expression's steps grow faster than the text.
///
/// Nothing is guessed from how the expression looks: texts that it matches are made longer where one
/// of its loops stands, spoilt at the end, and PCRE2 counts the steps of one attempt.
struct BacktrackingTest: ~Copyable {
  /// An input, and what it costs.
  struct Growth: Equatable {
    /// What is repeated.
    var repeated: String
    /// Bytes and the steps on as many; the last is over the limit that a scan has, or the longest
    /// that is tried.
    var steps: [(bytes: Int, steps: Int)]

    static func == (first: Growth, second: Growth) -> Bool {
      first.repeated == second.repeated
        && first.steps.elementsEqual(second.steps, by: ==)
    }
  }

  /// The longest text that is tried, in bytes.
  static let sizeLimit = 512
  /// Steps for each byte that are taken for a linear expense without looking closer.
  private static let allowance = 24
  /// The places of one text that are tried.
  private static let placeLimit = 48
  /// The inputs that are made for one expression.
  private static let inputLimit = 32

  private let pattern: Pattern
  private let scratch: MatchScratch
  private let expression: String

  /// Compiles an expression; nil if it is none.
  init?(_ expression: String) {
    guard let scratch = MatchScratch(), let pattern = try? Pattern(expression) else { return nil }
    self.pattern = pattern
    self.scratch = scratch
    self.expression = expression
  }

  /// The first input found whose steps grow faster than its size.
  ///
  /// - Parameter examples: texts that the expression should match somewhere, tried where it cannot
  ///   be read off the expression what it matches.
  /// - Returns: nil if there is none among those that are tried.
  func worstGrowth(examples: [String]) -> Growth? {
    var inputs = 0
    var seeds: [([UInt8], [Int])] = []
    for sample in SampleText.variants(of: expression) where matches(sample.bytes) {
      seeds.append((sample.bytes, sample.loops))
    }
    if seeds.isEmpty {
      for example in examples { if let seed = seed(example) { seeds.append(seed) } }
    }
    // Nothing is known that it matches: its own characters alone.
    if seeds.isEmpty { seeds = [([], [0])] }
    for (text, places) in seeds {
      for place in Set(places).sorted().prefix(Self.placeLimit) {
        for pump in pumps(in: text, at: place) {
          if !text.isEmpty, !matches(text[..<place] + pump + pump + pump + text[place...]) {
            continue
          }
          inputs += 1
          guard inputs <= Self.inputLimit else { return nil }
          if let growth = growth(text, place, pump) { return growth }
        }
      }
    }
    return nil
  }

  /// The part of an example that the expression matches, with all of its places.
  private func seed(_ example: String) -> ([UInt8], [Int])? {
    let bytes = Array(example.utf8)
    guard (try? pattern.firstMatch(in: bytes.span, using: scratch)) == true,
      let range = scratch.range(ofGroup: 0)
    else { return nil }
    return (Array(bytes[range]), Array(0...range.count))
  }

  private func matches(_ text: some Collection<UInt8>) -> Bool {
    let bytes = Array(text)
    if case .match = pattern.attempt(on: bytes.span, steps: 10_000, using: scratch) { return true }
    return false
  }

  /// What stands before and after the place, and the characters that the expression names.
  private func pumps(in text: [UInt8], at place: Int) -> [[UInt8]] {
    var pumps: [[UInt8]] = []
    for length in 1...3 where place >= length {
      pumps.append(Array(text[(place - length)..<place]))
    }
    if place < text.count { pumps.append([text[place]]) }
    pumps += Set("\(expression)a0 _-./,:".utf8).sorted().prefix(64).map { [$0] }
    return pumps.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The growth with some ending, if there is one that the expression stumbles over.
  private func growth(_ text: [UInt8], _ place: Int, _ pump: [UInt8]) -> Growth? {
    let rest = text[place...]
    let endings = ["\u{1}", "\n", " \u{1}"].flatMap { [Array($0.utf8), Array($0.utf8) + rest] }
    for ending in endings {
      let whole = input(text[..<place], pump, ending, size: Self.sizeLimit)
      let limit = Self.allowance * whole.count
      guard case .gaveUp = pattern.attempt(on: whole.span, steps: limit, using: scratch) else {
        continue
      }
      // A bounded loop may grow for a while and never reach what ends a scan's match.
      let window = input(text[..<place], pump, ending, size: 8 << 10)
      let most = Int(MatchScratch.backtrackingLimit)
      guard case .gaveUp = pattern.attempt(on: window.span, steps: most, using: scratch) else {
        continue
      }
      var steps: [(bytes: Int, steps: Int)] = []
      for size in [4, 8, 16, 32, 64, 128, 256, Self.sizeLimit] {
        let input = input(text[..<place], pump, ending, size: size)
        steps.append((size, self.steps(on: input)))
        if steps.last?.steps ?? 0 > most { break }
      }
      // Twice the text, and clearly more than twice the steps.
      if let last = steps.last, let before = steps.dropLast().last,
        last.steps > most || last.steps * 2 > before.steps * 5
      {
        return Growth(
          repeated: String(decoding: pump, as: UTF8.self), steps: Array(steps.suffix(3)))
      }
    }
    return nil
  }

  private func input(
    _ start: ArraySlice<UInt8>, _ pump: [UInt8], _ ending: [UInt8], size: Int
  ) -> [UInt8] {
    var input = Array(start)
    input.reserveCapacity(start.count + size + ending.count)
    for _ in 0..<max(1, size / pump.count) { input += pump }
    return input + ending
  }

  /// The steps of one attempt, to the next eighth; one over the limit of a scan where it is more.
  private func steps(on input: [UInt8]) -> Int {
    let most = Int(MatchScratch.backtrackingLimit)
    func needs(_ limit: Int) -> Bool {
      if case .gaveUp = pattern.attempt(on: input.span, steps: limit, using: scratch) {
        true
      } else {
        false
      }
    }
    var low = 0
    var high = 16
    while high < most, needs(high) {
      low = high
      high *= 2
    }
    if high >= most, needs(most) { return most + 1 }
    while high - low > max(1, high / 8) {
      let middle = (low + high) / 2
      if needs(middle) { low = middle } else { high = middle }
    }
    return high
  }
}
