/// How much compressed data and archives may hold before they count as made to do harm.
///
/// Nothing of them is written to disk, and memory does not grow with their size but for journals and 7z:
/// most limits bound time.
package struct ArchiveLimits: Sendable {
  /// How many times its own size a file may hold.
  ///
  /// Deflate reaches 1,032, logs rarely 50.
  package var ratio = 1_000
  /// What may be held whatever the ratio, in bytes.
  package var unsuspiciousSize = 64 << 20
  /// What may be held at all, in bytes: half an hour's work.
  package var size = 512 << 30
  /// How many members all archives in a file may have; the name of each that is a log is kept.
  package var members = 200_000
  /// How many layers may lie around a log; a `.tar.gz` has two.
  package var depth = 8
  /// What the dictionary of .xz data may take, in bytes; `xz -9` asks for 65 MiB.
  ///
  /// That of a 7z archive libarchive lets nobody bound: it takes what the archive asks for, 4 GiB at most,
  /// as far as there is data to fill it.
  package var memory = 256 << 20
  /// What may be held back of a rotated set whose files are not stored oldest first, in bytes.
  package var heldSize = 8 << 20
  /// What copies of journals may take at a time, in bytes of shared memory; systemd-journald begins a
  /// new file at 128 MiB.
  package var journalSize = 256 << 20

  package init() {}
}

/// What has been read from a file, all its layers together.
final class ArchiveBudget {
  private let limits: ArchiveLimits
  private let fileSize: Int?
  /// Bytes that were read of the file itself.
  private var consumed = 0
  /// Bytes that came out of each layer.
  private var produced: [Int] = []
  private var members = 0
  /// Bytes of members that are held back.
  private var held = 0
  /// Bytes of journals that are copied.
  private var journals = 0

  init(_ limits: ArchiveLimits, fileSize: Int?) {
    self.limits = limits
    self.fileSize = fileSize
  }

  /// What one decompressor may take, in bytes.
  var memoryLimit: Int { limits.memory }

  /// What was exceeded; nothing more is to be read then.
  private(set) var excess: String?

  /// Takes note of bytes that were read of the file; those read twice count once.
  func consume(_ count: Int) {
    consumed += count
    if let fileSize { consumed = min(consumed, fileSize) }
  }

  /// Takes note of bytes that came out of a layer.
  func produce(_ count: Int, inLayer layer: Int) throws(ReadFailure) {
    while produced.count <= layer { produced.append(0) }
    produced[layer] += count
    let size = produced[layer]
    if size > limits.size {
      try fail("holds more than \(limits.size) bytes")
    }
    if size > limits.unsuspiciousSize, size > limits.ratio * max(consumed, 1) {
      try fail("holds more than \(limits.ratio) times its own size")
    }
  }

  func addMember() throws(ReadFailure) {
    members += 1
    if members > limits.members { try fail("holds more than \(limits.members) files") }
  }

  /// Takes memory for what is held back, unless that is too much.
  func hold(_ size: Int) -> Bool {
    guard size <= limits.heldSize - held else { return false }
    held += size
    return true
  }

  /// Gives memory back.
  func letGo(_ size: Int) { held -= size }

  /// How large one more copy of a journal may be, in bytes.
  var journalRoom: Int { limits.journalSize - journals }

  func holdJournal(_ size: Int) { journals += size }

  func letGoJournal(_ size: Int) { journals -= size }

  /// Throws if something was exceeded.
  func check() throws(ReadFailure) {
    if let excess { throw .content(excess) }
  }

  private func fail(_ message: String) throws(ReadFailure) {
    excess = message + ", and what is left was not read"
    try check()
  }
}
