#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Asks the shell whether it can parse a command, which is never run.
struct ShellSyntax {
  /// What a shell says of a command.
  enum Answer: Equatable {
    case fine
    case wrong(String)
    /// As many commands as the limit allows have been asked about.
    case notAsked
  }

  private var known: [String: Answer] = [:]
  private let limit: Int

  /// Takes the most commands that a shell is asked about.
  init(limit: Int) { self.limit = limit }

  /// What `/bin/sh -n` says of a command on its standard input.
  mutating func answer(to command: String) -> Answer {
    if Self.isPlain(command) { return .fine }
    if let answer = known[command] { return answer }
    guard known.count < limit else { return .notAsked }
    let answer = Self.ask(command).map(Answer.wrong) ?? .fine
    known[command] = answer
    return answer
  }

  /// Words of the shell that do not stand for themselves.
  private static let reserved: Set<Substring> = [
    "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select",
    "then", "until", "while",
  ]
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _@%+=:,./-".utf8)

  /// Whether a command is nothing but words; most are, and no shell need be asked.
  private static func isPlain(_ command: String) -> Bool {
    command.utf8.allSatisfy(plain.contains)
      && !command.split(separator: " ").contains(where: reserved.contains)
  }

  private static func ask(_ command: String) -> String? {
    guard let input = tmpfile(), let errors = tmpfile() else { return "no temporary file" }
    defer {
      fclose(input)
      fclose(errors)
    }
    let bytes = Array((command + "\n").utf8)
    guard fwrite(bytes, 1, bytes.count, input) == bytes.count, fflush(input) == 0 else {
      return "no temporary file"
    }
    rewind(input)
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, fileno(input), 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, fileno(errors), 2)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-n"), nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("LC_ALL=C"), nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, &environment) == 0 else {
      return "there is no /bin/sh"
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    if status == 0 { return nil }
    var answer = [UInt8](repeating: 0, count: 512)
    rewind(errors)
    let count = fread(&answer, 1, answer.count, errors)
    return reason(in: String(decoding: answer.prefix(count), as: UTF8.self))
  }

  /// The first line without the shell's name and the line's number.
  private static func reason(in answer: String) -> String {
    let line = answer.split(separator: "\n").first.map(String.init) ?? ""
    let parts = line.split(separator: ": ", maxSplits: 2)
    return parts.count == 3 ? String(parts[2]) : line
  }
}
