internal import CYAML

/// Reads one YAML document with libyaml; the only file that knows of it.
///
/// All scalars are texts; anchors, aliases and tags have no place in a rule file. Nesting is read to
/// a depth of 32.
enum YAMLReader {
  private static let depthLimit = 32

  /// Parses a document.
  ///
  /// - Throws: ``RuleProblem`` with the place that libyaml names.
  static func read(_ text: String, file: String) throws(RuleProblem) -> YAMLNode {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      throw RuleProblem(file: file, line: 1, column: 1, message: "no memory for a YAML parser")
    }
    defer { yaml_parser_delete(&parser) }
    let bytes = Array(text.utf8)
    let result: Result<YAMLNode, RuleProblem> = bytes.withUnsafeBufferPointer { input in
      yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
      var events = EventStream(file: file, bytes: bytes)
      do throws(RuleProblem) { return .success(try events.document(&parser)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private struct EventStream {
    let file: String
    let bytes: [UInt8]

    private enum Event {
      case documentStart, documentEnd, streamStart, streamEnd
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

    private func end(_ parser: inout yaml_parser_t) throws(RuleProblem) {
      while true {
        let (event, mark) = try next(&parser)
        switch event {
        case .documentEnd: continue
        case .streamEnd: return
        default: throw problem("a second document; a rule file holds one rule", at: mark)
        }
      }
    }

    private func node(
      _ event: Event, _ mark: YAMLNode.Mark, _ parser: inout yaml_parser_t, depth: Int
    ) throws(RuleProblem) -> YAMLNode {
      guard depth < depthLimit else { throw problem("nested too deeply", at: mark) }
      switch event {
      case .scalar(let text): return YAMLNode(value: .scalar(text), mark: mark)
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

    private func next(
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
          try check(event.data.scalar.anchor, event.data.scalar.tag, at: mark)
          let bytes = UnsafeBufferPointer(
            start: event.data.scalar.value, count: event.data.scalar.length)
          return (.scalar(String(decoding: bytes, as: UTF8.self)), mark)
        case YAML_SEQUENCE_START_EVENT:
          try check(event.data.sequence_start.anchor, event.data.sequence_start.tag, at: mark)
          return (.sequenceStart, mark)
        case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, mark)
        case YAML_MAPPING_START_EVENT:
          try check(event.data.mapping_start.anchor, event.data.mapping_start.tag, at: mark)
          return (.mappingStart, mark)
        case YAML_MAPPING_END_EVENT: return (.mappingEnd, mark)
        case YAML_ALIAS_EVENT:
          throw problem("an alias ('*name'); write the value out", at: mark)
        default: continue
        }
      }
    }

    private func check(
      _ anchor: UnsafePointer<UInt8>?, _ tag: UnsafePointer<UInt8>?, at mark: YAMLNode.Mark
    ) throws(RuleProblem) {
      if anchor != nil { throw problem("an anchor ('&name'); write the value out", at: mark) }
      if tag != nil { throw problem("a tag ('!name'); all values are texts", at: mark) }
    }

    private func failure(of parser: yaml_parser_t) -> RuleProblem {
      let reason = parser.problem.map { String(cString: $0) } ?? "not valid YAML"
      // Of a byte that is no text libyaml says the offset only, counted from the beginning.
      let mark =
        parser.error == YAML_READER_ERROR
        ? place(at: parser.problem_offset)
        : YAMLNode.Mark(
          line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
      return problem("not valid YAML: \(reason)", at: mark)
    }

    private func place(at offset: Int) -> YAMLNode.Mark {
      let before = bytes.prefix(offset)
      let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return YAMLNode.Mark(
        line: line.count, column: String(decoding: line.last ?? [], as: UTF8.self).count + 1)
    }

    private func problem(_ message: String, at mark: YAMLNode.Mark) -> RuleProblem {
      RuleProblem(file: file, line: mark.line, column: mark.column, message: message)
    }
  }
}
