/// The fixed strings of an expression, one of which stands in every text that it matches.
///
/// They are what ``LiteralScanner`` looks for, so that PCRE2 runs only where it may succeed. The
/// reading is conservative: whatever is not understood counts as "anything", and an expression with
/// no literal that all its matches hold has none.
///
/// White space is the exception. `no\s+tty\s+present\s+and\s+no\s+askpass` has no literal longer than
/// a word, and words are in every log. As a message is wrapped or doubly spaced in one place, if at
/// all, two parts of the phrase that share a word at most are taken, each with single blanks, and
/// either is enough: a text with irregular white space in both is not found.
package struct RequiredLiterals: Equatable, Sendable {
  /// Alternatives: every match of the expression holds at least one of them, in some letter case.
  package let alternatives: [String]

  /// More alternatives than this are no help to the scanner.
  private static let alternativesLimit = 64

  /// Reads a PCRE2 expression; nil if it has no literal that is required.
  package init?(of expression: String) {
    var parser = ExpressionParser(expression)
    guard let node = parser.parse(), let best = node.best else { return nil }
    alternatives = best.map { String(decoding: $0, as: UTF8.self) }
  }

  /// What is known of a part of an expression.
  fileprivate struct Node {
    /// The part matches this string and nothing else.
    var exact: [UInt8]?
    /// One of these stands in every match of the part.
    var best: [[UInt8]]?
    /// The part matches white space, at least some and nothing else.
    var isGap = false

    static let anything = Node(exact: nil, best: nil)
    static let empty = Node(exact: [], best: nil)
    static let gap = Node(exact: nil, best: nil, isGap: true)

    static func literal(_ bytes: [UInt8]) -> Node {
      Node(exact: bytes, best: bytes.isEmpty ? nil : [bytes])
    }

    static func score(_ set: [[UInt8]]?) -> Int { set?.lazy.map(\.count).min() ?? 0 }

    static func sequence(_ parts: [Node]) -> Node {
      var best: [[UInt8]]?
      var phrase = Phrase()
      var isExact = true
      func offer(_ set: [[UInt8]]?) {
        if score(set) > score(best) { best = set }
      }
      for part in parts {
        if let exact = part.exact {
          phrase.append(exact)
        } else if part.isGap {
          isExact = false
          if phrase.isAfterGap {
            // Two of white space: no single blank will do.
            offer(phrase.best)
            phrase = Phrase()
          } else {
            phrase.appendGap()
          }
        } else {
          isExact = false
          offer(phrase.best)
          phrase = Phrase()
          offer(part.best)
        }
      }
      offer(phrase.best)
      return Node(exact: isExact ? phrase.words.first ?? [] : nil, best: best)
    }

    static func alternation(_ branches: [Node]) -> Node {
      if branches.count == 1, let only = branches.first { return only }
      var union: [[UInt8]] = []
      for branch in branches {
        guard let set = branch.best else { return .anything }
        union += set.filter { !union.contains($0) }
      }
      return Node(exact: nil, best: union.count <= alternativesLimit ? union : nil)
    }
  }

  /// Literal words with white space between them.
  private struct Phrase {
    private(set) var words: [[UInt8]] = []
    /// The phrase ends in white space.
    private(set) var isAfterGap = false

    mutating func append(_ bytes: [UInt8]) {
      // Something that matches no character, such as `\b`.
      if bytes.isEmpty { return }
      if let last = words.indices.last, !isAfterGap {
        words[last] += bytes
      } else {
        words.append(bytes)
      }
      isAfterGap = false
    }

    mutating func appendGap() {
      isAfterGap = !words.isEmpty
    }

    /// The two parts of about the same length, if they are longer than the longest word; else that.
    var best: [[UInt8]]? {
      let word = words.max { $0.count < $1.count }
      guard words.count > 1 else { return word.flatMap { $0.isEmpty ? nil : [$0] } }
      var halves: [[UInt8]]?
      for shared in words.indices {
        let parts = [longest(in: words[...shared]), longest(in: words[shared...])]
        if Node.score(parts) > Node.score(halves) { halves = parts }
      }
      return Node.score(halves) > word?.count ?? 0 ? halves : word.map { [$0] }
    }

    /// The longest run of words that no sentence's end divides: after one there may be two blanks.
    private func longest(in words: ArraySlice<[UInt8]>) -> [UInt8] {
      var runs: [[UInt8]] = []
      var endsSentence = true
      for word in words {
        if let last = runs.indices.last, !endsSentence {
          runs[last] += [UInt8(ascii: " ")] + word
        } else {
          runs.append(word)
        }
        endsSentence = word.last == UInt8(ascii: ".")
      }
      return runs.max { $0.count < $1.count } ?? []
    }
  }

  /// A reader of the part of PCRE2's syntax that decides what is literal; pcre2pattern(3).
  private struct ExpressionParser {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    /// Set where free spacing, a callout or a verb changes what the characters mean.
    private var isBeyondUs = false

    /// Groups nested deeper than this are not read.
    private static let depthLimit = 100

    init(_ expression: String) { bytes = Array(expression.utf8) }

    mutating func parse() -> Node? {
      let node = alternation()
      return isBeyondUs || index < bytes.count ? nil : node
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
      index + ahead < bytes.count ? bytes[index + ahead] : nil
    }

    private mutating func take(_ text: StaticString) -> Bool {
      let length = text.utf8CodeUnitCount
      guard index + length <= bytes.count else { return false }
      for offset in 0..<length where bytes[index + offset] != text.utf8Start[offset] {
        return false
      }
      index += length
      return true
    }

    private mutating func alternation() -> Node {
      var branches = [sequence()]
      while peek() == UInt8(ascii: "|") {
        index += 1
        branches.append(sequence())
      }
      return .alternation(branches)
    }

    private mutating func sequence() -> Node {
      var parts: [Node] = []
      while let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")"), !isBeyondUs {
        let run = literalRun()
        parts.append(run.isEmpty ? quantified(atom()) : .literal(Array(run)))
      }
      return .sequence(parts)
    }

    /// Goes on behind the characters that stand for themselves, but for one with a quantifier.
    private mutating func literalRun() -> ArraySlice<UInt8> {
      let start = index
      while let byte = peek(), byte < 0x80, !Self.operators.contains(byte) { index += 1 }
      if index > start, let byte = peek(), Self.quantifiers.contains(byte) { index -= 1 }
      return bytes[start..<index]
    }

    private static let quantifiers = Array("*+?{".utf8)
    /// What begins something else than a character that stands for itself, or follows one.
    private static let operators = Array("\\^$.[|()".utf8) + quantifiers

    private mutating func quantified(_ part: Node) -> Node {
      guard let (least, most) = quantifier() else { return part }
      if take("+") || take("?") {}  // possessive, lazy
      if least == 1, most == 1 { return part }
      if part.isGap { return least == 1 ? part : .anything }
      return least == 0 ? .anything : Node(exact: nil, best: part.best)
    }

    private mutating func quantifier() -> (least: Int, most: Int?)? {
      if take("*") { return (0, nil) }
      if take("+") { return (1, nil) }
      if take("?") { return (0, 1) }
      guard peek() == UInt8(ascii: "{") else { return nil }
      let start = index
      index += 1
      let least = number()
      var most = least
      if take(",") { most = number() }
      guard let least, take("}") else {
        index = start
        return nil
      }
      return (least, most)
    }

    private mutating func number() -> Int? {
      var value: Int?
      while let digit = peek(), digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") {
        value = min((value ?? 0) * 10 + Int(digit - UInt8(ascii: "0")), 1 << 20)
        index += 1
      }
      return value
    }

    private mutating func atom() -> Node {
      guard let byte = peek() else { return .empty }
      switch byte {
      case UInt8(ascii: "("): return group()
      case UInt8(ascii: "["): return characterClass()
      case UInt8(ascii: "\\"): return escape()
      case UInt8(ascii: "."):
        index += 1
        return .anything
      case UInt8(ascii: "^"), UInt8(ascii: "$"):
        index += 1
        return .empty
      default:
        index += 1
        // A character beyond ASCII is several bytes, and a quantifier would take them all.
        return byte < 0x80 ? .literal([byte]) : .anything
      }
    }

    private mutating func group() -> Node {
      index += 1
      depth += 1
      defer { depth -= 1 }
      guard depth < Self.depthLimit else { return giveUp() }
      var isLookaround = false
      if peek() == UInt8(ascii: "*") { return giveUp() }
      if take("?") {
        if take("#") {
          skip(past: UInt8(ascii: ")"))
          return emptyUnlessQuantified()
        } else if take("=") || take("!") || take("<=") || take("<!") {
          isLookaround = true
        } else if take("P<") || take("<") {
          skip(past: UInt8(ascii: ">"))
        } else if take("'") {
          skip(past: UInt8(ascii: "'"))
        } else if take(":") || take(">") || take("|") {
        } else {
          return inlineOptions()
        }
      }
      let inner = alternation()
      guard take(")") else { return giveUp() }
      return isLookaround ? .empty : inner
    }

    /// `(?i)` or `(?i:…)`; anything that changes the meaning of blanks is given up.
    private mutating func inlineOptions() -> Node {
      while let byte = peek() {
        index += 1
        switch byte {
        // For UTF-8, PCRE2 then takes U+017F for an `s` and U+212A for a `k`.
        case UInt8(ascii: "i") where bytes.contains { $0 >= 0x80 }: return giveUp()
        case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "-"),
          UInt8(ascii: "^"), UInt8(ascii: "J"), UInt8(ascii: "U"):
          continue
        case UInt8(ascii: ")"): return .empty
        case UInt8(ascii: ":"):
          let inner = alternation()
          return take(")") ? inner : giveUp()
        default: return giveUp()
        }
      }
      return giveUp()
    }

    private mutating func skip(past end: UInt8) {
      while let byte = peek() {
        index += 1
        if byte == end { return }
      }
    }

    /// A comment or an empty quotation: a quantifier after it belongs to what stands before it.
    private mutating func emptyUnlessQuantified() -> Node {
      switch peek() {
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): giveUp()
      default: .empty
      }
    }

    /// The length of `[:name:]`, if one stands here in a class.
    private func posixClassLength() -> Int? {
      guard peek() == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":") else { return nil }
      var length = 2
      if peek(length) == UInt8(ascii: "^") { length += 1 }
      while let letter = peek(length), letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") {
        length += 1
      }
      guard peek(length) == UInt8(ascii: ":"), peek(length + 1) == UInt8(ascii: "]") else {
        return nil
      }
      return length + 2
    }

    private mutating func giveUp() -> Node {
      isBeyondUs = true
      return .anything
    }

    private mutating func characterClass() -> Node {
      index += 1
      let isNegated = take("^")
      let start = index
      var onlyMember: UInt8?
      var memberCount = 0
      while let byte = peek() {
        if byte == UInt8(ascii: "]"), index > start {
          index += 1
          if memberCount == 1, !isNegated, let onlyMember { return .literal([onlyMember]) }
          return .anything
        }
        memberCount += 1
        if let length = posixClassLength() {
          memberCount += 1
          index += length
        } else if byte == UInt8(ascii: "\\"),
          peek(1) == UInt8(ascii: "E") || peek(1) == UInt8(ascii: "Q")
        {
          return giveUp()
        } else if byte == UInt8(ascii: "\\") {
          let escaped = escape()
          onlyMember = escaped.exact?.count == 1 ? escaped.exact?.first : nil
        } else {
          onlyMember = byte < 0x80 ? byte : nil
          index += 1
        }
      }
      return giveUp()
    }

    private mutating func escape() -> Node {
      index += 1
      guard let byte = peek() else { return giveUp() }
      index += 1
      switch byte {
      case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "Z"),
        UInt8(ascii: "z"), UInt8(ascii: "G"), UInt8(ascii: "K"):
        return .empty
      case UInt8(ascii: "E"): return emptyUnlessQuantified()
      case UInt8(ascii: "t"): return .literal([0x09])
      case UInt8(ascii: "s"), UInt8(ascii: "h"): return .gap
      case UInt8(ascii: "Q"):
        var quoted: [UInt8] = []
        while index < bytes.count, !take("\\E") {
          quoted.append(bytes[index])
          index += 1
        }
        if quoted.isEmpty { return emptyUnlessQuantified() }
        return quoted.allSatisfy { $0 < 0x80 } ? .literal(quoted) : .anything
      case UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "N"), UInt8(ascii: "p"),
        UInt8(ascii: "P"), UInt8(ascii: "k"), UInt8(ascii: "g"):
        if take("{") {
          skip(past: UInt8(ascii: "}"))
        } else if byte == UInt8(ascii: "k"), take("<") {
          skip(past: UInt8(ascii: ">"))
        } else if byte == UInt8(ascii: "k"), take("'") {
          skip(past: UInt8(ascii: "'"))
        } else if byte == UInt8(ascii: "g") {
          return giveUp()
        } else if byte == UInt8(ascii: "x") {
          while let digit = peek(), Character(Unicode.Scalar(digit)).isHexDigit { index += 1 }
        } else if byte == UInt8(ascii: "p") || byte == UInt8(ascii: "P") {
          index += 1
        }
        return .anything
      case UInt8(ascii: "c"):
        index += 1
        return .anything
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        _ = number()
        return .anything
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        return .anything
      default:
        return byte < 0x80 ? .literal([byte]) : .anything
      }
    }
  }
}
