/// One file of a followed log, read from a place on.
///
/// What was read is held to what the file still begins with, and to the bytes before the next one: a
/// file that was truncated and written anew is noticed even when it is longer than before, unless those
/// bytes are the same again.
final class LogPart: ByteSource {
  /// The last bytes before the next one that are remembered.
  static let anchorLimit = 256

  /// The path that the file was found under.
  private(set) var path: String
  private(set) var identity: FileIdentity
  /// The offset of the next byte; in compressed data, in what it holds.
  private(set) var offset = 0
  /// The file has less than was read of it, or something else in its place.
  private(set) var isTruncated = false
  /// Nothing more is waited for: where the file ends now is the end.
  var isClosed = false
  /// When something was read last.
  private(set) var grewAt = ContinuousClock.now
  /// The first bytes.
  private(set) var beginning: [UInt8] = []
  /// The last bytes that were read; after ``skip(to:)``, all that a reader wants to see of them.
  private(set) var anchor: [UInt8] = []

  private var descriptor: FileDescriptor
  /// What the file holds, if it is compressed; such a file does not grow.
  private var content: PeekedBytes?

  /// What a file turned out to be.
  enum Opened {
    case part(LogPart)
    /// More of it must be there before that can be said.
    case undecided
    /// It is no log, or none that can be followed; what it is, and whether that is binary data.
    case refused(String, isBinary: Bool, FileIdentity)
    /// It is not there, or another file is.
    case gone
  }

  private init(
    path: String, identity: FileIdentity, descriptor: consuming FileDescriptor,
    content: PeekedBytes?
  ) {
    self.path = path
    self.identity = identity
    self.descriptor = descriptor
    self.content = content
  }

  /// Opens a file, and looks at its first bytes.
  ///
  /// - Parameters:
  ///   - member: of a rotated set, whose identity the file must still have.
  ///   - mayGrow: whether what has begun like something may become something else.
  /// - Returns: what it is.
  /// - Throws: why it cannot be read.
  static func open(
    _ member: RotatedSet.Member, mayGrow: Bool
  ) throws(ReadFailure) -> Opened {
    let path = member.path
    let descriptor: FileDescriptor
    do throws(ReadFailure) {
      descriptor = try FileDescriptor(reading: path)
    } catch {
      if error.isAbsence { return .gone }
      throw error
    }
    guard let status = FileStatus(of: descriptor.number),
      status.identity == member.identity
    else { return .gone }
    let file = Content(
      name: path, bytes: DescriptorBytes(try FileDescriptor(duplicating: descriptor)))
    while try file.bytes.peek() {}
    if mayGrow, file.bytes.head.count < PeekedBytes.limit, file.bytes.needsMore {
      return .undecided
    }
    switch file.bytes.kind {
    case .text:
      return .part(
        LogPart(path: path, identity: status.identity, descriptor: descriptor, content: nil))
    case .compressed(let compression):
      let budget = ArchiveBudget(ArchiveLimits(), fileSize: status.size)
      let layer = try CompressionLayer(file, compression, layer: 0, budget: budget)
      guard let content = layer.next()?.bytes else {
        return .refused("empty", isBinary: true, status.identity)
      }
      while try content.peek() {}
      guard content.kind == .text else {
        return .refused("compressed, and no log", isBinary: true, status.identity)
      }
      return .part(
        LogPart(path: path, identity: status.identity, descriptor: descriptor, content: content))
    case .journal: return .refused("a systemd journal", isBinary: false, status.identity)
    case .utf16: return .refused("UTF-16", isBinary: false, status.identity)
    case .archive: return .refused("an archive", isBinary: false, status.identity)
    case .binary(let kind): return .refused(kind, isBinary: true, status.identity)
    }
  }

  /// How the log begins, as far as it was read.
  var head: LogHead { LogHead(of: beginning) }

