/// Turns the YAML of one rule file into a rule, noting everything that is wrong with it on the way.
struct RuleDecoder {
  let file: String
  private(set) var problems: [RuleProblem] = []

  /// The marks of texts that are checked further once the whole rule is known.
  private(set) var templateMarks:
    [(template: MessageTemplate, path: String, isCommand: Bool, mark: YAMLNode.Mark)] =
      []
  /// What the rule's signature says, if it can be read as a whole.
  var signature: Condition?

  init(file: String) {
    self.file = file
  }

  /// The rule; nil if something that a rule cannot do without is missing or wrong.
  mutating func rule(from node: YAMLNode) -> Rule? {
    guard
      var fields = mapping(
        node, path: "",
        keys: [
          "id", "title", "severity", "status", "component", "scope", "signature", "cause",
          "remediation", "explains", "aliases", "supersedes", "references", "versions", "examples",
        ])
    else { return nil }
    let id = fields.required("id", &self).flatMap { ruleID($0, path: "id") }
    let title = fields.required("title", &self).flatMap { template($0, path: "title") }
    let severity = fields.required("severity", &self).flatMap {
      choice($0, path: "severity", as: Severity.self)
    }
    let status = fields.required("status", &self).flatMap {
      choice($0, path: "status", as: Rule.Status.self)
    }
    let component = fields.required("component", &self).flatMap { text($0, path: "component") }
    let scope = fields.optional("scope").flatMap { self.scope($0, path: "scope") }
    let condition = fields.required("signature", &self).flatMap {
      rootCondition($0)
    }
    let cause = fields.required("cause", &self).flatMap { template($0, path: "cause") }
    let remediation = fields.required("remediation", &self).flatMap {
      list($0, path: "remediation") { $0.step($1, path: $2) }
    }
    let explains = ruleIDs("explains", in: fields)
    let aliases = ruleIDs("aliases", in: fields)
    let supersedes = ruleIDs("supersedes", in: fields)
    let references = fields.required("references", &self).flatMap {
      list($0, path: "references") { $0.text($1, path: $2) }
    }
    let versions = fields.required("versions", &self).flatMap { self.versions($0) }
    let examples = fields.required("examples", &self).flatMap { self.examples($0) }

    guard let id, let title, let severity, let status, let component, let condition, let cause,
      let remediation, let references, let versions, let examples
    else { return nil }
    return Rule(
      id: id, title: title, severity: severity, status: status, component: component,
      condition: scope.map { condition.scoped(by: $0) } ?? condition, cause: cause,
      remediation: remediation, explains: explains, aliases: aliases, supersedes: supersedes,
      references: references, versions: versions, examples: examples, file: file)
  }

  // MARK: parts of a rule

  private mutating func step(_ node: YAMLNode, path: String) -> RemediationStep? {
    guard var fields = mapping(node, path: path, keys: ["text", "command"]) else { return nil }
    let text = fields.required("text", &self).flatMap { template($0, path: path + ".text") }
    let command = fields.optional("command").flatMap {
      template($0, path: path + ".command", isCommand: true)
    }
    return text.map { RemediationStep(text: $0, command: command) }
  }

  private mutating func versions(_ node: YAMLNode) -> Rule.Versions? {
    guard
      var fields = mapping(node, path: "versions", keys: ["introduced", "fixed-in", "verified"])
    else { return nil }
    let verified = fields.required("verified", &self).flatMap {
      text($0, path: "versions.verified")
    }
    let introduced = fields.optional("introduced").flatMap { text($0, path: "versions.introduced") }
    let fixedIn = fields.optional("fixed-in").flatMap { text($0, path: "versions.fixed-in") }
    return verified.map { Rule.Versions(verified: $0, introduced: introduced, fixedIn: fixedIn) }
  }

  private mutating func examples(_ node: YAMLNode) -> RuleExamples? {
    guard var fields = mapping(node, path: "examples", keys: ["match", "no-match"]) else {
      return nil
    }
    let match = fields.required("match", &self).flatMap { texts($0, path: "examples.match") }
    let noMatch = fields.required("no-match", &self).flatMap {
      texts($0, path: "examples.no-match")
    }
    guard let match, let noMatch else { return nil }
    return RuleExamples(match: match, noMatch: noMatch)
  }

  // MARK: kinds of values

  /// Whether no further problem is told; one more than the limit says that there is more.
  private var isFull: Bool { problems.count > RuleProblem.countLimit }

  mutating func report(_ message: @autoclosure () -> String, at mark: YAMLNode.Mark) {
    guard !isFull else { return }
    problems.append(
      RuleProblem(file: file, line: mark.line, column: mark.column, message: message()))
  }

