/// One rule file: its rule, if it can be used, and everything that is wrong with it.
package struct RuleFile: Sendable {
  package let rule: Rule?
  package let problems: [RuleProblem]

  /// The largest file that is read, in bytes.
  package static let sizeLimit = 1 << 20

  /// Reads the text of a rule file.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - file: the path that problems name; below a directory `rules`, its last two components must
  ///     be the rule's component and id.
  package init(text: String, file: String) {
    var decoder = RuleDecoder(file: file)
    guard text.utf8.count <= Self.sizeLimit else {
      rule = nil
      problems = [
        RuleProblem(
          file: file, line: 1, column: 1,
          message: "the file has \(text.utf8.count) bytes, expected \(Self.sizeLimit) at most")
      ]
      return
    }
    do throws(RuleProblem) {
      let node = try YAMLReader.read(text, file: file)
      guard let rule = decoder.rule(from: node) else {
        self.rule = nil
        problems = decoder.problems
        return
      }
      Self.check(rule, at: node.mark, &decoder)
      Self.checkTemplates(of: rule, &decoder)
      problems = decoder.problems
      self.rule = problems.isEmpty ? rule : nil
    } catch {
      rule = nil
      problems = [error]
    }
  }

  init(problem: RuleProblem) {
    rule = nil
    problems = [problem]
  }

  private static func check(_ rule: Rule, at mark: YAMLNode.Mark, _ decoder: inout RuleDecoder) {
    // A rule of one's own may lie anywhere.
    let components = rule.file.split(separator: "/")
    guard components.count > 2, components[components.count - 3] == "rules",
      let name = components.last
    else { return }
    if name != "\(rule.id).yaml" {
      decoder.report("'id' is '\(rule.id)', expected the file's name '\(name)'", at: mark)
    }
    let folder = components[components.count - 2]
    if folder != rule.component {
      decoder.report(
        "'component' is '\(rule.component)', expected the folder's name '\(folder)'", at: mark)
    }
  }

  /// Every placeholder must name a capture, have words where the capture may be missing, and stand
  /// outside quotes in a command: there it becomes a quoted word of its own.
  private static func checkTemplates(of rule: Rule, _ decoder: inout RuleDecoder) {
    let certain = rule.condition.certainCaptures
    let possible = rule.condition.possibleCaptures
    for (template, isCommand, mark) in decoder.templateMarks {
      var before = ""
      for segment in template.segments {
        switch segment {
        case .text(let text): before += text
        case .capture(let name, let fallback):
          if !possible.contains(name) {
            let guess = Spelling.closest(to: name, among: possible.sorted())
            decoder.report(
              """
              '{\(name)}' is no capture of the signature\
              \(guess.map { " (did you mean '{\($0)}'?)" } ?? "")
              """, at: mark)
          } else if !certain.contains(name), fallback == nil {
            decoder.report(
              """
              '{\(name)}' is not set by every alternative of the signature; \
              give words for then: '{\(name)|…}'
              """, at: mark)
          }
          if isCommand, ShellWord.endsInsideQuotes(before) {
            decoder.report(
              "'{\(name)}' stands inside quotes; it becomes a quoted word by itself", at: mark)
          }
          before += "x"
        }
      }
    }
  }
}
