internal import PatternEngine

/// The `signature` of a rule.
extension RuleDecoder {
  private static let conditionKeys = [
    "line", "traceback", "any", "all", "not", "sequence", "absence",
  ]
  /// What may stand beside one of them.
  private static let modifierKeys = ["scope", "times"]

  /// The condition of a rule: what a scan can look for.
  mutating func rootCondition(_ node: YAMLNode) -> Condition? {
    let condition = condition(node, path: "signature")
    if let weakest = condition?.weakestLiteral,
      weakest.utf8.count < LineSignature.minimumLiteralLength
    {
      let reason = weakest.isEmpty ? "one has none" : "the longest of one is '\(weakest)'"
      report(
        """
        'signature' needs \(LineSignature.minimumLiteralLength) bytes of fixed text in a row in \
        each alternative; \(reason)
        """, at: node.mark)
      return nil
    }
    return condition
  }

  mutating func condition(_ node: YAMLNode, path: String) -> Condition? {
    guard
      let fields = mapping(node, path: path, keys: Self.conditionKeys + Self.modifierKeys)
    else { return nil }
    let kinds = fields.values.filter { Self.conditionKeys.contains($0.key) }
    guard kinds.count == 1, let (key, value) = kinds.first else {
      let count = kinds.isEmpty ? "none" : "\(kinds.count)"
      report(
        "'\(path)' has \(count) of \(Self.conditionKeys.joined(separator: ", ")), expected one",
        at: node.mark)
      return nil
    }
    var condition = condition(key, value, path: "\(path).\(key)")
    if let node = fields.optional("scope") {
      guard let scope = scope(node, path: path + ".scope") else { return nil }
      condition = condition?.scoped(by: scope)
    }
    guard let node = fields.optional("times") else { return condition }
    guard isAtRoot(path + ".times", node), let threshold = threshold(node, path: path + ".times")
    else { return nil }
    if condition?.isHistory == true {
      report("'\(path).times' cannot stand beside '\(key)'", at: node.mark)
      return nil
    }
    return condition.map { .times(threshold, $0) }
  }

  /// Whether a key that speaks of several records stands where it may.
  private mutating func isAtRoot(_ path: String, _ node: YAMLNode) -> Bool {
    let isAtRoot = path.utf8.count { $0 == UInt8(ascii: ".") } == 1
    if !isAtRoot { report("'\(path)' may stand directly under 'signature' only", at: node.mark) }
    return isAtRoot
  }

  /// The condition that a key stands for.
  private mutating func condition(_ key: String, _ value: YAMLNode, path: String) -> Condition? {
    switch key {
    case "line": return line(value, path: path)
    case "traceback": return traceback(value, path: path)
    case "any": return parts(value, path: path).map(Condition.any)
    case "all":
      guard let parts = parts(value, path: path) else { return nil }
      if parts.allSatisfy(\.isNegative) {
        report("'\(path)' only says what must not hold", at: value.mark)
        return nil
      }
      return .all(parts)
    case "sequence": return isAtRoot(path, value) ? sequence(value, path: path) : nil
    case "absence": return isAtRoot(path, value) ? absence(value, path: path) : nil
    default: return condition(value, path: path).map(Condition.not)
    }
  }

  private mutating func parts(_ node: YAMLNode, path: String) -> [Condition]? {
    let parts = list(node, path: path) { $0.condition($1, path: $2) }
    return parts?.isEmpty == false ? parts : nil
  }

  private mutating func line(_ node: YAMLNode, path: String) -> Condition? {
    guard let pattern = pattern(node, path: path) else { return nil }
    let literals = RequiredLiterals(of: pattern.expression)?.alternatives ?? []
    return .signature(.line(LineSignature(pattern: pattern, literals: literals)))
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
    guard let fields = mapping(node, path: path, keys: ["function", "file", "module"]) else {
      return nil
    }
    let frame = FrameSignature(
      function: fields.optional("function").flatMap { text($0, path: path + ".function") },
      file: fields.optional("file").flatMap { text($0, path: path + ".file") },
      module: fields.optional("module").flatMap { text($0, path: path + ".module") })
    guard frame.function != nil || frame.file != nil || frame.module != nil else {
      report("'\(path)' names no function, file or module", at: node.mark)
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
