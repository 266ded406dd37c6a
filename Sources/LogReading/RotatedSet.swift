#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The files of a log and of its rotated history that are there, the oldest first.
struct RotatedSet {
  /// One of them.
  struct Member {
    let path: String
    let age: RotatedName.Age
    let status: FileStatus

    var identity: FileIdentity { status.identity }
    var version: Version { status.version }
  }

  /// A file as it was at some time: tells it from a later one with the same inode, as nobody writes to a
  /// log that was rotated.
  struct Version: Hashable {
    var identity: FileIdentity
    var modified: Int
  }

  /// At most ``limit``, the youngest; of a file that is there plain and compressed, the plain one.
  let members: [Member]

  /// The most files of one log that are considered.
  static let limit = 256
  /// Looks after which a directory is left to itself for the time being.
  private static let lookLimit = 8

  /// Looks at the directory that a log is in; nil if the names there change all the time.
  ///
  /// Names change one by one while a log is rotated, so two looks must agree.
  ///
  /// - Parameter current: the path of the log that is written now.
  init?(of current: String) {
    var set = RotatedSet(members: Self.look(for: current))
    for _ in 1..<Self.lookLimit {
      let again = RotatedSet(members: Self.look(for: current))
      if again.hasSameNames(as: set) {
        self = again
        return
      }
      set = again
    }
    return nil
  }

  private init(members: [Member]) { self.members = members }

  /// Whether the same files have the same names.
  func hasSameNames(as other: RotatedSet) -> Bool {
    members.elementsEqual(other.members) { $0.path == $1.path && $0.identity == $1.identity }
  }

  private static func look(for current: String) -> [Member] {
    let end = current.lastIndex(of: "/").map { current.index(after: $0) } ?? current.startIndex
    let directory = String(current[..<end])
    guard let entries = opendir(directory.isEmpty ? "." : directory) else { return [] }
    defer { closedir(entries) }
    var found: [Member] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      // Cheaper than to take every name of a large directory apart.
      guard name.utf8.first == current[end...].utf8.first else { continue }
      let rotated = RotatedName(directory + name)
      guard rotated.current == current, let status = FileStatus(path: directory + name) else {
        continue
      }
      found.append(
        Member(path: directory + name, age: rotated.age, status: status))
    }
    // The plain name is the shorter one.
    found.sort { ($0.age, $0.path.utf8.count) < ($1.age, $1.path.utf8.count) }
    var members: [Member] = []
    for member in found where members.last?.age != member.age { members.append(member) }
    return members.suffix(limit)
  }
}

extension FileStatus {
  var version: RotatedSet.Version {
    RotatedSet.Version(identity: identity, modified: modified)
  }
}
