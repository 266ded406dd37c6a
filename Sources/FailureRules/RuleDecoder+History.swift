/// The conditions that speak of several records: `times`, `sequence` and `absence`.
extension RuleDecoder {
  /// A condition with what stands beside it: its scope and its threshold.
  mutating func modified(
    _ condition: Condition?, _ key: String, by fields: Fields, path: String
  ) -> Condition? {
    var condition = condition
    if let node = fields.optional("scope") {
      let scope = scope(node, path: path + ".scope")
      condition = scope.flatMap { condition?.scoped(by: $0) }
    }
    guard let node = fields.optional("times") else { return condition }
    let path = path + ".times"
    guard isAtRoot(path, node) else { return nil }
    let threshold = threshold(node, path: path)
    if condition?.isHistory == true {
      report("'\(path)' cannot stand beside '\(key)'", at: node.mark)
      return nil
    }
    return threshold.flatMap { threshold in condition.map { .times(threshold, $0) } }
  }

  /// Whether a key that speaks of several records stands where it may.
  mutating func isAtRoot(_ path: String, _ node: YAMLNode) -> Bool {
    let isAtRoot = path.utf8.count { $0 == UInt8(ascii: ".") } == 1
    if !isAtRoot { report("'\(path)' may stand directly under 'signature' only", at: node.mark) }
    return isAtRoot
  }

  private mutating func threshold(_ node: YAMLNode, path: String) -> Threshold? {
    guard var fields = mapping(node, path: path, keys: ["at-least", "within", "lines"]) else {
      return nil
    }
    let count = fields.required("at-least", &self).flatMap {
      number($0, path: path + ".at-least", in: Threshold.countRange)
    }
    let within = stretch(fields, path: path)
    guard let count, let within else { return nil }
    return Threshold(count: count, within: within)
  }

  mutating func sequence(_ node: YAMLNode, path: String) -> Condition? {
    guard var fields = mapping(node, path: path, keys: ["steps", "by", "within", "lines"]) else {
      return nil
    }
    let steps = fields.required("steps", &self).flatMap {
      stepConditions($0, path: path + ".steps")
    }
    let key = historyKey(fields, path: path)
    let within = stretch(fields, path: path)
    guard let steps, let key, let within else { return nil }
    return .sequence(SequenceSignature(steps: steps, key: key, within: within))
  }

  /// The conditions of a list; nil if one of them is wrong.
  private mutating func stepConditions(_ node: YAMLNode, path: String) -> [Condition]? {
    guard let steps = list(node, path: path, element: { $0.condition($1, path: $2) }),
      case .sequence(let items) = node.value, !items.isEmpty
    else { return nil }
    let range = SequenceSignature.stepRange
    guard range.contains(items.count) else {
      report(
        "'\(path)' has \(items.count), expected from \(range.lowerBound) to \(range.upperBound)",
        at: node.mark)
      return nil
    }
    return steps.count == items.count ? steps : nil
  }

  mutating func absence(_ node: YAMLNode, path: String) -> Condition? {
    guard var fields = mapping(node, path: path, keys: ["start", "end", "by", "within", "lines"])
    else { return nil }
    let start = fields.required("start", &self).flatMap { condition($0, path: path + ".start") }
    let end = fields.required("end", &self).flatMap { condition($0, path: path + ".end") }
    let key = historyKey(fields, path: path)
    let within = stretch(fields, path: path)
    guard let start, let end, let key, let within else { return nil }
    return .absence(AbsenceSignature(start: start, end: end, key: key, within: within))
  }

  private mutating func historyKey(_ fields: Fields, path: String) -> HistoryKey? {
    guard let node = fields.optional("by") else { return .source }
    return choice(node, path: path + ".by", as: HistoryKey.self)
  }

  /// What `within` or `lines` say, one at most; nil if that is wrong.
  private mutating func stretch(_ fields: Fields, path: String) -> Stretch?? {
    switch (fields.optional("within"), fields.optional("lines")) {
    case (nil, nil): return .some(nil)
    case (let within?, nil):
      return seconds(within, path: path + ".within").map { .seconds($0) }
    case (nil, let lines?):
      return number(lines, path: path + ".lines", in: Stretch.lineRange).map { .lines($0) }
    case (_?, let lines?):
      report("'\(path)' has both of within, lines, expected one", at: lines.mark)
      return nil
    }
  }

  private mutating func number(
    _ node: YAMLNode, path: String, in range: ClosedRange<Int>
  ) -> Int? {
    guard let text = text(node, path: path) else { return nil }
    if let value = Int(text), range.contains(value) { return value }
    report(
      "'\(path)' is '\(text)', expected a number from \(range.lowerBound) to \(range.upperBound)",
      at: node.mark)
    return nil
  }

  /// A time as `60s`, `5m` or `1h`.
  private mutating func seconds(_ node: YAMLNode, path: String) -> Int? {
    guard let text = text(node, path: path) else { return nil }
    let factors: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
    if let factor = text.last.flatMap({ factors[$0] }), let value = Int(text.dropLast()),
      case let (product, overflow) = value.multipliedReportingOverflow(by: factor), !overflow,
      Stretch.secondRange.contains(product)
    {
      return product
    }
    report(
      "'\(path)' is '\(text)', expected a time from 1s to 24h such as '60s', '5m' or '1h'",
      at: node.mark)
    return nil
  }
}
