import Foundation
import LogReading

/// What following some paths comes to, as text: steps and what was lent between.
final class FollowedTranscript {
  let follower: LogFollower
  private let directory: String
  private var texts: [Int: String] = [:]
  private var lent: [Int: [UInt8]] = [:]
  /// Where the bytes that were lent last end.
  private(set) var ends: [Int: Int] = [:]

  /// Follows paths of a directory, whose own path is left out of names.
  init(
    _ paths: [String], in directory: String, selection: PathSelection = PathSelection(),
    from places: [LogPlace] = [], ignoring program: String? = nil
  ) {
    self.directory = directory
    follower = LogFollower(
      paths.map { "\(directory)/\($0)" }, selection: selection, from: places,
      ignoring: program)
  }

  /// Reads until the text is the expected one, or a minute has passed; returns what it is.
  func read(until expected: String) -> String {
    let deadline = ContinuousClock.now + .seconds(60)
    repeat {
      for slot in follower.wait(milliseconds: 20) { ask(slot) }
    } while text != expected && ContinuousClock.now < deadline
    return text
  }

  /// Reads until a byte of the first source is the next, or a minute has passed.
  func read(toByte end: Int) {
    let deadline = ContinuousClock.now + .seconds(60)
    while ends[0] != end, ContinuousClock.now < deadline {
      for slot in follower.wait(milliseconds: 20) { ask(slot) }
    }
  }

  /// Reads what is there at once.
  func readOnce() -> String {
    for slot in follower.wait(milliseconds: 0) { ask(slot) }
    return text
  }

  /// The texts of all sources, and what could not be followed.
  var text: String {
    let problems = follower.problems.map { "! \($0.source): \($0.message)\n" }.joined()
    return (problems + texts.sorted { $0.key < $1.key }.map(\.value).joined())
      .replacing(directory + "/", with: "")
  }

  private func ask(_ slot: Int) {
    guard let source = follower.sources[slot] else { return }
    defer { source.rest() }
    while true {
      let step = source.next { bytes, chunk in
        let fresh = bytes.extracting(chunk.fresh).withUnsafeBufferPointer { Array($0) }
        texts[slot, default: ""] += String(decoding: fresh, as: UTF8.self)
        ends[slot] = chunk.byteOffset + fresh.count
      }
      let line: String
      switch step {
      case .idle: return
      case .chunk: continue
      case .begin(let name, _, _):
        let start = source.start
        line = start.line == 1 ? "<\(name)>" : "<\(name)> from line \(start.line)"
      case .goOn(let name, let byteOffset, _): line = "<\(name)> goes on at \(byteOffset)"
      case .problem(let problem): line = "note: \(problem.source): \(problem.message)"
      case .end(let isWhole): line = isWhole ? "." : "…"
      case .finished:
        follower.remove(slot)
        return
      }
      texts[slot, default: ""] += line + "\n"
    }
  }

  /// The place behind what was read of the only log, as if a line began there.
  func place(line: Int) -> LogPlace? {
    guard let (slot, source) = follower.sources.first, let end = ends[slot] else { return nil }
    return source.place(ofByte: end, line: line)
  }
}

extension TemporaryDirectory {
  /// Adds text to a file's end.
  func append(_ text: String, to name: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(path)/\(name)"))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  /// Gives a file another name.
  func rename(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: "\(path)/\(name)", toPath: "\(path)/\(other)")
  }

  /// Removes a file.
  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }

  /// Takes all out of a file.
  func truncate(_ name: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(path)/\(name)"))
    try file.truncate(atOffset: 0)
    try file.close()
  }
}
