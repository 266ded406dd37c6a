import Foundation

/// Journals as systemd-journal-remote, of Debian's package of that name, writes them.
package enum WrittenJournal {
  /// An entry: its fields, and when and in which run of the system it was written.
  package struct Entry: Sendable {
    package var bootID: String
    /// After 2026-11-21T10:00:00Z.
    package var microseconds: Int
    package var fields: [(name: String, value: [UInt8])]

    /// An entry of `node1`; `boot` is the digit that its boot's id is made of.
    package init(
      _ microseconds: Int, boot: Int = 1, _ message: String?,
      _ fields: KeyValuePairs<String, String> = [:]
    ) {
      bootID = WrittenJournal.bootID(boot)
      self.microseconds = microseconds
      self.fields = [("_HOSTNAME", Array("node1".utf8))]
      self.fields += fields.map { ($0.key, Array($0.value.utf8)) }
      if let message { self.fields.append(("MESSAGE", Array(message.utf8))) }
    }

    fileprivate var exported: Data {
      var data = Data(
        """
        __REALTIME_TIMESTAMP=\(1_795_255_200_000_000 + microseconds)
        __MONOTONIC_TIMESTAMP=\(1_000_000 + microseconds)
        _BOOT_ID=\(bootID)

        """.utf8)
      for (name, value) in fields {
        var size = UInt64(value.count).littleEndian
        data +=
          Data("\(name)\n".utf8) + Data(bytes: &size, count: 8) + Data(value) + Data("\n".utf8)
      }
      return data + Data("\n".utf8)
    }
  }

  /// The tool has ended with another status than 0.
  package struct ToolFailure: Error {
    package var status: Int32
  }

  /// A boot's id that is made of a digit.
  package static func bootID(_ digit: Int) -> String { String(repeating: "\(digit)", count: 32) }

  /// Adds entries, in this order, to a journal file, which need not be there.
  package static func append(_ entries: [Entry], to path: String) throws {
    let text = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString).export")
    try Data(entries.map(\.exported).joined()).write(to: text)
    defer { try? FileManager.default.removeItem(at: text) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/lib/systemd/systemd-journal-remote")
    process.arguments = ["--output=\(path)", "--split-mode=none", text.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ToolFailure(status: process.terminationStatus)
    }
  }

  /// A journal file with these entries, in this order.
  package static func bytes(_ entries: [Entry]) throws -> [UInt8] {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: directory) }
    let journal = directory.appending(path: "x.journal")
    try append(entries, to: journal.path)
    return try Array(Data(contentsOf: journal))
  }
}
