internal import PatternEngine

/// A text that an expression should match, read off the expression, and where its loops stand in it.
///
/// The reading is a guess, which the caller tries: what has no text of its own (assertions, back
/// references, options) is passed over.
struct SampleText: Equatable {
  private(set) var bytes: [UInt8] = []
  /// Offsets at which something that may be repeated has ended.
  private(set) var loops: [Int] = []

  /// The most variants of one expression.
  private static let variantLimit = 8
  /// Groups nested deeper than this are not read.
  private static let depthLimit = 64
  /// The longest sample, in bytes.
  private static let sizeLimit = 512

  /// The samples of an expression: the first takes the first branch of every alternation, the second
  /// the second where there is one, and so on; eight at most.
  static func variants(of expression: String) -> [SampleText] {
    var samples: [SampleText] = []
    var members = AtomMembers()
    for variant in 0..<variantLimit {
      var reader = Reader(expression, variant: variant, members: members)
      defer { members = reader.members }
      guard reader.alternation(depth: 0), reader.index == reader.source.count else { break }
      if !samples.contains(reader.sample) { samples.append(reader.sample) }
      if variant >= reader.mostBranches { break }
    }
    return samples
  }

  private struct Reader {
    let source: [UInt8]
    let variant: Int
    var members: AtomMembers
    var index = 0
    var sample = SampleText()
    /// The branches of the alternation that has the most, less one.
    var mostBranches = 0

    init(_ expression: String, variant: Int, members: AtomMembers) {
      source = Array(expression.utf8)
      self.variant = variant
      self.members = members
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
      index + ahead < source.count ? source[index + ahead] : nil
    }

    private func has(_ text: String) -> Bool { source[index...].starts(with: text.utf8) }

    /// Reads branches up to a parenthesis or the end; false where it cannot go on.
    mutating func alternation(depth: Int) -> Bool {
      guard depth < depthLimit else { return false }
      let before = sample
      var branches: [SampleText] = []
      while true {
        sample = before
        guard sequence(depth: depth) else { return false }
        branches.append(sample)
        guard peek() == UInt8(ascii: "|") else { break }
        index += 1
      }
      mostBranches = max(mostBranches, branches.count - 1)
      sample = branches[min(variant, branches.count - 1)]
      return true
    }

    private mutating func sequence(depth: Int) -> Bool {
      while let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
        guard sample.bytes.count <= sizeLimit else { return false }
        guard element(byte, depth: depth) else { return false }
        if quantifier() { sample.loops.append(sample.bytes.count) }
      }
      return true
    }

    private mutating func element(_ byte: UInt8, depth: Int) -> Bool {
      switch byte {
      case UInt8(ascii: "("): return group(depth: depth)
      case UInt8(ascii: "["):
        return member(of: classEnd())
      case UInt8(ascii: "\\"): return escape()
      case UInt8(ascii: "."): return member(of: index + 1)
      case UInt8(ascii: "^"), UInt8(ascii: "$"): index += 1
      default:
        sample.bytes.append(byte)
        index += 1
      }
      return true
    }

    private mutating func group(depth: Int) -> Bool {
      let before = sample
      var isAssertion = false
      index += 1
      if peek() == UInt8(ascii: "*") { return false }
      if peek() == UInt8(ascii: "?") {
        isAssertion = ["?=", "?!", "?<=", "?<!"].contains(where: has)
        let ends: [UInt8] =
          isAssertion
          ? [UInt8(ascii: "="), UInt8(ascii: "!")]
          : [UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: ")")]
        let isName = ["?<", "?P<"].contains(where: has) && !isAssertion
        index += isName ? 2 : 1
        while let byte = peek(), !ends.contains(byte) { index += 1 }
        guard let end = peek() else { return false }
        index += 1
        // Options that hold from here on: `(?i)`.
        if end == UInt8(ascii: ")") { return true }
      }
      guard alternation(depth: depth + 1), peek() == UInt8(ascii: ")") else { return false }
      index += 1
      if isAssertion { sample = before }
      return true
    }

    private mutating func escape() -> Bool {
      guard let next = peek(1) else { return false }
      switch next {
      case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"),
        UInt8(ascii: "Z"), UInt8(ascii: "G"), UInt8(ascii: "K"):
        index += 2
        return true
      case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "x"):
        guard peek(2) == UInt8(ascii: "{") else { return member(of: index + 4) }
        return member(of: (source[index...].firstIndex(of: UInt8(ascii: "}")) ?? index) + 1)
      case UInt8(ascii: "Q"), UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "c"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        return false
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        return member(of: index + 2)
      default:
        sample.bytes.append(next)
        index += 2
        return true
      }
    }

    /// The index after the class that begins here.
    private func classEnd() -> Int {
      var end = index + 1
      if end < source.count, source[end] == UInt8(ascii: "^") { end += 1 }
      if end < source.count, source[end] == UInt8(ascii: "]") { end += 1 }
      while end < source.count, source[end] != UInt8(ascii: "]") {
        if source[end] == UInt8(ascii: "\\") { end += 1 }
        if source[end...].starts(with: "[:".utf8),
          let close = source[end...].firstIndex(of: UInt8(ascii: "]"))
        {
          end = close
        }
        end += 1
      }
      return end + 1
    }

    /// Appends a byte that the atom from here up to `end` matches.
    private mutating func member(of end: Int) -> Bool {
      guard end > index, end <= source.count,
        let byte = members.byte(of: String(decoding: source[index..<end], as: UTF8.self))
      else { return false }
      sample.bytes.append(byte)
      index = end
      return true
    }

    /// Passes over a quantifier; true if it may repeat what stands before it.
    private mutating func quantifier() -> Bool {
      var repeats = false
      switch peek() {
      case UInt8(ascii: "*"), UInt8(ascii: "+"):
        repeats = true
        index += 1
      case UInt8(ascii: "?"): index += 1
      case UInt8(ascii: "{"):
        guard let close = source[index...].prefix(16).firstIndex(of: UInt8(ascii: "}")),
          source[(index + 1)..<close].allSatisfy({
            ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: ",")
          }), close > index + 1
        else { return false }
        let least = Int(
          String(
            decoding: source[(index + 1)..<close].prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)
        )
        if let last = sample.bytes.last, let least, least > 1 {
          sample.bytes += Array(repeating: last, count: min(least, sizeLimit) - 1)
        }
        repeats = source[index..<close].contains(UInt8(ascii: ","))
        index = close + 1
      default: return false
      }
      if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "+") { index += 1 }
      return repeats
    }
  }
}

/// One byte for each class or escape that is asked for, looked up once.
struct AtomMembers {
  /// What is tried, in this order.
  private static let candidates = Array("a0 _-./:,Z9=\"'()[]{}<>@#%&*+;!?|\\~`^$\t\n".utf8)

  private var known: [String: UInt8?] = [:]

  /// A byte that the atom matches; nil if none is found.
  mutating func byte(of atom: String) -> UInt8? {
    if let byte = known[atom] { return byte }
    let byte = Self.search(atom)
    known[atom] = .some(byte)
    return byte
  }

  private static func search(_ atom: String) -> UInt8? {
    guard let scratch = MatchScratch(), let pattern = try? Pattern(atom, for: .metering) else {
      return nil
    }
    var meter = StepMeter(limit: 10_000)
    return candidates.first {
      pattern.attempt(on: [$0].span, steps: 1000, meter: &meter, using: scratch) == .match
    }
  }
}
