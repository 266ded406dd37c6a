/// The form in which checked rules are embedded in the program: fields in a fixed order, each text
/// preceded by its length in bytes and a colon, each list by its number of elements and a semicolon.
///
/// The form is private to one build: the program that writes it and the one that reads it are compiled
/// together.
package enum RulePack {
  /// Writes a rule.
  package static func pack(_ rule: Rule) -> String {
    var writer = PackWriter()
    writer.text(rule.id.text)
    writer.text(rule.title.source)
    writer.text(rule.severity.rawValue)
    writer.text(rule.status.rawValue)
    writer.text(rule.component)
    writer.condition(rule.condition)
    writer.text(rule.cause.source)
    writer.list(rule.remediation) {
      $0.text($1.text.source)
      $0.optional($1.command?.source)
    }
    writer.list(rule.explains) { $0.text($1.text) }
    writer.list(rule.aliases) { $0.text($1.text) }
    writer.list(rule.supersedes) { $0.text($1.text) }
    writer.list(rule.references) { $0.text($1) }
    writer.text(rule.versions.verified)
    writer.optional(rule.versions.introduced)
    writer.optional(rule.versions.fixedIn)
    writer.list(rule.examples.match) { $0.text($1) }
    writer.list(rule.examples.noMatch) { $0.text($1) }
    writer.text(rule.file)
    return writer.output
  }

  static func unpack(_ packed: StaticString) -> Rule? { rule(PackReader(packed)) }

  /// Reads a rule; nil if the text is not one that ``pack(_:)`` wrote.
  package static func unpack(_ packed: String) -> Rule? {
    var packed = packed
    return packed.withUTF8 { rule(PackReader($0)) }
  }

  private static func rule(_ reader: consuming PackReader) -> Rule? {
    guard let rule = try? reader.rule(), reader.isAtEnd else { return nil }
    return rule
  }
}

extension PackWriter {
  fileprivate mutating func pattern(_ pattern: PatternSource) {
    text(pattern.expression)
    list(pattern.captureNames) { $0.text($1) }
  }

  fileprivate mutating func stretch(_ stretch: Stretch?) {
    switch stretch {
    case nil: list([]) { $0.text($1) }
    case .lines(let count): list(["lines", "\(count)"]) { $0.text($1) }
    case .seconds(let count): list(["seconds", "\(count)"]) { $0.text($1) }
    }
  }

  fileprivate mutating func scope(_ scope: RuleScope) {
    for globs in [scope.services, scope.loggers, scope.sources] {
      list(globs) { $0.text($1.text) }
    }
    list(scope.levels) { $0.text($1.rawValue) }
  }

  fileprivate mutating func condition(_ condition: Condition) {
    switch condition {
    case .signature(.line(let line)):
      text("line")
      pattern(line.pattern)
      list(line.literals) { $0.text($1) }
    case .signature(.traceback(let traceback)):
      text("traceback")
      list(traceback.types) { $0.text($1) }
      text(traceback.position.rawValue)
      list(traceback.message.map { [$0] } ?? []) { $0.pattern($1) }
      list(traceback.frames) {
        $0.optional($1.function)
        $0.optional($1.file)
        $0.optional($1.module)
      }
    case .any(let parts):
      text("any")
      list(parts) { $0.condition($1) }
    case .all(let parts):
      text("all")
      list(parts) { $0.condition($1) }
    case .not(let part):
      text("not")
      self.condition(part)
    case .times(let threshold, let part):
      text("times")
      text("\(threshold.count)")
      stretch(threshold.within)
      self.condition(part)
    case .sequence(let sequence):
      text("sequence")
      list(sequence.steps) { $0.condition($1) }
      text(sequence.key.rawValue)
      stretch(sequence.within)
    case .absence(let absence):
      text("absence")
      self.condition(absence.start)
      self.condition(absence.end)
      text(absence.key.rawValue)
      stretch(absence.within)
    case .scoped(let scope, let part):
      text("scoped")
      self.scope(scope)
      self.condition(part)
    }
  }
}

