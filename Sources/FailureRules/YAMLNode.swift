/// A part of a YAML document, and where it begins.
struct YAMLNode {
  enum Value {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  var value: Value
  var mark: Mark

  /// A place in the file; both 1-based, columns count characters.
  struct Mark: Equatable {
    var line: Int
    var column: Int
  }

  /// What a problem calls this kind of node.
  var kind: String {
    switch value {
    case .scalar: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  var scalar: String? {
    if case .scalar(let text) = value { text } else { nil }
  }
}
