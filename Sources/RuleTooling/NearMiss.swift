internal import FailureRules
internal import Matching
internal import Tracebacks

/// Why a condition does not hold on a text: of its alternatives, the one that comes nearest.
struct NearMiss {
  /// A sentence a line.
  private(set) var lines: [String]
  /// How near it comes, from 0 to 1.
  private var nearness: Double

  private init(_ lines: [String], nearness: Double) {
    self.lines = lines
    self.nearness = nearness
  }

  /// Looks for the reason.
  ///
  /// - Parameters:
  ///   - condition: one that does not hold on any record or traceback of the text.
  ///   - text: the text.
  ///   - log: the same text as it was read.
  init(_ condition: Condition, in text: String, _ log: ExampleLog) {
    self =
      Self.reason(condition, path: "signature", text, log)
      ?? NearMiss(
        ["each part of the signature holds somewhere, but not all in one record or traceback"]
          + (condition.isScoped ? ["  of the scope"] : []),
        nearness: 1)
  }

  /// Nil if the condition holds on the whole text.
  private static func reason(
    _ condition: Condition, path: String, _ text: String, _ log: ExampleLog
  ) -> NearMiss? {
    switch condition {
    case .signature(.line(let line)): return reason(line, path: path + ".line", text)
    case .signature(.traceback(let traceback)):
      return reason(traceback, path: path + ".traceback", log)
    case .any(let parts):
      var nearest: NearMiss?
      for (index, part) in parts.enumerated() {
        guard let reason = reason(part, path: "\(path).any[\(index)]", text, log) else {
          return nil
        }
        if reason.nearness > nearest?.nearness ?? -1 { nearest = reason }
      }
      return nearest
    case .all(let parts):
      let reasons = parts.enumerated().map {
        reason($0.element, path: "\(path).all[\($0.offset)]", text, log)
      }
      guard let first = reasons.lazy.compactMap(\.self).first else { return nil }
      // That something does not stand in the text brings the whole no nearer.
      let weighed = zip(parts, reasons).filter { part, reason in
        if case .not = part { reason != nil } else { true }
      }
      let sum = weighed.reduce(0) { $0 + ($1.1?.nearness ?? 1) }
      return NearMiss(first.lines, nearness: sum / Double(max(1, weighed.count)))
    case .not(let part):
      guard reason(part, path: path + ".not", text, log) == nil else { return nil }
      return NearMiss(["\(path).not: what must not stand in the text does"], nearness: 0.9)
    case .scoped(_, let part): return reason(part, path: path, text, log)
    case .times, .sequence, .absence: return historyReason(condition, path: path, text, log)
    }
  }

  /// Of conditions on several records: what holds on none of them, or that they do not come together.
  private static func historyReason(
    _ condition: Condition, path: String, _ text: String, _ log: ExampleLog
  ) -> NearMiss? {
    switch condition {
    case .times(let threshold, let part):
      return reason(part, path: path, text, log)
        ?? NearMiss(
          [
            "\(path).times: it holds, but not \(threshold.count) times with the same captures"
              + (threshold.within == nil ? "" : " within the stretch")
          ], nearness: 0.95)
    case .sequence(let sequence):
      for (index, step) in sequence.steps.enumerated() {
        if let reason = reason(step, path: "\(path).sequence.steps[\(index)]", text, log) {
          return reason
        }
      }
      return NearMiss(
        [
          "\(path).sequence: each step holds, but not one after the other with the same "
            + sequence.key.rawValue + (sequence.within == nil ? "" : " within the stretch")
        ], nearness: 0.95)
    case .absence(let absence):
      if let reason = reason(absence.start, path: path + ".absence.start", text, log) {
        return reason
      }
      guard reason(absence.end, path: path, text, log) == nil else {
        // Where the end is missing, too, the start is not in the scope, or time is left.
        guard let within = absence.within, !absence.start.isScoped else { return nil }
        return NearMiss(
          ["\(path).absence: the start holds, but the text does not go on for \(within.words)"],
          nearness: 0.9)
      }
      return NearMiss(["\(path).absence: the start holds, and so does the end"], nearness: 0.9)
    default: return nil
    }
  }

