import Foundation
import Testing

/// Journals as systemd-journal-remote, of Debian's package of that name, writes them.
enum WrittenJournal {
  /// An entry: its fields, and when and in which run of the system it was written.
  struct Entry: Sendable {
    var bootID: String
    /// After 2026-11-21T10:00:00Z.
    var microseconds: Int
    var fields: [(name: String, value: [UInt8])]

    /// An entry of `node1`.
    init(
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
        data += Data("\(name)\n".utf8) + Data(bytes: &size, count: 8) + Data(value) + Data("\n".utf8)
      }
      return data + Data("\n".utf8)
    }
  }

  /// A boot's id that is made of a digit.
  static func bootID(_ digit: Int) -> String { String(repeating: "\(digit)", count: 32) }

  /// A journal file with these entries, in this order.
  static func bytes(_ entries: [Entry]) throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    let text = try directory.write(entries.map(\.exported).joined(), to: "x.export")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/lib/systemd/systemd-journal-remote")
    process.arguments = ["--output=\(directory.path)/x.journal", "--split-mode=none", text]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try Array(Data(contentsOf: URL(fileURLWithPath: "\(directory.path)/x.journal")))
  }
}
