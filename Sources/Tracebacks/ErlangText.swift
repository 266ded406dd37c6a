internal import LogReading

/// Takes the lines of Erlang's reports apart.
enum ErlangText {
  // MARK: heads

  /// `=ERROR REPORT==== 21-Nov-2026::13:47:23.884719 ===` of any level.
  static func isAnyHeader(_ body: Span<UInt8>) -> Bool {
    guard body.matches("=", at: 0), let end = body.firstOffset(of: " REPORT==== ") else {
      return false
    }
    return end < 16
  }

  /// The header of a report that may be on a failure.
  static func isErrorHeader(_ body: Span<UInt8>) -> Bool {
    body.matches("=ERROR REPORT==== ", at: 0) || body.matches("=CRASH REPORT==== ", at: 0)
      || body.matches("=SUPERVISOR REPORT==== ", at: 0)
      || body.matches("=CRITICAL REPORT==== ", at: 0)
  }

  /// `error:` alone, behind the time of logger_formatter.erl.
  static func isLevel(_ body: Span<UInt8>) -> Bool {
    (body.matches("error:", at: 0) && body.isBlank(from: 6))
      || (body.matches("critical:", at: 0) && body.isBlank(from: 9))
  }

  /// The first line of a report on a failure.
  static func isHead(_ body: Span<UInt8>) -> Bool {
    if body.matches("** ", at: 0) {
      return
        (body.matches("** Generic server ", at: 0) || body.matches("** State machine ", at: 0)
        || body.matches("** gen_event handler ", at: 0))
        && (body.firstOffset(of: " terminating") != nil || body.firstOffset(of: " crashed.") != nil)
    }
    if body.matches("Error in process <", at: 0) {
      return body.firstOffset(of: " with exit value:") != nil
    }
    let start = body.skippingBlanks(from: 0)
    if body.matches("crasher:", at: start) { return start > 0 && body.isBlank(from: start + 8) }
    if body.matches("Exception during startup:", at: start) {
      return body.isBlank(from: start + 25)
    }
    return isBoot(body)
  }

  /// `{"init terminating in do_boot",{badarith,[…]}}`, and the slogan after it.
  static func isBoot(_ body: Span<UInt8>) -> Bool {
    body.matches("{\"init terminating in do_boot\",", at: 0)
      || body.matches("init terminating in do_boot (", at: 0)
      || body.matches("Runtime terminating during boot (", at: 0)
  }

  /// A line that can stand inside a report.
  static func continues(_ body: Span<UInt8>) -> Bool {
    body.matches("** ", at: 0) || body.matches("  ", at: 0) || body.matches(" {", at: 0)
      || body.matches(" [{", at: 0)
  }

  /// Whether a field's name stands at an offset, its first letter left out.
  static func isField(_ body: Span<UInt8>, _ name: StaticString, at offset: Int) -> Bool {
    body.matches(name, at: offset)
  }

  /// The end of `exception error: `, `exception exit: ` or `exception throw: `.
  static func exceptionEnd(in body: Span<UInt8>) -> Int? {
    guard let start = body.firstOffset(of: "exception "),
      start == 0 || body[start - 1] <= UInt8(ascii: " ")
    else { return nil }
    for kind: StaticString in ["error: ", "exit: ", "throw: "]
    where body.matches(kind, at: start + 10) {
      return start + 10 + kind.utf8CodeUnitCount
    }
    return nil
  }

  // MARK: calls

  /// `in function  stock:price/1 (stock.erl, line 9)`.
  static func isCall(_ body: Span<UInt8>) -> Bool {
    guard let start = callStart(in: body) else { return false }
    if body.firstOffset(of: "in operator  ") != nil {
      return body.firstOffset(of: UInt8(ascii: "/"), from: start) != nil
    }
    // The arity, maybe behind a quoted name.
    var index = start
    while let slash = body.firstOffset(of: UInt8(ascii: "/"), from: index) {
      let end = body.skippingDigits(from: slash + 1)
      if end > slash + 1, body.isBlank(from: end) || body.matches(" (", at: end) { return true }
      index = slash + 1
    }
    return false
  }

  /// Where the function begins in such a line.
  private static func callStart(in body: Span<UInt8>) -> Int? {
    let start = body.skippingBlanks(from: 0)
    guard start > 0 else { return nil }
    for text: StaticString in ["in function  ", "in call from ", "in operator  "]
    where body.matches(text, at: start) {
      return start + text.utf8CodeUnitCount
    }
    return nil
  }

  /// The module, function and arity of the first tuple of a list of calls,
  /// `{stock,price,1,[{file,"stock.erl"},{line,9}]}`; the rest may stand in the next line.
  static func term(in body: Span<UInt8>) -> Range<Int>? {
    var index = 0
    while let open = body.firstOffset(of: UInt8(ascii: "{"), from: index) {
      index = open + 1
      guard let module = atomEnd(in: body, from: index), body.matches(",", at: module),
        let function = atomEnd(in: body, from: module + 1), body.matches(",", at: function)
      else { continue }
      let arity = body.skippingDigits(from: function + 1)
      if arity > function + 1 {
        guard body.matches(",", at: arity) else { continue }
        if body.matches("[]}", at: arity + 1) || body.matches("[{file,", at: arity + 1)
          || body.matches("[{error_info,", at: arity + 1) || body.isBlank(from: arity + 1)
        {
          return index..<arity
        }
      } else if body.matches("[", at: function + 1) || body.isBlank(from: function + 1) {
        // The arguments in the arity's place: such a tuple may be anything but for where it stands.
        let rest = body.extracting(function..<body.count)
        if body.skippingBlanks(from: 0) == open
          || (open > 0 && body[open - 1] == UInt8(ascii: "[")),
          rest.count < 2 || rest.isBlank(from: 1) || rest.firstOffset(of: "],[]}") != nil
            || rest.firstOffset(of: "],[{file,") != nil
            || rest.firstOffset(of: "],[{error_info,") != nil
            || rest.matches(",", at: rest.trimmedEnd - 1)
        {
          return index..<function
        }
      }
    }
    return nil
  }

