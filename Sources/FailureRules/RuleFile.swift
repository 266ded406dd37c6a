/// One rule file: its rule, if it can be used, and everything that is wrong with it.
package struct RuleFile: Sendable {
  package let rule: Rule?
  package let problems: [RuleProblem]
  /// The path that problems name.
  package let file: String
  /// Every value that stands in the file, also where the rule cannot be used.
  package let values: [RuleValue]
  /// Whether nothing could be read, rather than read and found wrong.
  package let isUnreadable: Bool

  /// The largest file that is read, in bytes.
  package static let sizeLimit = 1 << 20

  /// Reads the text of a rule file.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - file: the path that problems name; below a directory `rules`, its last two components must
  ///     be the rule's component and id.
  package init(text: String, file: String) {
    if let problem = RuleProblem(ofSize: text.utf8.count, file: file) {
      self.init(file, problems: [problem])
      return
    }
    let (node, unreadable) = YAMLReader.read(text, file: file)
    guard let node else {
      self.init(file, problems: unreadable.told)
      return
    }
    var decoder = RuleDecoder(file: file)
    let rule = decoder.rule(from: node)
    let values = node.values()
    Self.checkNames(values, &decoder)
    Self.checkTemplates(&decoder)
    self.init(file, rule, values, problems: (unreadable + decoder.problems).told)
  }

  /// Reads the bytes of a rule file.
  init(bytes: [UInt8], file: String) {
    if let problem = RuleProblem(ofBytes: bytes, file: file) {
      self.init(file, problems: [problem])
    } else {
      self.init(text: String(decoding: bytes, as: UTF8.self), file: file)
    }
  }

  /// A file, or a directory of them, that cannot be read.
  init(unreadable path: String, _ failure: TextFile.Failure) {
    self.init(path, problems: [RuleProblem(unreadable: path, failure)], isUnreadable: true)
  }

  private init(
    _ file: String, _ rule: Rule? = nil, _ values: [RuleValue] = [], problems: [RuleProblem],
    isUnreadable: Bool = false
  ) {
    self.file = file
    self.values = values
    self.problems = problems
    self.rule = problems.isEmpty ? rule : nil
    self.isUnreadable = isUnreadable
  }

  /// The value at a path of keys; nil if there is none.
  package func value(at path: String) -> RuleValue? { values.first { $0.path == path } }

  /// The id and the component must be what the file and its folder are called, below a directory
  /// `rules`; a rule of one's own may lie anywhere.
  private static func checkNames(_ values: [RuleValue], _ decoder: inout RuleDecoder) {
    let components = decoder.file.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    guard components.count > 2, components[components.count - 3] == "rules",
      let name = components.last
    else { return }
    let folder = components[components.count - 2]
    for value in values {
      guard let text = value.text, !text.isEmpty else { continue }
      let mark = YAMLNode.Mark(line: value.line, column: value.column)
      if value.path == "id", RuleID(text) != nil, name != "\(text).yaml" {
        decoder.report("'id' is '\(text)', expected the file's name '\(name)'", at: mark)
      }
      if value.path == "component", folder != text {
        decoder.report("'component' is '\(text)', expected the folder's name '\(folder)'", at: mark)
      }
    }
  }

  /// Every placeholder must name a capture, have words where the capture may be missing, and stand
  /// outside quotes in a command: there it becomes a quoted word of its own.
  private static func checkTemplates(_ decoder: inout RuleDecoder) {
    // Of a signature that cannot be read nobody knows the captures.
    let certain = decoder.signature?.certainCaptures
    let possible = decoder.signature?.possibleCaptures
    for (template, path, isCommand, mark) in decoder.templateMarks {
      var before = ""
      for segment in template.segments {
        switch segment {
        case .text(let text): before += text
        case .capture(let name, let fallback):
          if let possible, !possible.contains(name) {
            let guess = Spelling.closest(to: name, among: possible.sorted())
            decoder.report(
              """
              '\(path)' names '{\(name)}', which is no capture of the signature, expected \
              \(possible.isEmpty ? "none" : "one of \(Self.list(possible))")\
              \(guess.map { " (did you mean '{\($0)}'?)" } ?? "")
              """, at: mark)
          } else if let certain, !certain.contains(name), fallback == nil {
            decoder.report(
              """
              '\(path)' names '{\(name)}', which is not set by every alternative of the signature; \
              give words for then: '{\(name)|…}'
              """, at: mark)
          }
          if isCommand, ShellWord.endsInsideQuotes(before) {
            decoder.report(
              "'\(path)' has '{\(name)}' inside quotes; it becomes a quoted word by itself",
              at: mark)
          }
          before += "x"
        }
      }
    }
  }

  private static func list(_ names: Set<String>) -> String {
    names.sorted().map { "{\($0)}" }.joined(separator: ", ")
  }
}
