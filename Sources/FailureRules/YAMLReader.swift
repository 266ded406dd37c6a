internal import CYAML

/// Reads one YAML document with libyaml; the only file that knows of it.
///
/// All scalars are texts; anchors, aliases and tags have no place in a rule file. Nesting is read to
/// a depth of 32.
enum YAMLReader {
  private static let depthLimit = 32

  /// How often a part that cannot be read is left out before the file is given up.
  private static let recoveryLimit = 16

  /// Parses a document.
  ///
  /// A value of the outermost mapping that is no YAML is left out, so that the others are read.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - file: the path that problems name.
  /// - Returns: the document, if there is one, and all that is wrong with it as YAML.
  static func read(_ text: String, file: String) -> (node: YAMLNode?, problems: [RuleProblem]) {
    var entries = YAMLEntries(text)
    var problems: [RuleProblem] = []
    while true {
      var (node, found) = parse(Array(entries.text.utf8), file: file)
      guard let failure = found.failure else {
        if let whole = node { node = entries.markingLost(in: whole) }
        return (node, problems + found.problems)
      }
      // What was noted before the failure is noted again by the next attempt.
      problems.append(failure)
      guard problems.count <= recoveryLimit, entries.leaveOut(line: failure.line) else {
        return (nil, problems + found.problems)
      }
    }
  }

