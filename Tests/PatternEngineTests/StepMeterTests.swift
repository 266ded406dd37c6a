import Testing

@testable import PatternEngine

@Suite("Steps that are counted")
struct StepMeterTests {
  /// What an expression comes to on a text, and its steps.
  private static func search(
    _ expression: String, _ text: String, limit: Int = 1_000_000
  ) throws -> (outcome: Pattern.Attempt, steps: Int) {
    guard let scratch = MatchScratch() else { throw PatternError.limitReached(.memory) }
    let pattern = try Pattern(expression, for: .metering)
    var meter = StepMeter(limit: limit)
    let outcome = pattern.search(Array(text.utf8).span, meter: &meter, using: scratch)
    return (outcome, meter.spent)
  }

  @Test("Items and bytes passed over count, from every offset where a match may begin")
  func counts() throws {
    // An `a`, a `b`, the end; two bytes.
    #expect(try Self.search("ab", "ab") == (.match, 5))
    // Three items, and all five bytes; an attempt begins where the first `a` stands.
    #expect(try Self.search("a++b", "xaaab") == (.match, 8))
    // What PCRE2 misses beforehand costs nothing.
    #expect(try Self.search("a++b", "xaaa") == (.noMatch, 0))
  }

  @Test("A search may take as many steps as the limit says, and not one more")
  func limit() throws {
    let steps = try Self.search("(?<!-)[0-9]+[0-9]+x", "000000000!x").steps
    #expect(
      try Self.search("(?<!-)[0-9]+[0-9]+x", "000000000!x", limit: steps) == (.noMatch, steps))
    #expect(
      try Self.search("(?<!-)[0-9]+[0-9]+x", "000000000!x", limit: steps - 1) == (.gaveUp, steps))
  }

  @Test("An attempt at one offset, and its limit of backtracking")
  func attempts() throws {
    guard let scratch = MatchScratch() else { throw PatternError.limitReached(.memory) }
    let pattern = try Pattern("(a+)+$", for: .metering)
    let text = Array("xaaaaaaaaa!\naa".utf8)
    var meter = StepMeter(limit: 1_000_000)
    let few = pattern.attempt(on: text.span, at: 1, steps: 100, meter: &meter, using: scratch)
    let many = pattern.attempt(on: text.span, at: 1, steps: 10_000, meter: &meter, using: scratch)
    let end = pattern.attempt(on: text.span, at: 12, steps: 100, meter: &meter, using: scratch)
    let expected: [Pattern.Attempt] = [.gaveUp, .noMatch, .match]
    #expect([few, many, end] == expected)
  }

  @Test("A pattern that is not counted costs nothing")
  func uncounted() throws {
    guard let scratch = MatchScratch() else { throw PatternError.limitReached(.memory) }
    let pattern = try Pattern("a+b")
    var meter = StepMeter(limit: 10)
    let outcome = pattern.search(Array("aaab".utf8).span, meter: &meter, using: scratch)
    #expect(outcome == .match)
    #expect(meter.spent == 0)
    #expect(!meter.isSpent)
    meter.charge(10)
    #expect(meter.isSpent)
  }
}
