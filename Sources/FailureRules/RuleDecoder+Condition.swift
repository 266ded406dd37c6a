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
    signature = condition
    if let weakest = condition?.weakestLiteral,
      weakest.utf8.count < LineSignature.minimumLiteralLength
    {
      let reason = weakest.isEmpty ? "one has none" : "the longest of one is '\(weakest)'"
      report(
        """
        \(RuleProblem.missingText) in a row in each alternative; \(reason)
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
      if !kinds.isEmpty || fields.strangers.isEmpty {
        let count = kinds.isEmpty ? "none" : "\(kinds.count)"
        report(
          "'\(path)' has \(count) of \(Self.conditionKeys.joined(separator: ", ")), expected one",
          at: node.mark)
      }
      for key in Self.conditionKeys {
        if let value = fields.optional(key) { _ = part(key, value, path: "\(path).\(key)") }
      }
      return nil
    }
    let condition = part(key, value, path: "\(path).\(key)")
    return modified(condition, key, by: fields, path: path)
  }

  private mutating func part(_ key: String, _ value: YAMLNode, path: String) -> Condition? {
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
    // With a part missing, nobody knows what the others hold.
    guard let parts, case .sequence(let items) = node.value, parts.count == items.count else {
      return nil
    }
    return parts.isEmpty ? nil : parts
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
    var isWhole = true
    if let raises = fields.optional("raises") {
      signature.types = texts(raises, path: path + ".raises") ?? []
      isWhole = !signature.types.isEmpty
    }
    if let position = fields.optional("position") {
      let value = choice(
        position, path: path + ".position", as: TracebackSignature.Position.self)
      signature.position = value ?? .any
      if value == nil { isWhole = false }
    }
    if let message = fields.optional("message") {
      signature.message = pattern(message, path: path + ".message")
      if signature.message == nil { isWhole = false }
    }
    if let frames = fields.optional("frames") {
      signature.frames = list(frames, path: path + ".frames") { $0.frame($1, path: $2) } ?? []
      if signature.frames.isEmpty { isWhole = false }
    }
    guard isWhole else { return nil }
    guard !signature.types.isEmpty || signature.message != nil || !signature.frames.isEmpty else {
      if fields.strangers.isEmpty { report("'\(path)' matches every traceback", at: node.mark) }
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
      if fields.strangers.isEmpty {
        report("'\(path)' names no function, file or module", at: node.mark)
      }
      return nil
    }
    return frame
  }

  private mutating func pattern(_ node: YAMLNode, path: String) -> PatternSource? {
    guard let expression = text(node, path: path) else { return nil }
    do throws(PatternError) {
      let compiled = try Pattern(expression, for: .inspection)
      return PatternSource(
        expression: expression, captureNames: compiled.captures.map(\.name))
    } catch {
      report(
        "'\(path)' is not a PCRE2 expression: \(error)\(Self.place(of: error, in: expression))",
        at: node.mark)
      return nil
    }
  }

  /// What stands before the place of an error, where the expression is too long to count its bytes.
  private static func place(of error: PatternError, in expression: String) -> String {
    guard case .invalid(_, let offset) = error else { return "" }
    let before = String(decoding: expression.utf8.prefix(offset), as: UTF8.self)
    guard before.count > excerptLength else { return "" }
    return ", after '…\(before.suffix(excerptLength))'"
  }

  /// The characters that are shown of an expression.
  private static let excerptLength = 16
}