  private static func parse(
    _ bytes: [UInt8], file: String
  ) -> (node: YAMLNode?, found: (failure: RuleProblem?, problems: [RuleProblem])) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      let problem = RuleProblem(
        file: file, line: 1, column: 1, message: "no memory for a YAML parser")
      return (nil, (nil, [problem]))
    }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { input in
      // An empty file may have no address; libyaml wants one.
      withUnsafePointer(to: 0 as UInt8) { empty in
        yaml_parser_set_input_string(&parser, input.baseAddress ?? empty, input.count)
        var events = EventStream(file: file, bytes: bytes)
        do throws(RuleProblem) {
          let node = try events.document(&parser)
          return (node, (nil, events.problems))
        } catch {
          return (nil, (error, events.problems))
        }
      }
    }
  }

  private struct EventStream {
    let file: String
    let bytes: [UInt8]
    /// What does not keep the rest from being read.
    private(set) var problems: [RuleProblem] = []

    init(file: String, bytes: [UInt8]) {
      self.file = file
      self.bytes = bytes
    }

    private enum Event {
      case documentStart, documentEnd, streamStart, streamEnd, alias
      case scalar(String), sequenceStart, sequenceEnd, mappingStart, mappingEnd
    }

    mutating func document(_ parser: inout yaml_parser_t) throws(RuleProblem) -> YAMLNode {
      while true {
        let (event, mark) = try next(&parser)
        switch event {
        case .streamStart, .documentStart: continue
        case .streamEnd, .documentEnd: throw problem("the file is empty", at: mark)
        default:
          let node = try self.node(event, mark, &parser, depth: 0)
          try end(&parser)
          return node
        }
      }
    }

    private mutating func end(_ parser: inout yaml_parser_t) throws(RuleProblem) {
      while true {
        let (event, mark) = try next(&parser)
        switch event {
        case .documentEnd: continue
        case .streamEnd: return
        default:
          note("a second document; a rule file holds one rule", at: mark)
          return
        }
      }
    }

    private mutating func node(
      _ event: Event, _ mark: YAMLNode.Mark, _ parser: inout yaml_parser_t, depth: Int
    ) throws(RuleProblem) -> YAMLNode {
      guard depth < depthLimit else { throw problem("nested too deeply", at: mark) }
      switch event {
      case .scalar(let text): return YAMLNode(value: .scalar(text), mark: mark)
      case .alias: return YAMLNode(value: .lost, mark: mark)
      case .sequenceStart:
        var items: [YAMLNode] = []
        while true {
          let (event, place) = try next(&parser)
          if case .sequenceEnd = event { break }
          items.append(try node(event, place, &parser, depth: depth + 1))
        }
        return YAMLNode(value: .sequence(items), mark: mark)
      case .mappingStart:
        var pairs: [(key: YAMLNode, value: YAMLNode)] = []
        while true {
          let (event, place) = try next(&parser)
          if case .mappingEnd = event { break }
          let key = try node(event, place, &parser, depth: depth + 1)
          let (valueEvent, valuePlace) = try next(&parser)
          pairs.append((key, try node(valueEvent, valuePlace, &parser, depth: depth + 1)))
        }
        return YAMLNode(value: .mapping(pairs), mark: mark)
      default: throw problem("the document ends too early", at: mark)
      }
    }

    private mutating func next(
      _ parser: inout yaml_parser_t
    ) throws(RuleProblem) -> (event: Event, mark: YAMLNode.Mark) {
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { throw failure(of: parser) }
        defer { yaml_event_delete(&event) }
        let mark = YAMLNode.Mark(
          line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
        switch event.type {
        case YAML_STREAM_START_EVENT: return (.streamStart, mark)
        case YAML_STREAM_END_EVENT: return (.streamEnd, mark)
        case YAML_DOCUMENT_START_EVENT: return (.documentStart, mark)
        case YAML_DOCUMENT_END_EVENT: return (.documentEnd, mark)
        case YAML_SCALAR_EVENT:
          check(event.data.scalar.anchor, event.data.scalar.tag, at: mark)
          let bytes = UnsafeBufferPointer(
            start: event.data.scalar.value, count: event.data.scalar.length)
          return (.scalar(String(decoding: bytes, as: UTF8.self)), mark)
        case YAML_SEQUENCE_START_EVENT:
          check(event.data.sequence_start.anchor, event.data.sequence_start.tag, at: mark)
          return (.sequenceStart, mark)
        case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, mark)
        case YAML_MAPPING_START_EVENT:
          check(event.data.mapping_start.anchor, event.data.mapping_start.tag, at: mark)
          return (.mappingStart, mark)
        case YAML_MAPPING_END_EVENT: return (.mappingEnd, mark)
        case YAML_ALIAS_EVENT:
          note("an alias ('*name'); write the value out", at: mark)
          return (.alias, mark)
        default: continue
        }
      }
    }

    private mutating func check(
      _ anchor: UnsafePointer<UInt8>?, _ tag: UnsafePointer<UInt8>?, at mark: YAMLNode.Mark
    ) {
      if anchor != nil {
        note("an anchor ('&name'); write the value out", at: mark)
      }
      if tag != nil {
        note("a tag ('!name'); all values are texts", at: mark)
      }
    }

    private func failure(of parser: yaml_parser_t) -> RuleProblem {
      let reason = parser.problem.map { String(cString: $0) } ?? "not valid YAML"
      // Of a byte that is no text libyaml says the offset only, counted from the beginning.
      if parser.error == YAML_READER_ERROR {
        return problem(
          "not valid YAML: \(reason)", at: YAMLNode.Mark(at: parser.problem_offset, in: bytes))
      }
      let mark = YAMLNode.Mark(
        line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
      let start = YAMLNode.Mark(
        line: Int(parser.context_mark.line) + 1, column: Int(parser.context_mark.column) + 1)
      let hint =
        YAMLHint.hint(for: reason, from: start.line, at: mark, in: bytes).map { "; \($0)" } ?? ""
      // The mapping that a problem stands in says little; a bracket or a quote that is open says all.
      guard let context = parser.context.map({ String(cString: $0) }),
        !context.hasPrefix("while parsing a block")
      else { return problem("not valid YAML: \(reason)\(hint)", at: mark) }
      return problem(
        """
        not valid YAML: \(context) that begins here, \(reason) at \(mark.line):\(mark.column)\(hint)
        """, at: start)
    }

    private mutating func note(_ message: String, at mark: YAMLNode.Mark) {
      // One more than is told says that there is more.
      guard problems.count <= RuleProblem.countLimit else { return }
      problems.append(problem(message, at: mark))
    }

    private func problem(_ message: String, at mark: YAMLNode.Mark) -> RuleProblem {
      RuleProblem(file: file, line: mark.line, column: mark.column, message: message)
    }
  }
}
