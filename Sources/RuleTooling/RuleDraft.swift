package import FailureRules
internal import LogReading
internal import Matching
internal import Tracebacks

/// A rule file that was made from a log: it decodes and matches its own example; TODO stands where a
/// person must write.
package struct RuleDraft: Equatable, Sendable {
  package let id: String
  package let yaml: String

  /// Writes a rule for an event.
  ///
  /// - Parameters:
  ///   - event: what the rule is to find.
  ///   - month: this month, as `2026-11`.
  ///   - taken: ids that the rule must not have.
  /// - Returns: nil if the event has too little fixed text.
  package static func make(
    of event: LogEvent, month: String, notNamed taken: Set<RuleID>
  ) -> RuleDraft? {
    for event in [event] + event.alternatives {
      if let draft = best(of: event, month, taken) { return draft }
    }
    return nil
  }

  private static func best(
    of event: LogEvent, _ month: String, _ taken: Set<RuleID>
  ) -> RuleDraft? {
    var weak: RuleDraft?
    for form in Form.allCases {
      guard let message = form.message(of: event) else { continue }
      for kept in MessagePattern.Kept.allCases where kept != .everything || weak == nil {
        let pattern = MessagePattern(message, keeping: kept)
        let draft = RuleDraft(event, pattern, form, month, taken)
        guard let rule = draft.rule, rule.matches(draft.example) else { continue }
        let shortest = rule.condition.scanLiterals?.map(\.utf8.count).min() ?? Int.max
        if shortest >= literalLength { return draft }
        if weak == nil, !pattern.saysOnlyLevel { weak = draft }
      }
    }
    return weak
  }

  /// The fixed text that a rule should have, in bytes.
  private static let literalLength = 12

  /// What the signature asks for, the best first.
  private enum Form: CaseIterable {
    /// An error of a type that many programs raise, at its place.
    case tracebackAtFrame
    case traceback
    case line
    /// The whole of an object of JSON, where its message alone is not found.
    case object

    /// The text for the pattern; nil if the event has not what the form asks for.
    func message(of event: LogEvent) -> String? {
      switch self {
      case .tracebackAtFrame: FramePlace(of: event).map { _ in event.message }
      case .traceback: event.type.map { _ in event.message }
      case .line: event.message
      case .object: event.object
      }
    }
  }

  /// What the file is read as.
  private var rule: Rule? { RuleFile(text: yaml, file: id + ".yaml").rule }
  private let example: String

  private init(
    _ event: LogEvent, _ pattern: MessagePattern, _ form: Form, _ month: String,
    _ taken: Set<RuleID>
  ) {
    let component = ComponentGuess.component(of: event)
    let isTraceback = form == .traceback || form == .tracebackAtFrame
    let type = isTraceback ? event.type.map(Self.lastComponent) : nil
    let place = form == .tracebackAtFrame ? FramePlace(of: event) : nil
    id = Self.id(component, type, event.message, taken)
    example = event.lines.map(Self.printable).joined(separator: "\n")
    var title = pattern.template.prefix(120)
    if title.count < pattern.template.count, let cut = title.lastIndex(of: " ") {
      title = title[..<cut] + " …"
    }
    if let type { title = "\(type): " + title }
    yaml = """
      # Made by 'stackdoctor rules new' from \(Self.printable(event.source)), line \(event.line).
      # Write what says TODO, and take out of the example what is nobody's business; then
      # 'stackdoctor rules lint FILE' and 'stackdoctor rules test FILE'.
      id: \(id)
      title: \(Self.quoted("TODO: " + title))
      severity: \(event.isGrave ? "high" : "medium")
      status: experimental
      component: \(component)
      signature:
      \(Self.signature(type, pattern, place))
      cause: 'TODO: why it happens, in a sentence or two.'
      remediation:
        - text: 'TODO: what to check, what to do, and how to see that it worked.'
      references: ['https://docs.openstack.org/TODO']
      versions: { verified: \(month) }
      examples:
        match: |2
      \(Self.indented(example))
        no-match: |
          TODO: a log that is nearly the same and of another failure, or of none

      """
  }

  private static func signature(
    _ type: String?, _ pattern: MessagePattern, _ place: FramePlace?
  ) -> String {
    guard let type else { return "  line: \(quoted(pattern.expression))" }
    var lines = ["  traceback:", "    raises: \(quoted(type))"]
    if !pattern.expression.isEmpty { lines.append("    message: \(quoted(pattern.expression))") }
    if let place {
      let keys = [("function", place.function), ("file", place.file)]
        .filter { !$0.1.isEmpty }.map { "\($0.0): \(quoted($0.1))" }
      lines += ["    frames:", "      - { \(keys.joined(separator: ", ")) }"]
    }
    return lines.joined(separator: "\n")
  }

  /// The component and up to four words that tell what is wrong.
  private static func id(
    _ component: String, _ type: String?, _ message: String, _ taken: Set<RuleID>
  ) -> String {
    var words = type.map(camelWords) ?? []
    var scanner = MessageScanner(message)
    while words.count < 4, let part = scanner.next() {
      guard case .words(let text) = part else { continue }
      words += ComponentGuess.words(text).filter {
        (3...20).contains($0.count) && $0 != component && !smallWords.contains($0)
          && !words.contains($0)
      }.prefix(1)
    }
    let name = ([component] + (words.isEmpty ? ["failed"] : words.prefix(4)))
      .joined(separator: "-")
    var free = name
    var number = 2
    while let id = RuleID(free), taken.contains(id) {
      free = "\(name)-\(number)"
      number += 1
    }
    return free
  }

  private static let smallWords: Set<String> = [
    "and", "are", "but", "for", "from", "has", "have", "into", "the", "this", "that", "was",
    "were", "while", "with",
  ]

  /// `PermissionDenied` as `permission`, `denied`.
  private static func camelWords(_ type: String) -> [String] {
    var words: [String] = []
    var wasSmall = false
    for character in type where character.isASCII {
      if !character.isLetter {
        wasSmall = false
        continue
      }
      if words.isEmpty || (character.isUppercase && wasSmall) { words.append("") }
      words[words.count - 1] += character.lowercased()
      wasSmall = character.isLowercase
    }
    return words
  }

  private static func lastComponent(of type: String) -> String {
    type.split(separator: ".").last.map(String.init) ?? type
  }

  // MARK: YAML

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
  }

  /// The text without what YAML does not take: control characters become U+FFFD.
  private static func printable(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x00..<0x09, 0x0B..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        view.append("\u{FFFD}")
      default: view.append(scalar)
      }
    }
    return String(view)
  }
}

extension Rule {
  /// Whether a scan of a log with only this text finds the rule.
  func matches(_ log: String) -> Bool {
    var isFound = false
    // A line feed stands before the first line, as a reader lends it.
    let bytes = [UInt8(ascii: "\n")] + Array(log.utf8) + [UInt8(ascii: "\n")]
    var matcher = LogMatcher(CompiledRules(RuleSet([self]))) { event in
      if case .match = event { isFound = true }
    }
    matcher.begin(source: 0)
    matcher.take(bytes.span, LogChunk(fresh: 1..<bytes.count, byteOffset: 0))
    matcher.end()
    return isFound
  }
}
