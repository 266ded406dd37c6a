import LogReading
import Testing

extension LogFeed {
  /// All steps, one a line, with what was lent between; a directory's path is left out of names.
  static func transcript(
    _ paths: [String], in directory: String, selection: PathSelection = PathSelection(),
    limits: ArchiveLimits = ArchiveLimits()
  ) -> String {
    let walk = SourceWalk(paths: paths.map { "\(directory)/\($0)" }, selection: selection)
    let feed = LogFeed(walk.sources, selection: selection, limits: limits)
    var text = ""
    var lent: [UInt8] = []
    while true {
      let step = feed.next(waiting: 0) { bytes, chunk in
        bytes.extracting(chunk.fresh).withUnsafeBufferPointer { lent += $0 }
      }
      if step == .chunk { continue }
      // Of a long log, the beginning and the size are enough.
      text +=
        lent.count > 400
        ? "\(lent.count) bytes\n" : String(decoding: lent, as: UTF8.self)
      if !lent.isEmpty, text.last != "\n" { text += "¬\n" }
      lent.removeAll()
      if step == .finished { break }
      text += line(for: step).replacing(directory + "/", with: "") + "\n"
    }
    return text
  }

  private static func line(for step: Step) -> String {
    switch step {
    case .begin(let name, let current, _):
      name == current ? "<\(name)>" : "<\(name)> of \(current)"
    case .goOn(let name, let byteOffset, _): "<\(name)> goes on at \(byteOffset)"
    case .problem(let problem):
      "\(problem.kind == .failure ? "!" : "note:") \(problem.source): \(problem.message)"
    case .end(let isWhole): isWhole ? "." : "…"
    case .chunk, .idle, .finished: "\(step)"
    }
  }
}
