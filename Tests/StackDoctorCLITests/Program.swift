import Foundation

/// The program as its user runs it.
struct Program {
  var status: Int32
  var output: String
  var errors: String

  /// The executable that was built beside these tests: where their bundle is a directory of its own,
  /// beside that.
  static let url: URL = {
    let directory = Bundle.main.bundleURL
    let places = [directory, directory.deletingLastPathComponent()]
    return places.map { $0.appending(path: "stackdoctor") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? directory
  }()

  /// Runs it to its end.
  ///
  /// Of the environment it gets PATH, in which its own directory comes first, and what is given here.
  /// A shell, if one is named, is run in its place, and finds it there.
  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    in directory: URL? = nil, by shell: String? = nil
  ) throws -> Program {
    try run(arguments, input: input, environment: environment, in: directory, by: shell)
  }

  /// The same with a list of arguments.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    in directory: URL? = nil, by shell: String? = nil
  ) throws -> Program {
    let running = try Running(
      arguments, environment: environment, in: directory,
      executable: shell.map(URL.init(fileURLWithPath:)) ?? url)
    running.input.write(Data(input.utf8))
    try running.input.close()
    return running.finish()
  }

  /// The program while it runs.
  final class Running {
    let process = Process()
    private let inputPipe = Pipe()
    private let outputPipe = Pipe()
    private let errorFile = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString).err")

    var input: FileHandle { inputPipe.fileHandleForWriting }
    var output: FileHandle { outputPipe.fileHandleForReading }

    init(
      _ arguments: [String], environment: [String: String] = [:], in directory: URL? = nil,
      executable: URL = Program.url
    ) throws {
      if let directory { process.currentDirectoryURL = directory }
      process.executableURL = executable
      process.arguments = arguments
      let path = "\(Program.url.deletingLastPathComponent().path):/usr/bin:/bin"
      process.environment = environment.merging(["PATH": path]) { first, _ in first }
      process.standardInput = inputPipe
      process.standardOutput = outputPipe
      try Data().write(to: errorFile)
      process.standardError = try FileHandle(forWritingTo: errorFile)
      try process.run()
    }

    /// Reads standard output to its end and waits for the program.
    func finish() -> Program {
      let text = output.readDataToEndOfFile()
      process.waitUntilExit()
      let errors = (try? Data(contentsOf: errorFile)) ?? Data()
      try? FileManager.default.removeItem(at: errorFile)
      return Program(
        status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
        errors: String(decoding: errors, as: UTF8.self))
    }
  }
}

/// A directory that goes when the test has ended.
final class Scratch {
  let url = FileManager.default.temporaryDirectory
    .appending(path: "stackdoctor-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}