extension PackReader {
  fileprivate mutating func rule() throws -> Rule {
    guard let id = RuleID(try text()) else { throw PackReader.Malformed() }
    let title = MessageTemplate(try text())
    guard let severity = Severity(rawValue: try text()),
      let status = Rule.Status(rawValue: try text())
    else { throw PackReader.Malformed() }
    return Rule(
      id: id, title: title, severity: severity, status: status, component: try text(),
      condition: try condition(), cause: MessageTemplate(try text()),
      remediation: try list {
        RemediationStep(
          text: MessageTemplate(try $0.text()),
          command: try $0.optional().map { MessageTemplate($0) })
      },
      explains: try ruleIDs(), aliases: try ruleIDs(), supersedes: try ruleIDs(),
      references: try list { try $0.text() },
      versions: Rule.Versions(
        verified: try text(), introduced: try optional(), fixedIn: try optional()),
      examples: RuleExamples(
        match: try list { try $0.text() }, noMatch: try list { try $0.text() }),
      file: try text())
  }

  fileprivate mutating func condition() throws -> Condition {
    switch try text() {
    case "line":
      return .signature(
        .line(LineSignature(pattern: try pattern(), literals: try list { try $0.text() })))
    case "traceback":
      let types = try list { try $0.text() }
      guard let position = TracebackSignature.Position(rawValue: try text()) else {
        throw PackReader.Malformed()
      }
      return .signature(
        .traceback(
          TracebackSignature(
            types: types, position: position, message: try list { try $0.pattern() }.first,
            frames: try list {
              FrameSignature(
                function: try $0.optional(), file: try $0.optional(), module: try $0.optional())
            })))
    case "any": return .any(try list { try $0.condition() })
    case "all": return .all(try list { try $0.condition() })
    case "not": return .not(try condition())
    case "times":
      return .times(Threshold(count: try integer(), within: try stretch()), try condition())
    case "sequence":
      return .sequence(
        SequenceSignature(
          steps: try list { try $0.condition() }, key: try historyKey(), within: try stretch()))
    case "absence":
      return .absence(
        AbsenceSignature(
          start: try condition(), end: try condition(), key: try historyKey(),
          within: try stretch()))
    case "scoped": return .scoped(try scope(), try condition())
    default: throw PackReader.Malformed()
    }
  }

  fileprivate mutating func ruleIDs() throws -> [RuleID] {
    try list {
      guard let id = RuleID(try $0.text()) else { throw PackReader.Malformed() }
      return id
    }
  }

  fileprivate mutating func integer() throws -> Int {
    guard let value = Int(try text()) else { throw PackReader.Malformed() }
    return value
  }

  fileprivate mutating func historyKey() throws -> HistoryKey {
    guard let key = HistoryKey(rawValue: try text()) else { throw PackReader.Malformed() }
    return key
  }

  fileprivate mutating func stretch() throws -> Stretch? {
    let parts = try list { try $0.text() }
    guard parts.count == 2 else { return nil }
    guard let count = Int(parts[1]) else { throw PackReader.Malformed() }
    return parts[0] == "lines" ? .lines(count) : .seconds(count)
  }

  fileprivate mutating func scope() throws -> RuleScope {
    let services = try globs()
    let loggers = try globs()
    let sources = try globs()
    let levels = try list {
      guard let level = RuleScope.Level(rawValue: try $0.text()) else {
        throw PackReader.Malformed()
      }
      return level
    }
    return RuleScope(services: services, loggers: loggers, levels: levels, sources: sources)
  }

  fileprivate mutating func globs() throws -> [Glob] { try list { Glob(try $0.text()) } }

  fileprivate mutating func pattern() throws -> PatternSource {
    PatternSource(expression: try text(), captureNames: try list { try $0.text() })
  }
}
