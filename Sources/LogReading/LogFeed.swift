/// Reads sources one after the other: files, standard input, and the logs that compressed data and
/// archives hold.
///
/// What follows from a name is decided here: the files of a rotated set are one history. Used by one
/// thread at a time.
package final class LogFeed {
  /// What a call to ``next(waiting:_:)`` came to.
  package enum Step: Equatable, Sendable {
    /// A history begins, with this log; rotated or not, it has the path `current`. The file that it is,
    /// or lies in, was `modified` at this second since 1970-01-01 UTC; nil for what is no file.
    case begin(String, current: String, modified: Int?)
    /// The history goes on with another log, whose first byte has this offset.
    case goOn(String, byteOffset: Int, modified: Int?)
    /// Something has arrived; it was lent as far as its lines are whole.
    case chunk
    /// Nothing arrived in time, or a signal did.
    case idle
    case problem(ReadProblem)
    /// The history has ended.
    case end(isWhole: Bool)
    /// All sources were read.
    case finished
  }

  private var sources: ArraySlice<LogSource>
  private let limits: ArchiveLimits
  private let joinsHistories: Bool
  private let selection: PathSelection
  /// Steps that were made and not handed on.
  private var steps: ArraySlice<Step> = []

  /// What was found in directories and is no text.
  private var binaryCount = 0
  /// The file that is read was named by the user.
  private var isNamed = false
  private let meter = ReadMeter()
  /// The bytes of the files up to it.
  private var sizeBefore = 0
  /// When it was last changed.
  private var modified: Int?
  private var budget: ArchiveBudget
  /// What lies around the log that is read, outermost first.
  private var layers: [any Layer] = []
  /// What is being looked at.
  private var content: Content?
  /// The log that is being read.
  private var logName: String?
  private var reader = ChunkReader(EmptyBytes())
  /// The history that may go on.
  private var history: RotatedName?
  /// That from which the log that is read is converted; nil if it is as it stands.
  private(set) var encoding: String?
  /// Receives, if somebody asks, the name and the kind of what is no text, instead of a problem.
  var onBinary: ((String, String) -> Void)?

  /// Reads sources in this order.
  ///
  /// - Parameters:
  ///   - sources: the files of a rotated set follow each other, the oldest first.
  ///   - joinsHistories: whether such a set is one history.
  ///   - selection: which files of archives are read.
  ///   - limits: what compressed data and archives may hold.
  package init(
    _ sources: [LogSource], joiningHistories joinsHistories: Bool = true,
    selection: PathSelection = PathSelection(), limits: ArchiveLimits = ArchiveLimits()
  ) {
    self.selection = selection
    self.sources = sources[...]
    self.joinsHistories = joinsHistories
    self.limits = limits
    budget = ArchiveBudget(limits, fileSize: nil)
  }

  /// Whether a read may have to wait for a writer.
  package var mayBlock: Bool { content?.bytes.mayBlock ?? reader.mayBlock }

  /// How many bytes of the sources were read, as they lie there; any thread may ask.
  package var position: Int { meter.value }

  /// Leaves the buffer with what was lent last to the caller, and goes on with another one.
  package func exchange(for other: ChunkBuffer) -> ChunkBuffer { reader.exchange(for: other) }

  /// Takes the next step.
  ///
  /// - Parameters:
  ///   - milliseconds: how long to wait for a source that is still being written.
  ///   - body: receives the buffer's bytes and where the new lines stand in them; not called but for
  ///     a ``Step/chunk``.
  /// - Returns: the step. Nothing about the input makes it fail.
  package func next(
    waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk) -> Void
  ) -> Step {
    while true {
      if let step = steps.popFirst() { return step }
      if let logName {
        if let step = read(logName, waiting: milliseconds, body) { return step }
      } else if let content {
        if !look(at: content, waiting: milliseconds) { return .idle }
      } else if !advance() {
        endHistory(isWhole: true)
        noteBinary()
        steps.append(.finished)
      }
    }
  }

  /// The archives and compressions around the log that is read, outermost first.
  var containers: [String] { layers.map(\.form) }

  /// Reads no more of the log.
  func leave() {
    logName = nil
    endHistory(isWhole: false)
  }

  // MARK: the log that is read

  private func read(
    _ name: String, waiting milliseconds: Int32, _ body: (Span<UInt8>, LogChunk) -> Void
  ) -> Step? {
    do throws(ReadFailure) {
      switch try reader.next(waiting: milliseconds, body) {
      case .chunk: return .chunk
      case .idle: return .idle
      case .end: logName = nil
      }
    } catch {
      logName = nil
      fail(name, error)
      endHistory(isWhole: false)
    }
    return nil
  }

  private func endHistory(isWhole: Bool) {
    guard history != nil else { return }
    history = nil
    steps.append(.end(isWhole: isWhole))
  }

  private func begin(_ content: Content) {
    let name = RotatedName(content.name)
    logName = content.name
    if joinsHistories, history?.isContinued(by: name) == true {
      steps.append(
        .goOn(
          content.name, byteOffset: reader.goOn(with: content.bytes), modified: modified))
    } else {
      endHistory(isWhole: true)
      reader = ChunkReader(content.bytes)
      steps.append(.begin(content.name, current: name.current, modified: modified))
    }
    history = name
  }

  // MARK: what comes next

  /// Finds the next thing to look at; false if there is none.
  private func advance() -> Bool {
    while true {
      guard let layer = layers.last else { return openNext() }
      do throws(ReadFailure) {
        content = try layer.next()
        if content != nil { return true }
        close()
      } catch {
        fail(layer.name, error)
      }
    }
  }

  private func openNext() -> Bool {
    while let source = sources.popFirst() {
      do throws(ReadFailure) {
        meter.advance(to: sizeBefore)
        let bytes = DescriptorBytes(try source.open(), meter: meter)
        sizeBefore += bytes.fileSize ?? 0
        budget = ArchiveBudget(limits, fileSize: bytes.fileSize)
        modified = bytes.modified
        content = Content(name: source.name, bytes: bytes)
        if case .file(_, let isNamed) = source { self.isNamed = isNamed } else { isNamed = true }
        return true
      } catch {
        fail(source.name, error)
      }
    }
    return false
  }

  /// Finds out what something is, and opens it.
  ///
  /// - Returns: false if more of it has to arrive.
  private func look(at content: Content, waiting milliseconds: Int32) -> Bool {
    let bytes = content.bytes
    do throws(ReadFailure) {
      var hasMore = true
      while hasMore, !bytes.mayBlock || bytes.needsMore {
        if bytes.mayBlock, !bytes.isReadable(within: milliseconds) { return false }
        hasMore = try bytes.peek()
      }
      self.content = nil
      encoding = nil
      switch bytes.kind {
      case .text: begin(content)
      case .utf16(let order):
        encoding = order.rawValue
        let input = LayerInput(bytes, layer: layers.count, budget: budget)
        begin(
          Content(name: content.name, bytes: DecompressedBytes(input, UTF16Decoder(order))))
      case .binary(let kind): skip(content.name, kind)
      case .compressed(let compression):
        try checkDepth()
        layers.append(
          try CompressionLayer(content, compression, layer: layers.count, budget: budget))
      case .archive(let format):
        try checkDepth()
        try open(content, format)
      }
    } catch {
      self.content = nil
      fail(content.name, error)
    }
    return true
  }

  private func open(_ content: Content, _ format: ContentKind.Format) throws(ReadFailure) {
    let reader = try ArchiveReader(
      content.bytes, format: format, layer: layers.count, budget: budget)
    let root = layers.first?.name ?? content.name
    layers.append(
      ArchiveLayer(content.name, reader, form: format.rawValue, budget: budget) {
        [selection, isNamed] in
        // Behind the archive's name and an exclamation mark.
        let path = $0.dropFirst(root.count + 2).split(separator: "/").map {
          String($0.hasSuffix("!") ? $0.dropLast() : $0)
        }
        return selection.takes(path, isIncluded: !isNamed)
      })
  }

  private func checkDepth() throws(ReadFailure) {
    guard layers.count < limits.depth else {
      throw .content("lies in \(limits.depth) archives or compressions already, and was not read")
    }
  }

  private func close() {
    guard let layer = layers.popLast() as? ArchiveLayer, let message = layer.skipped.message
    else { return }
    steps.append(.problem(ReadProblem(source: layer.name, message: message, kind: .note)))
  }

  /// Leaves out what holds no lines: what a user has named and is not read is a failure.
  private func skip(_ name: String, _ kind: String) {
    if let onBinary {
      onBinary(name, kind)
    } else if let archive = layers.lazy.compactMap({ $0 as? ArchiveLayer }).last {
      archive.skipped.binary += 1
    } else if isNamed {
      steps.append(
        .problem(
          ReadProblem(
            source: name, message: "is \(kind), not text, and was skipped", kind: .failure)))
    } else {
      binaryCount += 1
    }
  }

  /// Tells what was left out of directories.
  private func noteBinary() {
    guard binaryCount > 0 else { return }
    let files = binaryCount == 1 ? "1 binary file" : "\(binaryCount) binary files"
    let message = "\(files) in directories skipped"
    steps.append(.problem(ReadProblem(source: ".", message: message, kind: .note)))
    binaryCount = 0
  }

  /// Tells why something is not read, or not to its end, and leaves the layers of which nothing more
  /// can be read.
  private func fail(_ name: String, _ failure: ReadFailure) {
    let isExceeded = budget.excess != nil
    let source = isExceeded ? layers.first?.name ?? name : name
    steps.append(
      .problem(ReadProblem(source: source, message: failure.description, kind: .failure)))
    while let layer = layers.last, isExceeded || layer.isBroken { close() }
  }
}

/// Nothing.
final class EmptyBytes: ByteSource {
  var mayBlock: Bool { false }

  func isReadable(within milliseconds: Int32) -> Bool { true }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult { .end }
}