  /// `[{file,"stock.erl"},{line,9}]}` on a line of its own, under the rest of its call.
  static func isPlace(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    return start > 0 && body.matches("[{file,\"", at: start)
  }

  /// The end of an atom, which may be quoted.
  private static func atomEnd(in body: Span<UInt8>, from start: Int) -> Int? {
    guard start < body.count else { return nil }
    if body[start] == UInt8(ascii: "'") {
      var index = start + 1
      while index < body.count, body[index] != UInt8(ascii: "'"), index - start < 256 {
        index += body[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return body.matches("'", at: index) ? index + 1 : nil
    }
    guard body[start] >= UInt8(ascii: "a"), body[start] <= UInt8(ascii: "z") else { return nil }
    var end = start
    while end < body.count, body[end].isWord || body[end] == UInt8(ascii: "@") { end += 1 }
    return end
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    if let start = callStart(in: line) {
      let end = line.trimmedEnd
      guard let open = line.firstOffset(of: " ("), open > start else {
        return FrameParts(file: end..<end, function: start..<max(start, end))
      }
      var file = open + 2
      while file < end, line[file] != UInt8(ascii: ","), line[file] != UInt8(ascii: ")") {
        file += 1
      }
      let number = line.matches(", line ", at: file) ? line.number(at: file + 7) : 0
      return FrameParts(file: (open + 2)..<file, line: number, function: start..<open)
    }
    guard let function = term(in: line) else {
      // `    rabbit:start/2, line 123` of RabbitMQ's boot.
      let start = line.skippingBlanks(from: 0)
      guard let comma = line.firstOffset(of: ", line "), comma > start else { return nil }
      return FrameParts(
        file: start..<start, line: line.number(at: comma + 7), function: start..<comma)
    }
    // The place, unless the next call comes first.
    let rest = text.extracting(function.upperBound..<min(text.count, function.upperBound + 512))
    guard let file = rest.firstOffset(of: "{file,\"") else {
      return FrameParts(file: function.upperBound..<function.upperBound, function: function)
    }
    let start = function.upperBound + file + 7
    guard let quote = text.firstOffset(of: UInt8(ascii: "\""), from: start) else { return nil }
    var number = 0
    if text.matches("},{line,", at: quote + 1) { number = text.number(at: quote + 9) }
    return FrameParts(file: start..<quote, line: number, function: function)
  }

  // MARK: errors

  /// The offset after the blanks and equals signs that begin at `start`.
  static func equalsEnd(in body: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < body.count,
      body[index] == UInt8(ascii: "=") || body[index] == UInt8(ascii: " ")
    {
      index += 1
    }
    return index
  }

  /// What stands before a reason.
  private static let reasonHeads: [StaticString] = [
    "** Reason for termination ==", "** Reason for termination =", "** Reason ==", "** ",
    "reason:", "Reason:", "{\"init terminating in do_boot\",", "init terminating in do_boot (",
    "Runtime terminating during boot (",
  ]

  /// The reason's atom is the type, as `badarith` in `{badarith,[…]}`; a text made of it has none.
  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    let lineEnd = text.firstOffset(of: UInt8(ascii: "\n")) ?? text.count
    let line = text.extracting(0..<lineEnd)
    var start = line.skippingBlanks(from: 0)
    if let end = exceptionEnd(in: line), !line.matches("{", at: start) { return (end..<end, end) }
    for head in reasonHeads where line.matches(head, at: start) {
      start = line.skippingBlanks(from: start + head.utf8CodeUnitCount)
      break
    }
    for kind: StaticString in ["error:", "exit:", "throw:"] where line.matches(kind, at: start) {
      start = line.skippingBlanks(from: start + kind.utf8CodeUnitCount)
      break
    }
    var index = start
    // A sentence may stand before the term.
    if start < line.count, line[start] != UInt8(ascii: "{"), line[start] != UInt8(ascii: "["),
      atomEnd(in: line, from: start).map({ !line.isBlank(from: $0) }) ?? true,
      let brace = line.firstOffset(of: UInt8(ascii: "{"), from: start)
    {
      index = brace
      if brace > 0, line[brace - 1] == UInt8(ascii: "[") {
        // The calls: the reason may stand before them with its class.
        let sentence = line.extracting(start..<brace)
        guard let colon = sentence.firstOffset(of: "error:"), sentence.count > colon + 6 else {
          return (start..<start, start)
        }
        index = start + colon + 6
      }
    }
    while index < line.count, line[index] == UInt8(ascii: "{") { index += 1 }
    guard var end = atomEnd(in: line, from: index) else { return (start..<start, start) }
    if line[index] == UInt8(ascii: "'") { (index, end) = (index + 1, end - 1) }
    return (index..<max(index, end), start)
  }
}