  // MARK: lines

  private static func reason(_ line: LineSignature, path: String, _ text: String) -> NearMiss? {
    let search = PartialSearch(of: line.pattern.expression, in: text)
    switch search.outcome {
    case .whole: return nil
    case .invalid(let message): return NearMiss(["\(path): \(message)"], nearness: 0)
    case .none: break
    case .otherCase:
      return NearMiss(
        ["\(path) \(PartialSearch.otherCase), expected the log's, or '(?i)' before it"],
        nearness: 0.95)
    case .part(let part):
      return NearMiss(
        [
          "\(path) holds up to '\(part.expression)'",
          "  on line \(part.line) the text \(part.rest.map { "goes on with '\($0)'" } ?? "ends")",
          "  expected '\(part.missing)'",
        ], nearness: 0.2 + 0.7 * part.share)
    }
    let literals = line.literals.map { "'\(PartialSearch.short($0))'" }.joined(separator: " or ")
    let lowered = text.lowercased()
    guard line.literals.contains(where: { lowered.contains($0.lowercased()) }) else {
      return NearMiss(
        ["\(path): the text does not hold \(literals), for which a scan looks first"], nearness: 0)
    }
    return NearMiss(
      [
        "\(path): \(literals) stands in the text, but no beginning of the expression that was tried holds"
      ],
      nearness: 0.1)
  }

  // MARK: tracebacks

  private static func reason(
    _ signature: TracebackSignature, path: String, _ log: ExampleLog
  ) -> NearMiss? {
    guard !log.tracebacks.isEmpty else {
      return NearMiss(["\(path): no traceback is recognised in the text"], nearness: 0)
    }
    var nearest: NearMiss?
    for traceback in log.tracebacks {
      guard let reason = reason(signature, path: path, traceback) else { return nil }
      if reason.nearness > nearest?.nearness ?? -1 { nearest = reason }
    }
    return nearest
  }

  private static func reason(
    _ signature: TracebackSignature, path: String, _ traceback: Traceback
  ) -> NearMiss? {
    let looked: [RaisedError] =
      switch signature.position {
      case .any: traceback.raised
      case .root: traceback.root.map { [$0] } ?? []
      case .final: traceback.primary.map { [$0] } ?? []
      }
    let named = looked.filter { signature.namesType(traceback.string($0.type)) }
    guard !named.isEmpty else {
      let wanted = signature.types.map { "'\($0)'" }.joined(separator: " or ")
      let raised = looked.map { "'\(traceback.string($0.type))'" }.joined(separator: ", ")
      let position =
        signature.position == .any ? "" : " as the \(signature.position.rawValue) error"
      let found = "the traceback raises \(raised.isEmpty ? "nothing" : raised)\(position)"
      return NearMiss(["\(path).raises: \(found), expected \(wanted)"], nearness: 0.2)
    }
    if let message = signature.message {
      let reasons = named.compactMap { error in
        PartialSearch(of: message.expression, in: traceback.string(error.message)).isWhole
          ? nil : traceback.string(error.message)
      }
      if reasons.count == named.count, let text = reasons.last {
        return NearMiss(
          [
            "\(path).message: '\(message.expression)' does not match '\(PartialSearch.short(text))'"
          ],
          nearness: 0.6)
      }
    }
    for (index, frame) in signature.frames.enumerated()
    where !traceback.frames.contains(where: frame.matches) {
      let wanted = [
        frame.function.map { "function '\($0)'" }, frame.file.map { "file '\($0)'" },
        frame.module.map { "module '\($0)'" },
      ]
      .compactMap(\.self).joined(separator: " and ")
      return NearMiss(["\(path).frames[\(index)]: no call has \(wanted)"], nearness: 0.6)
    }
    return nil
  }
}
