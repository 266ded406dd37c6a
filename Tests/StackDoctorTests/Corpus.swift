import Foundation
import ReportPage
import Testing

/// The checkout that the tests stand in, and scratch space outside it.
enum Corpus {
  /// The root of the package.
  ///
  /// Reports name paths as they were given, so that tests scan from here.
  static let root: URL = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    _ = FileManager.default.changeCurrentDirectoryPath(root.path)
    return root
  }()

  /// Holds text against a golden file, in which the style sheet and the script of a page are named only.
  ///
  /// With `UPDATE_GOLDEN=1` in the environment the file is written anew, to be read in review.
  static func golden(_ name: String, for text: String) throws -> String {
    let url = root.appending(path: "Tests/StackDoctorTests/Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let short = Self.parts.reduce(text) { $0.replacing($1.whole, with: $1.name) }
      try short.write(to: url, atomically: true, encoding: .utf8)
    }
    let short = try String(contentsOf: url, encoding: .utf8)
    return Self.parts.reduce(short) { $0.replacing($1.name, with: $1.whole) }
  }

  private static let parts = [
    (name: "<style>report.css</style>", whole: "<style>\(ReportPage.style)</style>"),
    (name: "<script>report.js</script>", whole: "<script>\(ReportPage.script)</script>"),
  ]

  /// Runs a tool to its end, which must be a good one.
  static func run(_ arguments: [String], in directory: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = directory
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// Runs `body` with the path of a file that holds some bytes.
  static func withFile<Result>(
    _ bytes: some Sequence<UInt8>, _ body: (String) throws -> Result
  ) throws -> Result {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString).log")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }
}
