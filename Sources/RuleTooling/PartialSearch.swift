internal import Findings
internal import PatternEngine

/// How much of an expression a text matches, from the expression's beginning.
struct PartialSearch {
  enum Outcome: Equatable {
    case whole
    /// All of it, if case did not count.
    case otherCase
    case part(Part)
    case none
    case invalid(String)
  }

  /// The longest beginning of the expression that matches.
  struct Part: Equatable {
    var expression: String
    /// What of the expression comes next.
    var missing: String
    /// The 1-based line of the last visible character that matches.
    var line: Int
    /// What the text goes on with; nil if it ends.
    var rest: String?
    /// The part of the expression that matches, from 0 to 1.
    var share: Double
  }

  private(set) var outcome: Outcome

  var isWhole: Bool { outcome == .whole }

  /// Beginnings of an expression that are tried at most.
  static let attemptLimit = 1000
  /// After as many steps, see ``StepMeter``, no further beginning is tried: some take long to fail.
  static let stepLimit = 5_000_000
  /// A match shorter than this, in bytes, says nothing.
  static let minimumLength = 4
  /// The text that is looked at, in bytes.
  static let textLimit = 8 << 10
  /// What is said of an expression that only case keeps from holding.
  static let otherCase = "is written in another case than the text"
  /// Characters of an excerpt.
  private static let excerptLength = 40

  /// Searches.
  ///
  /// - Parameters:
  ///   - expression: what is searched.
  ///   - text: where; up to ``textLimit``.
  ///   - mask: hides secrets in what is told of the text.
  init(of expression: String, in text: String, mask: SecretMask? = nil) {
    let bytes = Array(text.utf8.prefix(Self.textLimit))
    guard let scratch = MatchScratch() else {
      outcome = .none
      return
    }
    do throws(PatternError) {
      let pattern = try Pattern(expression)
      guard try !pattern.firstMatch(in: bytes.span, using: scratch) else {
        outcome = .whole
        return
      }
    } catch {
      outcome = .invalid(error.description)
      return
    }
    var meter = StepMeter(limit: Self.stepLimit)
    if Self.match(of: "(?i)" + expression, in: bytes, &meter, scratch) != nil {
      outcome = .otherCase
      return
    }
    outcome = .none
    var end = expression.endIndex
    for _ in 0..<Self.attemptLimit where end > expression.startIndex {
      guard !meter.isSpent else { return }
      end = expression.index(before: end)
      let beginning = String(expression[..<end])
      guard let range = Self.match(of: beginning, in: bytes, &meter, scratch) else { continue }
      outcome = .part(Self.part(of: expression, upTo: end, range, in: bytes, mask))
      return
    }
  }

  private static func match(
    of beginning: String, in bytes: [UInt8], _ meter: inout StepMeter,
    _ scratch: borrowing MatchScratch
  ) -> Range<Int>? {
    // Compiling costs, too.
    meter.charge(4 * beginning.utf8.count)
    // A beginning that is cut within a group or a class is no expression.
    guard let pattern = try? Pattern(beginning, for: .metering),
      pattern.search(bytes.span, meter: &meter, using: scratch) == .match,
      let range = scratch.range(ofGroup: 0), range.count >= minimumLength
    else { return nil }
    return range
  }

  private static func part(
    of expression: String, upTo end: String.Index, _ range: Range<Int>, in bytes: [UInt8],
    _ mask: SecretMask?
  ) -> Part {
    let share = Double(expression[..<end].utf8.count) / Double(expression.utf8.count)
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) }
    let last = bytes[range].lastIndex { !isBlank($0) } ?? range.lowerBound
    let line = 1 + bytes[..<last].count { $0 == UInt8(ascii: "\n") }
    let next = bytes[range.upperBound...].drop(while: isBlank).prefix { $0 != UInt8(ascii: "\n") }
    var rest = String(decoding: next, as: UTF8.self)
    if let mask {
      rest = mask.masked(
        rest, after: String(decoding: bytes[..<next.startIndex], as: UTF8.self))
    }
    return Part(
      expression: String(expression[..<end]), missing: short(String(expression[end...])),
      line: line, rest: rest.isEmpty ? nil : short(rest), share: share)
  }

  /// The text's beginning, in one line.
  static func short(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count <= excerptLength && line.endIndex == text.endIndex
      ? String(line) : line.prefix(excerptLength) + "…"
  }
}
