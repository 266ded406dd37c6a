/// The entries of a file's outermost mapping, by line, so that one that is no YAML can be left out.
struct YAMLEntries {
  /// The text without what was left out; lines keep their numbers.
  private(set) var text: String
  /// The keys whose values were left out.
  private var lost: Set<String> = []

  init(_ text: String) { self.text = text }

  /// Takes away the value of the entry that a line belongs to; the key stays.
  ///
  /// - Parameter line: 1-based.
  /// - Returns: whether there was such an entry, with a plain key.
  mutating func leaveOut(line: Int) -> Bool {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.prefix(line).lastIndex(where: { Self.key(of: $0) != nil }),
      let key = Self.key(of: lines[start]), lost.insert(String(key)).inserted
    else { return false }
    let end = lines[(start + 1)...].firstIndex { Self.key(of: $0) != nil } ?? lines.endIndex
    for index in start..<end { lines[index] = "" }
    lines[start] = "\(key):"
    text = lines.joined(separator: "\n")
    return true
  }

  /// The key of an entry that begins on a line.
  private static func key(of line: Substring) -> Substring? {
    let key = line.prefix { ("a"..."z").contains($0) || $0 == "-" }
    let rest = line.dropFirst(key.count)
    guard !key.isEmpty, key.first != "-", rest.first == ":" else { return nil }
    return rest.count == 1 || rest.dropFirst().first?.isWhitespace == true ? key : nil
  }

  /// The document, in which the entries that were left out say so.
  func markingLost(in document: YAMLNode) -> YAMLNode {
    guard !lost.isEmpty, case .mapping(let pairs) = document.value else { return document }
    let marked = pairs.map { pair in
      guard let key = pair.key.scalar, lost.contains(key), pair.value.scalar == "" else {
        return pair
      }
      return (key: pair.key, value: YAMLNode(value: .lost, mark: pair.value.mark))
    }
    return YAMLNode(value: .mapping(marked), mark: document.mark)
  }
}
