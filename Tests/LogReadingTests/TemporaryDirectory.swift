import Foundation

/// A directory for one test, removed with all that is in it when its owner goes.
struct TemporaryDirectory: ~Copyable {
  let path: String

  init() throws {
    // A socket's path has room for 107 bytes only.
    let name = UUID().uuidString.prefix(13)
    path = "/tmp/stackdoctor-\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, and the directories that it is to stand in.
  func write(_ bytes: some Sequence<UInt8>, to name: String = "test.log") throws -> String {
    let file = "\(path)/\(name)"
    let parent = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}
