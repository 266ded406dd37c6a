/// Something to read that may be a log, or compressed, or an archive.
struct Content {
  var name: String
  var bytes: PeekedBytes
  /// Journals that are to be read together, instead of the bytes; none as a rule.
  var journals: [JournalFile] = []

  init(name: String, bytes: any ByteSource) {
    self.name = name
    self.bytes = PeekedBytes(bytes)
  }

  init(name: String, journals: [JournalFile]) {
    self.init(name: name, bytes: NoBytes())
    self.journals = journals
  }
}

/// Something around logs that is being read.
protocol Layer: AnyObject {
  var name: String { get }
  /// What it is, for people.
  var form: String { get }
  /// Nothing more can be read.
  var isBroken: Bool { get }

  /// Goes to the next file; what was given before is not to be read any more.
  ///
  /// - Returns: the file; nil after the last.
  /// - Throws: why there is none, once.
  func next() throws(ReadFailure) -> Content?
}

/// An archive that is being read.
///
/// An archive is read from front to back, but its rotated sets may be stored youngest first. So small
/// members are held back until the next one shows whether it is older, ``ArchiveLimits/heldSize``
/// bytes at most in all layers; a set that is larger comes in the order in which it is stored. The
/// journals of a host are copied (``JournalFile``) to be read together, as far as they are stored
/// next to each other and ``ArchiveLimits/journalSize`` has room.
final class ArchiveLayer: Layer {
  let name: String
  let form: String
  /// What was left out.
  var skipped = SkippedMembers()

  private let reader: ArchiveReader
  private let budget: ArchiveBudget
  /// Whether a file of a name is read.
  private let takes: (String) -> Bool
  private var held: [(content: Content, age: RotatedName.Age)] = []
  private var heldName = ""
  private var ready: ArraySlice<Content> = []
  /// The memory that ``held`` and ``ready`` take, in bytes.
  private var heldSize = 0
  /// A member that waits until those of another set were read.
  private var pending: (path: String, size: Int?)?
  private var isAtEnd = false
  private var failure: ReadFailure?

  init(
    _ name: String, _ reader: ArchiveReader, form: String, budget: ArchiveBudget,
    taking takes: @escaping (String) -> Bool
  ) {
    self.name = name
    self.takes = takes
    self.form = form
    self.reader = reader
    self.budget = budget
  }

  deinit { budget.letGo(heldSize) }

  var isBroken: Bool { reader.isBroken }

  func next() throws(ReadFailure) -> Content? {
    while ready.isEmpty {
      // A slice keeps what was taken from it.
      ready = []
      if held.isEmpty {
        budget.letGo(heldSize)
        heldSize = 0
      }
      if let member = pending.take() {
        take(member.path, size: member.size)
        continue
      }
      if let failure = failure.take() { throw failure }
      if isAtEnd { return nil }
      do throws(ReadFailure) {
        guard let member = try reader.nextMember() else {
          isAtEnd = true
          release()
          continue
        }
        take(member)
      } catch {
        // What is held back comes before it.
        failure = error
        isAtEnd = reader.isBroken
        release()
      }
    }
    return ready.removeFirst()
  }

  private func take(_ member: ArchiveReader.Member) {
    if member.kind != .file {
      skipped.note(member.kind)
    } else {
      let parts = member.name.split(separator: "/").filter { $0 != "." }
      if parts.contains(where: { $0.hasPrefix(".") && $0 != ".." }) {
        skipped.hidden += 1
      } else if !takes("\(name)!/\(parts.joined(separator: "/"))") {
        skipped.unselected += 1
      } else {
        take(parts.joined(separator: "/"), size: member.size)
      }
    }
  }

  private func take(_ path: String, size: Int?) {
    if let group = JournalFile.group(ofPath: path) {
      takeJournal(path, of: group, size: size)
      return
    }
    let rotated = RotatedName(path)
    guard held.isEmpty || rotated.current == heldName else {
      pending = (path, size)
      return release()
    }
    hold(Content(name: "\(name)!/\(path)", bytes: reader), rotated, size: size)
  }

  /// Holds a member back, or gives it out with what was held back.
  private func hold(_ content: Content, _ rotated: RotatedName, size: Int?) {
    // A size is what the archive claims.
    if let size, budget.hold(size) {
      let bytes = MemoryBytes(content.bytes, limit: size)
      held.append((Content(name: content.name, bytes: bytes), rotated.age))
      heldName = rotated.current
      heldSize += size
    } else {
      held.append((content, rotated.age))
      release()
    }
  }

  /// What no log's name ends with.
  private static let journalsMark = "/"

  /// Copies a journal, by its name, and holds it back for the others of its host.
  private func takeJournal(_ path: String, of group: String, size: Int?) {
    let heldJournals = group + Self.journalsMark
    guard held.isEmpty || (heldName == heldJournals && size ?? 0 <= budget.journalRoom) else {
      pending = (path, size)
      return release()
    }
    let content = Content(name: "\(name)!/\(path)", bytes: reader)
    do throws(ReadFailure) {
      while try content.bytes.peek() {}
      guard content.bytes.kind == .journal else {
        release()
        return hold(content, RotatedName(path), size: size)
      }
      let file = try JournalFile(content, layer: reader.layer + 1, budget: budget)
      held.append((Content(name: content.name, journals: [file]), .newest))
      heldName = heldJournals
    } catch {
      ready.append(Content(name: content.name, bytes: NoBytes(error)))
    }
  }

  /// Gives out what is held back, the oldest first, and journals as one.
  private func release() {
    let journals = held.flatMap(\.content.journals)
    if journals.count > 1 {
      let group = heldName.dropLast(Self.journalsMark.count)
      let path = group.isEmpty ? name : "\(name)!/\(group)"
      held = [(Content(name: path, journals: journals), .newest)]
    }
    ready += held.enumerated()
      .sorted { ($0.element.age, $0.offset) < ($1.element.age, $1.offset) }
      .map(\.element.content)
    held.removeAll()
  }
}

/// How many of an archive's members were not read.
struct SkippedMembers {
  var hidden = 0
  var links = 0
  var special = 0
  var binary = 0
  var unselected = 0

  mutating func note(_ kind: ArchiveReader.Member.Kind) {
    switch kind {
    case .link: links += 1
    case .special: special += 1
    case .file, .directory: break
    }
  }

  /// A clause; nil if nothing was left out.
  var message: String? {
    let counts = [
      (hidden, "hidden file"), (links, "link"), (binary, "binary file"), (special, "special file"),

    ]
    var parts = counts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    if !parts.isEmpty { parts = [parts.joined(separator: ", ") + " skipped"] }
    if unselected > 0 {
      let files = unselected == 1 ? "1 file" : "\(unselected) files"
      parts.append("\(files) left out by include and exclude")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
