internal import LogReading

/// The reports of crashes in C and C++, whatever tool or library wrote them.
///
/// Each tool has a grammar of its own; this one asks them all.
struct CGrammar {
  private static let tools: [any TraceGrammar.Type] = [
    SanitizerGrammar.self, ValgrindGrammar.self, CrashGrammar.self, DebuggerGrammar.self,
    KernelGrammar.self,
  ]
}

extension CGrammar: TraceGrammar {
  static let signs = tools.flatMap { $0.signs }
  static let isMarkedByCalls = true
  static let reach = tools.reduce(0) { max($0, $1.reach) }

  static func isSign(_ body: Span<UInt8>) -> Bool {
    for tool in tools where tool.isSign(body) { return true }
    return false
  }

  static func beginning(in lines: PrecedingLines) -> TraceBeginning? {
    guard let sign = lines.lines.last else { return nil }
    for tool in tools where tool.isSign(sign.body.span) {
      if let beginning = tool.beginning(in: lines) { return beginning }
    }
    return nil
  }

  static func isFrame(_ body: Span<UInt8>) -> Bool {
    for tool in tools where tool.isFrame(body) { return true }
    return false
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    for tool in tools {
      if let frame = tool.frame(in: text) { return frame }
    }
    return nil
  }

  static func error(in text: Span<UInt8>) -> (type: Range<Int>, message: Int) {
    for tool in tools {
      let error = tool.error(in: text)
      if !error.type.isEmpty { return error }
    }
    return (0..<0, 0)
  }

  /// Never asked: ``beginning(in:)`` hands out the tools' own grammars.
  mutating func take(_ body: Span<UInt8>, belongs: Bool) -> LineVerdict { .rejected }
  var isWhole: Bool { false }
}
