internal import FailureRules
internal import Findings
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where a followed scan keeps what the next one needs: replaced as a whole, in two steps.
///
/// The first one takes the time that the disk needs; what is told between them is told twice only if the
/// program is killed right there.
struct StateFile {
  private let file: OutputFile

  init(path: String) { file = OutputFile(path: path) }

  /// The state that was kept last; nil if there is none yet.
  ///
  /// What cannot be used ends the program.
  func load() -> FollowState? {
    if let reason = file.obstacle() {
      tell("the state cannot be written: \(reason)")
      StackDoctorCommand.exit(.unreadable)
    }
    guard OutputFile.size(of: file.path) > 0 else { return nil }
    do {
      let text = try TextFile.read(file.path, sizeLimit: FollowStateFile.sizeLimit + 1)
      guard text.utf8.count <= FollowStateFile.sizeLimit else {
        fail("has more than \(FollowStateFile.sizeLimit) bytes, expected that many at most")
      }
      return try FollowStateFile.state(in: text)
    } catch {
      fail("\(error)")
    }
  }

  /// Writes a state beside the file; false if that fails, which is told.
  func prepare(_ state: FollowState) -> Bool {
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let reason = OutputFile.write(
      FollowStateFile.text(of: state), to: descriptor, isDurable: true)
    if let reason { tell("the state cannot be written: \(reason)") }
    return reason == nil
  }

  /// Puts what was prepared in the file's place; false if that fails, which is told.
  func commit() -> Bool {
    if rename(draft, file.target) == 0 { return true }
    tell("the state cannot be written: \(OutputFile.reason())")
    return false
  }

  /// Always the same, so that nothing is left behind where the program is killed again and again.
  private var draft: String { file.target + ".part" }

  private func fail(_ message: String) -> Never {
    tell(message)
    StackDoctorCommand.exit(.usage)
  }

  private func tell(_ message: String) { StandardStream.tell("\(file.path): \(message)") }
}
