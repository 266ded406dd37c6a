/// What to do about a text that libyaml does not take, where rules often go wrong.
enum YAMLHint {
  /// Looks at the line where reading ended.
  ///
  /// - Parameters:
  ///   - reason: what libyaml says.
  ///   - start: the line on which what it read begins.
  ///   - mark: where it says so.
  ///   - bytes: the text.
  /// - Returns: nil if there is nothing to add.
  static func hint(
    for reason: String, from start: Int, at mark: YAMLNode.Mark, in bytes: [UInt8]
  ) -> String? {
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: mark.line, omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let line = String(decoding: lines[mark.line - 1], as: UTF8.self)
    let character = line.dropFirst(mark.column - 1).first
    let isKeyAtMark = key(in: line.prefix(mark.column)) != nil
    switch reason {
    case "mapping values are not allowed in this context":
      return isKeyAtMark ? indentation : quotes
    case "did not find expected '-' indicator": return indentation
    case let reason where reason.hasPrefix("did not find expected ',' or"):
      return character == ":" && mark.line == start ? quotes : nil
    case "block sequence entries are not allowed in this context":
      return "a value that begins with '-' needs quotes"
    case "found character that cannot start any token":
      if character == "\t" { return "indent with blanks, not with tabs" }
      return character.map { "a value that begins with '\($0)' needs quotes" }
    case "found unknown escape character":
      return "in single quotes a backslash stands for itself"
    case "could not find expected ':'": return "lines that go on with a value are indented"
    case "did not find expected key":
      return value(in: line).flatMap(\.first).flatMap(beginning)
    default: return nil
    }
  }

  private static let quotes = "a value that holds ': ' needs quotes"
  private static let indentation = "is the key indented as those beside it?"

  /// What goes wrong with a value that begins with a character, and has an end too early.
  private static func beginning(_ character: Character) -> String? {
    switch character {
    case "'": "a quote within single quotes is written twice"
    case "\"": "a quote within double quotes needs a backslash"
    case "{", "[", "*", "&": "a value that begins with '\(character)' needs quotes"
    default: nil
    }
  }

  /// The key that a line begins with, behind blanks and the dash of a list's item.
  private static func key(in line: Substring) -> Substring? {
    let text = line.drop { $0 == " " || $0 == "-" }
    let key = text.prefix { $0.isLetter || $0 == "-" }
    return key.isEmpty || text.dropFirst(key.count) != ":" ? nil : key
  }

  /// What stands behind the key of a line.
  private static func value(in line: String) -> Substring? {
    line.firstRange(of: ": ").map { line[$0.upperBound...].drop { $0 == " " } }
  }
}
