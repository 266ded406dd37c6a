import FailureRules
import Foundation
import RuleTooling

/// The pack of rules and the logs beside the golden files.
enum RuleTestFixture {
  /// The root of the package; reports name paths as they were given, so that tests run from here.
  static let root: URL = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    _ = FileManager.default.changeCurrentDirectoryPath(root.path)
    return root
  }()

  static let golden = "Tests/RuleToolingTests/Golden"
  static let pack = "\(golden)/pack"
  static let logs = "\(golden)/logs"

  /// The rules of the pack, in order of id.
  static let rules: RuleSet = {
    _ = root
    return RuleSet(RuleDirectory.read(pack).compactMap(\.rule))
  }()

  /// Holds text against a golden file; with `UPDATE_GOLDEN=1` in the environment the file is written
  /// anew, to be read in review.
  static func golden(_ name: String, for text: String) throws -> String {
    let url = root.appending(path: "\(golden)/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    return try String(contentsOf: url, encoding: .utf8)
  }
}
