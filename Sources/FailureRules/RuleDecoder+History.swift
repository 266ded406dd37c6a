/// The conditions that speak of several records: `times`, `sequence` and `absence`.
extension RuleDecoder {
  /// The threshold beside a condition.
  mutating func threshold(_ node: YAMLNode, path: String) -> Threshold? {
    guard var fields = mapping(node, path: path, keys: ["at-least", "within", "lines"]),
      let count = fields.required("at-least", &self).flatMap({
        number($0, path: path + ".at-least", in: Threshold.countRange)
      }),
      let within = stretch(fields, path: path)
    else { return nil }
    return Threshold(count: count, within: within.stretch)
  }

  mutating func sequence(_ node: YAMLNode, path: String) -> Condition? {
    guard var fields = mapping(node, path: path, keys: ["steps", "by", "within", "lines"]),
      let node = fields.required("steps", &self),
      let steps = list(node, path: path + ".steps", element: { $0.condition($1, path: $2) }),
      let key = historyKey(fields, path: path), let within = stretch(fields, path: path)
    else { return nil }
    guard case .sequence(let items) = node.value, items.count == steps.count else { return nil }
    let range = SequenceSignature.stepRange
    guard range.contains(steps.count) else {
      report(
        """
        '\(path).steps' has \(steps.count), expected from \(range.lowerBound) to \
        \(range.upperBound)
        """, at: node.mark)
      return nil
    }
    return .sequence(SequenceSignature(steps: steps, key: key, within: within.stretch))
  }

  mutating func absence(_ node: YAMLNode, path: String) -> Condition? {
    guard var fields = mapping(node, path: path, keys: ["start", "end", "by", "lines"]) else {
      return nil
    }
    let start = fields.required("start", &self).flatMap { condition($0, path: path + ".start") }
    let end = fields.required("end", &self).flatMap { condition($0, path: path + ".end") }
    guard let key = historyKey(fields, path: path), let start, let end else { return nil }
    var lines: Int?
    if let node = fields.optional("lines") {
      lines = number(node, path: path + ".lines", in: Stretch.lineRange)
      guard lines != nil else { return nil }
    }
    return .absence(AbsenceSignature(start: start, end: end, key: key, lines: lines))
  }

  private mutating func historyKey(_ fields: Fields, path: String) -> HistoryKey? {
    guard let node = fields.optional("by") else { return .source }
    return choice(node, path: path + ".by", as: HistoryKey.self)
  }

  /// What `within` or `lines` say, one at most; nil if that is wrong.
  private mutating func stretch(_ fields: Fields, path: String) -> (stretch: Stretch?, Void)? {
    switch (fields.optional("within"), fields.optional("lines")) {
    case (nil, nil): return (nil, ())
    case (let within?, nil):
      return seconds(within, path: path + ".within").map { (.seconds($0), ()) }
    case (nil, let lines?):
      return number(lines, path: path + ".lines", in: Stretch.lineRange).map { (.lines($0), ()) }
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
