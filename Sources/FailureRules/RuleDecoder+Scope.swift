/// The `scope` of a rule or of a condition.
extension RuleDecoder {
  private static let scopeKeys = ["service", "logger", "level", "source"]

  mutating func scope(_ node: YAMLNode, path: String) -> RuleScope? {
    guard let fields = mapping(node, path: path, keys: Self.scopeKeys) else { return nil }
    guard !fields.values.isEmpty else {
      if fields.strangers.isEmpty {
        report("'\(path)' has none of \(Self.scopeKeys.joined(separator: ", "))", at: node.mark)
      }
      return nil
    }
    let count = problems.count
    let scope = RuleScope(
      services: globs(fields, "service", path: path), loggers: globs(fields, "logger", path: path),
      levels: fields.optional("level").map { levels($0, path: path + ".level") } ?? [],
      sources: globs(fields, "source", path: path))
    return problems.count == count ? scope : nil
  }

  private mutating func globs(_ fields: Fields, _ key: String, path: String) -> [Glob] {
    guard let node = fields.optional(key) else { return [] }
    return textOrList(node, path: "\(path).\(key)") { decoder, node, path in
      guard let text = decoder.text(node, path: path) else { return nil }
      guard text.utf8.count <= Glob.sizeLimit else {
        decoder.report(
          "'\(path)' has \(text.utf8.count) bytes, expected \(Glob.sizeLimit) at most",
          at: node.mark)
        return nil
      }
      return Glob(text)
    }
  }

  private mutating func levels(_ node: YAMLNode, path: String) -> [RuleScope.Level] {
    textOrList(node, path: path) { $0.choice($1, path: $2, as: RuleScope.Level.self) }
  }

  private mutating func textOrList<Element>(
    _ node: YAMLNode, path: String,
    element: (inout RuleDecoder, YAMLNode, String) -> Element?
  ) -> [Element] {
    if case .scalar = node.value { return element(&self, node, path).map { [$0] } ?? [] }
    return list(node, path: path, element: element) ?? []
  }
}