  /// The first bytes as they are in the file now, at most ``LogHead/limit``.
  func currentBeginning() -> [UInt8] {
    if let content { return Array(content.head.prefix(LogHead.limit)) }
    return bytes(0..<LogHead.limit)
  }

  /// Goes to a place before anything is read, and remembers what stands before it.
  ///
  /// - Returns: false if the file ends before that.
  /// - Throws: why it cannot be read.
  func skip(to place: Int) throws(ReadFailure) -> Bool {
    guard content != nil else {
      let start = max(0, place - ChunkReader.historyLimit)
      beginning = Array(currentBeginning().prefix(place))
      anchor = bytes(start..<place)
      offset = place
      return anchor.count == place - start
    }
    var history: [UInt8] = []
    while offset < place {
      var result = ReadResult.end
      var failure: ReadFailure?
      let piece = [UInt8](unsafeUninitializedCapacity: min(place - offset, 64 << 10)) {
        do throws(ReadFailure) {
          result = try read(into: UnsafeMutableRawBufferPointer($0))
        } catch {
          failure = error
        }
        if case .bytes(let count) = result { $1 = count }
      }
      if let failure { throw failure }
      guard !piece.isEmpty else { return false }
      history += piece
      history.removeFirst(max(0, history.count - ChunkReader.historyLimit))
    }
    anchor = history
    return true
  }

  /// Goes on in another file that holds the same, as far as it was read.
  ///
  /// - Parameter other: that file, of which nothing was read.
  /// - Returns: whether it is a copy; otherwise nothing has changed.
  /// - Throws: why the other one cannot be read.
  func move(to other: LogPart) throws(ReadFailure) -> Bool {
    let end = Array(anchor.suffix(Self.anchorLimit))
    guard head.matches(other.currentBeginning()), try other.skip(to: offset),
      Array(other.anchor.suffix(end.count)) == end
    else { return false }
    path = other.path
    identity = other.identity
    swap(&descriptor, &other.descriptor)
    content = other.content
    isTruncated = false
    return true
  }

  // MARK: reading

  var mayBlock: Bool { true }

  func isReadable(within milliseconds: Int32) -> Bool {
    if isClosed || content != nil { return true }
    if isTruncated { return false }
    guard let status = FileStatus(of: descriptor.number) else { return true }
    if status.size < offset || (status.size == offset && !isUnchanged) { isTruncated = true }
    return !isTruncated && status.size > offset
  }

  /// When it was written last, in seconds since 1970-01-01 UTC.
  var modified: Int? { descriptor.modified }

  /// Whether it is compressed, and so does not grow.
  var isCompressed: Bool { content != nil }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    if isTruncated { return isClosed ? .end : .interrupted }
    let result =
      if let content {
        try content.read(into: buffer)
      } else {
        try descriptor.read(into: buffer, at: offset)
      }
    guard case .bytes(let count) = result else {
      return result == .end && content == nil && !isClosed ? .interrupted : result
    }
    // Only now: what stands before it still stands there, so this followed it.
    if content == nil, !isUnchanged {
      isTruncated = true
      return isClosed ? .end : .interrupted
    }
    note(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return result
  }

  private func note(_ bytes: UnsafeRawBufferPointer) {
    offset += bytes.count
    grewAt = .now
    if beginning.count < LogHead.limit {
      beginning += bytes.prefix(LogHead.limit - beginning.count)
    }
    let end = bytes.suffix(Self.anchorLimit)
    anchor = anchor.suffix(Self.anchorLimit - end.count) + end
  }

  /// Whether the bytes before the next one are those that were read.
  private var isUnchanged: Bool {
    let end = anchor.suffix(Self.anchorLimit)
    return bytes((offset - end.count)..<offset).elementsEqual(end)
  }

  /// Bytes of the file, as many as there are.
  private func bytes(_ range: Range<Int>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let rest = UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(rebasing: buffer[count...]))
        let result = try? descriptor.read(into: rest, at: range.lowerBound + count)
        guard case .bytes(let more) = result else { return }
        count += more
      }
    }
  }
}
