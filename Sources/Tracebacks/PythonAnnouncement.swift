internal import LogReading

/// The lines that Python writes before a traceback to say where it comes from.
enum PythonAnnouncement {
  /// How many lines right before one announce a traceback.
  static func length(before index: Int, in lines: PrecedingLines) -> Int {
    guard index > 0 else { return 0 }
    switch kind(of: lines.lines[index - 1]) {
    case .whole: return 1
    // What asyncio's sentence is about, line by line; three quotes under the type they quote.
    case .second(let first):
      for above in stride(from: index - 2, through: max(0, index - pairLimit), by: -1) {
        let kind = kind(of: lines.lines[above])
        if kind == .first(first) { return index - above }
        guard kind == .second(first) else { break }
      }
      return 0
    case .first, .other: return 0
    }
  }

  /// The most lines of one announcement.
  private static let pairLimit = 5

  private enum Kind: Equatable {
    case whole
    case first(Pair)
    case second(Pair)
    case other
  }

  private enum Pair: Equatable {
    case task
    case remote
  }

  /// threading.excepthook, sys.unraisablehook, multiprocessing's Process, asyncio's
  /// default_exception_handler, concurrent.futures' _RemoteTraceback.
  private static func kind(of line: TraceLine) -> Kind {
    let line = line.body.span
    if line.matches("Exception in thread ", at: 0) || line.matches("Exception ignored in", at: 0)
      || line.matches("Exception ignored on ", at: 0)
    {
      return .whole
    }
    if line.matches("Process ", at: 0), line.count > 9,
      line[line.count - 1] == UInt8(ascii: ":")
    {
      return .whole
    }
    for sentence in taskSentences where line.matches(sentence, at: 0) { return .first(.task) }
    for name in taskNames where line.matches(name, at: 0) { return .second(.task) }
    if line.matches("\"\"\"", at: 0) { return .second(.remote) }
    for suffix: StaticString in ["RemoteTraceback:", "RemoteTraceback: "]
    where line.matches(suffix, at: line.count - suffix.utf8CodeUnitCount) {
      return .first(.remote)
    }
    return .other
  }

  /// How asyncio's messages to an exception handler begin (asyncio/base_events.py, events.py,
  /// selector_events.py), and the context that it prints under them.
  private static let taskSentences: [StaticString] = [
    "Task exception was never retrieved", "Future exception was never retrieved",
    "Exception in callback ", "Unhandled exception in ", "Fatal error: ", "Fatal read error on ",
    "Fatal write error on ", "Error on transport creation", "unhandled exception during ",
  ]
  private static let taskNames: [StaticString] = [
    "future: <", "handle: <", "task: <", "protocol: <", "transport: <",
  ]
}
