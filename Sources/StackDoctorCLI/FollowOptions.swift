internal import ArgumentParser

/// Whether and how logs are followed while they are written.
struct FollowOptions: ParsableArguments {
  @Flag(
    name: [.customLong("follow"), .customShort("f")],
    help: """
      Go on with what is written to the logs or the journal, and with logs that appear, until \
      interrupted.
      """)
  var isOn = false

  @Option(
    help: ArgumentHelp(
      "With --follow, keep in this file what was read, and go on there the next time.",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var state: String?

  @Option(
    help: ArgumentHelp(
      "With --follow, send findings to this socket of the systemd journal instead of writing them.",
      valueName: "socket"),
    completion: .file())
  var journalSocket: String?

  mutating func validate() throws {
    if isOn { return }
    if state != nil { throw ValidationError("'--state' goes with '--follow'.") }
    if journalSocket != nil { throw ValidationError("'--journal-socket' goes with '--follow'.") }
  }
}