  mutating func text(_ node: YAMLNode, path: String) -> String? {
    if node.isLost { return nil }
    guard let text = node.scalar else {
      report("'\(path)' is \(node.kind), expected a text", at: node.mark)
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      report("'\(path)' is empty", at: node.mark)
      return nil
    }
    return text
  }

  private mutating func template(
    _ node: YAMLNode, path: String, isCommand: Bool = false
  ) -> MessageTemplate? {
    guard var text = text(node, path: path) else { return nil }
    // YAML's folded and literal blocks end with a line feed that is no part of the words.
    while text.last?.isNewline == true { text.removeLast() }
    let template = MessageTemplate(text)
    templateMarks.append((template, path, isCommand, node.mark))
    return template
  }

  private mutating func ruleIDs(_ key: String, in fields: Fields) -> [RuleID] {
    fields.optional(key).flatMap { list($0, path: key) { $0.ruleID($1, path: $2) } } ?? []
  }

  mutating func ruleID(_ node: YAMLNode, path: String) -> RuleID? {
    guard let text = text(node, path: path) else { return nil }
    guard let id = RuleID(text) else {
      report(
        "'\(path)' is '\(text)', expected lower-case words joined by hyphens, component first",
        at: node.mark)
      return nil
    }
    return id
  }

  mutating func choice<Choice>(
    _ node: YAMLNode, path: String, as type: Choice.Type
  ) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = text(node, path: path) else { return nil }
    if let value = Choice(rawValue: text) { return value }
    let names = Choice.allCases.map(\.rawValue)
    report(
      "'\(path)' is '\(text)', expected one of \(names.joined(separator: ", "))\(Self.guess(text, names))",
      at: node.mark)
    return nil
  }

  private static func guess(_ word: String, _ candidates: [String]) -> String {
    Spelling.closest(to: word, among: candidates).map { " (did you mean '\($0)'?)" } ?? ""
  }

  /// A text, or a list of texts.
  mutating func texts(_ node: YAMLNode, path: String) -> [String]? {
    if case .scalar = node.value { return text(node, path: path).map { [$0] } }
    return list(node, path: path) { $0.text($1, path: $2) }
  }

  mutating func list<Element>(
    _ node: YAMLNode, path: String,
    element: (inout RuleDecoder, YAMLNode, String) -> Element?
  ) -> [Element]? {
    if node.isLost { return nil }
    guard case .sequence(let items) = node.value else {
      report("'\(path)' is \(node.kind), expected a list", at: node.mark)
      return nil
    }
    if items.isEmpty { report("'\(path)' is empty", at: node.mark) }
    return items.enumerated().compactMap { element(&self, $0.element, "\(path)[\($0.offset)]") }
  }

  /// The values of a mapping by key; unknown and repeated keys are reported.
  mutating func mapping(_ node: YAMLNode, path: String, keys: [String]) -> Fields? {
    if node.isLost { return nil }
    guard case .mapping(let pairs) = node.value else {
      let name = path.isEmpty ? "the rule" : "'\(path)'"
      report("\(name) is \(node.kind), expected a mapping", at: node.mark)
      return nil
    }
    var fields = Fields(path: path, mark: node.mark)
    for (key, value) in pairs {
      guard let name = key.scalar else {
        report("a key is \(key.kind), expected a text", at: key.mark)
        continue
      }
      guard keys.contains(name) else {
        // A guess takes its time; a hostile file has as many keys as it likes.
        fields.strangers.append(isFull ? nil : Spelling.closest(to: name, among: keys))
        report(
          """
          unknown key '\(fields.path(of: name))'\(Self.guess(name, keys)), expected \
          \(keys.joined(separator: ", "))
          """, at: key.mark)
        continue
      }
      guard fields.values[name] == nil else {
        report("the key '\(fields.path(of: name))' stands here for the second time", at: key.mark)
        continue
      }
      fields.values[name] = value
    }
    return fields
  }

  /// The values of one mapping.
  struct Fields {
    let path: String
    let mark: YAMLNode.Mark
    fileprivate(set) var values: [String: YAMLNode] = [:]
    /// The unknown keys, of which a problem tells already, as what they were meant to be.
    fileprivate(set) var strangers: [String?] = []

    mutating func required(_ key: String, _ decoder: inout RuleDecoder) -> YAMLNode? {
      if let value = values[key] { return value }
      guard !strangers.contains(key) else { return nil }
      decoder.report("the key '\(self.path(of: key))' is missing", at: mark)
      return nil
    }

    func optional(_ key: String) -> YAMLNode? { values[key] }

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
  }
}
