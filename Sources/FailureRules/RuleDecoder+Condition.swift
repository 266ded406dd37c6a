internal import PatternEngine

/// The `signature` of a rule.
extension RuleDecoder {
  private static let conditionKeys = ["line", "traceback", "any", "all", "not"]

  mutating func condition(_ node: YAMLNode, path: String) -> Condition? {
    guard let fields = mapping(node, path: path, keys: Self.conditionKeys) else { return nil }
    guard fields.values.count == 1, let (key, value) = fields.values.first else {
      let count = fields.values.isEmpty ? "none" : "\(fields.values.count)"
      report(
        "'\(path)' has \(count) of \(Self.conditionKeys.joined(separator: ", ")), expected one",
        at: node.mark)
      return nil
    }
    let path = "\(path).\(key)"
    switch key {
    case "line": return line(value, path: path)
    case "traceback": return traceback(value, path: path)
    case "any": return parts(value, path: path).map(Condition.any)
    case "all":
      guard let parts = parts(value, path: path) else { return nil }
      if parts.allSatisfy({ if case .not = $0 { true } else { false } }) {
        report("'\(path)' only says what must not hold", at: value.mark)
        return nil
      }
      return .all(parts)
    default: return condition(value, path: path).map(Condition.not)
    }
  }

  private mutating func parts(_ node: YAMLNode, path: String) -> [Condition]? {
    let parts = list(node, path: path) { $0.condition($1, path: $2) }
    return parts?.isEmpty == false ? parts : nil
  }

  private mutating func line(_ node: YAMLNode, path: String) -> Condition? {
    guard let pattern = pattern(node, path: path) else { return nil }
    let literals = RequiredLiterals(of: pattern.expression)
    guard let literals, literals.shortest >= LineSignature.minimumLiteralLength else {
      let found = literals?.alternatives.min { $0.utf8.count < $1.utf8.count }
      let reason = found.map { "the longest that it has is '\($0)'" } ?? "it has none"
      report(
        """
        '\(path)' needs \(LineSignature.minimumLiteralLength) bytes of fixed text in a row that \
        every match holds; \(reason)
        """, at: node.mark)
      return nil
    }
    return .signature(
      .line(LineSignature(pattern: pattern, literals: literals.alternatives)))
  }

  private mutating func traceback(_ node: YAMLNode, path: String) -> Condition? {
    guard
      let fields = mapping(node, path: path, keys: ["raises", "position", "message", "frames"])
    else { return nil }
    var signature = TracebackSignature()
    if let raises = fields.optional("raises") {
      guard let types = texts(raises, path: path + ".raises") else { return nil }
      signature.types = types
    }
    if let position = fields.optional("position") {
      guard
        let value = choice(
          position, path: path + ".position", as: TracebackSignature.Position.self)
      else { return nil }
      signature.position = value
    }
    if let message = fields.optional("message") {
      guard let pattern = pattern(message, path: path + ".message") else { return nil }
      signature.message = pattern
    }
    if let frames = fields.optional("frames") {
      guard let list = list(frames, path: path + ".frames", element: { $0.frame($1, path: $2) })
      else { return nil }
      signature.frames = list
    }
    guard !signature.types.isEmpty || signature.message != nil || !signature.frames.isEmpty else {
      report("'\(path)' matches every traceback", at: node.mark)
      return nil
    }
    return .signature(.traceback(signature))
  }

  private mutating func frame(_ node: YAMLNode, path: String) -> FrameSignature? {
    guard let fields = mapping(node, path: path, keys: ["function", "file"]) else { return nil }
    let frame = FrameSignature(
      function: fields.optional("function").flatMap { text($0, path: path + ".function") },
      file: fields.optional("file").flatMap { text($0, path: path + ".file") })
    guard frame.function != nil || frame.file != nil else {
      report("'\(path)' names neither a function nor a file", at: node.mark)
      return nil
    }
    return frame
  }

  private mutating func pattern(_ node: YAMLNode, path: String) -> PatternSource? {
    guard let expression = text(node, path: path) else { return nil }
    do throws(PatternError) {
      let compiled = try Pattern(expression)
      return PatternSource(
        expression: expression, captureNames: compiled.captures.map(\.name))
    } catch {
      report("'\(path)' is not a PCRE2 expression: \(error)", at: node.mark)
      return nil
    }
  }
}
