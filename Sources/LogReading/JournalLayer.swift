/// Journal files that are read together, their entries in order of time.
///
/// Each run of the system is a log of its own, `path!/boot-id`, so that nothing that is remembered of one
/// reaches into the next. Entries are passed over once before they are read, to see which boots there are
/// and whether any entry is missing; boots whose entries lie between each other's are read one after
/// another, each from the beginning. Memory: a line for each boot, of ``bootLimit`` at most.
final class JournalLayer: Layer {
  /// The boots that are read; entries of others are a failure.
  static let bootLimit = 4096

  let name: String
  let form = "systemd journal"
  let isBroken = false

  /// The files that are not read, and why.
  private(set) var failures: [(name: String, failure: ReadFailure)] = []

  private var files: [JournalFile] = []
  /// Nil if no file is read.
  private let reader: JournalReader?
  private let meter: LayerMeter
  /// The only boot that is read, if there is one.
  private let boot: JournalBootID?
  /// Those that were not read yet.
  private var boots: ArraySlice<JournalBoot> = []
  /// Entries that the files should hold and do not.
  private var missing = 0
  /// Why some entries are not read, to be thrown when the others were.
  private var failure: ReadFailure?

  /// Opens files, as many of them as can be opened.
  ///
  /// - Parameters:
  ///   - name: what reports call all of them.
  ///   - files: at least one.
  ///   - boot: the only one that is read, if there is one.
  ///   - layer: how many layers lie around the files.
  ///   - budget: that of the files.
  /// - Throws: why nothing can be read.
  init(
    _ name: String, _ files: [JournalFile], boot: JournalBootID? = nil, layer: Int,
    budget: ArchiveBudget
  ) throws(ReadFailure) {
    self.name = name
    meter = LayerMeter(layer: layer, budget: budget)
    self.boot = boot
    var links: [SharedMemory.Link] = []
    defer { for link in links { link.remove() } }
    for file in files {
      if let link = try file.link() { links.append(link) }
    }
    if files.count == 1 {
      self.files = files
    } else {
      // One that cannot be opened would keep the others from being opened with it.
      for file in files {
        do throws(ReadFailure) {
          missing += try file.countMissing()
          self.files.append(file)
        } catch {
          failures.append((file.name, error))
        }
      }
    }
    guard !self.files.isEmpty else {
      reader = nil
      return
    }
    // sd-journal gives a damaged file up where it comes upon the damage.
    reader = try JournalReader(self.files)
    boots = try findBoots(with: JournalReader(self.files))[...]
  }

  func next() throws(ReadFailure) -> Content? {
    guard let reader, let boot = boots.popFirst() else {
      if let failure = failure.take() { throw failure }
      return nil
    }
    // The log of the last boot is not whole, either.
    let failure = boots.isEmpty ? failure.take() : nil
    return Content(
      name: "\(name)!/\(boot.id)",
      bytes: JournalBytes(reader, boot: boot, meter: meter, failure: failure))
  }

  private func findBoots(with reader: JournalReader) throws(ReadFailure) -> [JournalBoot] {
    var boots: [JournalBoot] = []
    var indices: [JournalBootID: Int] = [:]
    var entryCount = 0
    var last: JournalBootID?
    var hasOthers = false
    while try reader.next() {
      guard let id = reader.bootID else { continue }
      entryCount += 1
      guard boot == nil || id == boot else { continue }
      if id == last {
        boots[boots.count - 1].entryCount += 1
      } else if let index = indices[id] {
        boots[index].entryCount += 1
        last = index == boots.count - 1 ? id : nil
      } else if boots.count < Self.bootLimit {
        indices[id] = boots.count
        boots.append(JournalBoot(id: id, firstIndex: reader.passedCount - 1, entryCount: 1))
        last = id
      } else {
        hasOthers = true
      }
    }
    let all = files.reduce(0) { $0 + $1.header.entryCount }
    let damaged = files.reduce(0) { $0 + $1.damagedEntryCount }
    // What two files hold counts once, so that of several each was asked by itself.
    if files.count == 1 { missing = max(0, all - entryCount) }
    if missing > 0 {
      failure = .content("is damaged: \(missing) of \(all) entries could not be read")
    } else if damaged > 0 {
      failure = .content("is damaged: \(damaged) of \(all) entries could be read in part only")
    } else if hasOthers {
      failure = .content(
        "has entries of more than \(Self.bootLimit) boots, and the others were not read")
    }
    return boots
  }
}

/// A run of a system, as a journal holds it.
struct JournalBoot {
  var id: JournalBootID
  /// How many entries of all boots come before its first.
  var firstIndex: Int
  var entryCount: Int
}
