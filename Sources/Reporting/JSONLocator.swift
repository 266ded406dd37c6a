/// Finds places in the text of JSON, for messages about what is wrong there.
///
/// Values within ``depthLimit`` others are not looked into.
struct JSONLocator {
  /// A step to a value: a member of an object, or an item of a list.
  enum Step: Equatable {
    case key(String)
    case index(Int)
  }

  /// A value, or what stands where one was expected.
  struct Place: Equatable {
    /// The 1-based line.
    var line: Int
    /// The 1-based column, in characters of UTF-8's bytes that begin one.
    var column: Int
    /// What is read there, in words.
    var content: String
    /// What was expected, where the text is no JSON there.
    var expected: String?
  }

  private static let depthLimit = 512

  private let bytes: [UInt8]
  private var index = 0
  private var expected: String?

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Where the text stops to be JSON; nil if it does not.
  mutating func mistake() -> Place? {
    index = 0
    expected = nil
    if skipValue(depth: 0), skipBlanks(), index < bytes.count { expected = "the end" }
    return expected.map { place(at: index, expected: $0) }
  }

  /// Where a value of correct JSON stands, or the nearest one around it that is there.
  mutating func place(of path: [Step]) -> Place {
    index = 0
    for step in path {
      _ = skipBlanks()
      let start = index
      guard enter(step) else {
        index = start
        break
      }
    }
    _ = skipBlanks()
    return place(at: index)
  }

  // MARK: values

  /// Goes to a value within the one that begins here; false if there is none.
  private mutating func enter(_ step: Step) -> Bool {
    let isObject = next == UInt8(ascii: "{")
    guard isObject || next == UInt8(ascii: "[") else { return false }
    index += 1
    var number = 0
    while skipBlanks(), let byte = next, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
      if isObject {
        let start = index
        guard skipText() else { return false }
        let key = String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
        guard skipBlanks(), next == UInt8(ascii: ":") else { return false }
        index += 1
        if step == .key(key) { return true }
      } else if step == .index(number) {
        return true
      }
      guard skipValue(depth: 0), skipBlanks() else { return false }
      if next == UInt8(ascii: ",") { index += 1 }
      number += 1
    }
    return false
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Always true, so that it can stand in a condition.
  private mutating func skipBlanks() -> Bool {
    while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { index += 1 }
    return true
  }

  private mutating func fail(_ expected: String) -> Bool {
    self.expected = expected
    return false
  }

  private mutating func skipValue(depth: Int) -> Bool {
    _ = skipBlanks()
    switch next ?? 0 {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return depth < Self.depthLimit ? skipContainer(depth: depth) : fail("fewer lists in lists")
    case UInt8(ascii: "\""): return skipText()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      while let next, next.isNumberPart { index += 1 }
      return true
    default:
      for word in ["true", "false", "null"] where bytes[index...].starts(with: word.utf8) {
        index += word.utf8.count
        return true
      }
      return fail("a value")
    }
  }

  private mutating func skipContainer(depth: Int) -> Bool {
    let isObject = next == UInt8(ascii: "{")
    let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    index += 1
    _ = skipBlanks()
    if next == end {
      index += 1
      return true
    }
    while true {
      _ = skipBlanks()
      if isObject {
        guard next == UInt8(ascii: "\"") else { return fail("a key") }
        guard skipText(), skipBlanks() else { return false }
        guard next == UInt8(ascii: ":") else { return fail("':'") }
        index += 1
      }
      guard skipValue(depth: depth + 1), skipBlanks() else { return false }
      if next == end {
        index += 1
        return true
      }
      guard next == UInt8(ascii: ",") else { return fail(isObject ? "',' or '}'" : "',' or ']'") }
      index += 1
    }
  }

  private mutating func skipText() -> Bool {
    index += 1
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        index += 1
        return true
      }
      if byte < 0x20 { return fail("no control character") }
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    index = bytes.count
    return fail("'\"'")
  }

  // MARK: words

  private func place(at offset: Int, expected: String? = nil) -> Place {
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Place(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1, content: content(at: offset),
      expected: expected)
  }

  private func content(at offset: Int) -> String {
    guard offset < bytes.count else { return "the end" }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return "an object"
    case UInt8(ascii: "["): return "a list"
    case UInt8(ascii: "\""): return "a text"
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return "a number"
    default:
      let word = bytes[offset...].prefix(while: \.isLetter)
      let rest = word.isEmpty ? bytes[offset...].prefix(4) : word.prefix(20)
      // The first character, or a word.
      let text = String(decoding: rest, as: UTF8.self)
      return "'\(word.isEmpty ? String(text.prefix(1)) : text)'"
    }
  }
}

extension UInt8 {
  fileprivate var isNumberPart: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || [
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
        UInt8(ascii: "E"),
      ]
      .contains(self)
  }

  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
