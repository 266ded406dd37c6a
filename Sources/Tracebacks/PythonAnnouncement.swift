internal import LogReading

/// The lines that Python writes before a traceback to say where it comes from.
enum PythonAnnouncement {
  /// How many lines right before one announce a traceback.
  static func length(before index: Int, in lines: PrecedingLines) -> Int {
    guard index > 0 else { return 0 }
    switch kind(of: lines.lines[index - 1]) {
    case .whole: return 1
    // `future: <Task …>` under asyncio's sentence, three quotes under the type they quote.
    case .second(let first):
      return index > 1 && kind(of: lines.lines[index - 2]) == .first(first) ? 2 : 0
    case .first, .other: return 0
    }
  }

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
    if line.matches("Task exception was never retrieved", at: 0)
      || line.matches("Future exception was never retrieved", at: 0)
    {
      return .first(.task)
    }
    if line.matches("future: <", at: 0) { return .second(.task) }
    if line.matches("\"\"\"", at: 0) { return .second(.remote) }
    for suffix: StaticString in ["RemoteTraceback:", "RemoteTraceback: "]
    where line.matches(suffix, at: line.count - suffix.utf8CodeUnitCount) {
      return .first(.remote)
    }
    return .other
  }
}
