/// A part of a YAML document, and where it begins.
struct YAMLNode {
  enum Value {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
    /// Something that could not be read, and of which a problem tells already.
    case lost
  }

  var value: Value
  var mark: Mark

  /// A place in the file; both 1-based, columns count characters.
  struct Mark: Equatable {
    var line: Int
    var column: Int

    init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    /// The place of a byte.
    init(at offset: Int, in bytes: [UInt8]) {
      let before = bytes.prefix(offset)
      let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      line = before.count { $0 == UInt8(ascii: "\n") } + 1
      column = String(decoding: before[start...], as: UTF8.self).count + 1
    }
  }

  /// What a problem calls this kind of node.
  var kind: String {
    switch value {
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .lost: "unreadable"
    }
  }

  var scalar: String? {
    if case .scalar(let text) = value { text } else { nil }
  }

  /// Whether a problem tells of the node already.
  var isLost: Bool {
    if case .lost = value { true } else { false }
  }

  /// The node and all nodes below it, in order, each with the path of keys to it.
  func values(path: String = "") -> [RuleValue] {
    let own = RuleValue(path: path, text: scalar, line: mark.line, column: mark.column)
    switch value {
    case .scalar, .lost: return [own]
    case .sequence(let items):
      return [own]
        + items.enumerated().flatMap { $0.element.values(path: "\(path)[\($0.offset)]") }
    case .mapping(let pairs):
      return [own]
        + pairs.flatMap { pair in
          let key = pair.key.scalar ?? ""
          return pair.value.values(path: path.isEmpty ? key : "\(path).\(key)")
        }
    }
  }
}
