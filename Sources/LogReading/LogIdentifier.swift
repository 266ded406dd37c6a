/// Finds out what the lines of a log are taken for.
///
/// Memory: the names of ``nameLimit`` services.
struct LogIdentifier {
  /// How much of a log's beginning, and of its end, is looked at, in bytes.
  static let sampleSize = 64 << 10
  /// The names that are counted; others are left out.
  static let nameLimit = 256
  /// The names that are told.
  static let shownLimit = 8

  private var identity: LogIdentity
  private let convertedFrom: String?
  /// What is said of the format; nil if it is for the first line to show.
  private let isJournalExport: Bool?
  private var journal = false
  private var encoding = TextEncoding()
  private var carriers: [Carrier: Int] = [:]
  private var prefixes: [LogIdentity.Prefix: Int] = [:]
  private var services: [String: Int] = [:]
  /// Bytes of the log before what comes next, and how many of them are looked at.
  private(set) var size = 0
  private var limit = sampleSize
  /// The next line's beginning was not read.
  private var isInsideLine = false
  /// Nothing more is looked at.
  private(set) var isFull = false

  init(
    name: String, containers: [String], encoding: String?, isJournalExport: Bool? = nil
  ) {
    self.isJournalExport = isJournalExport
    identity = LogIdentity(name: name)
    identity.containers = containers
    convertedFrom = encoding
  }

  var name: String { identity.name }
  /// Offsets in the log are those in the file of its name.
  var isPlain: Bool { identity.containers.isEmpty && convertedFrom == nil }

  /// Goes on at an offset at which a line need not begin.
  mutating func skip(to offset: Int) {
    identity.reach = offset > size ? .beginningAndEnd : .all
    isInsideLine = offset > size
    size = offset
    limit = offset + Self.sampleSize
    isFull = false
  }

  /// Takes the lines of a chunk, as far as they are looked at.
  mutating func take(_ bytes: Span<UInt8>, _ chunk: LogChunk) {
    var start = chunk.fresh.lowerBound
    while start < chunk.fresh.upperBound, size < limit {
      let feed = bytes.firstOffset(of: UInt8(ascii: "\n"), from: start)
      let end = feed ?? chunk.fresh.upperBound
      if !isInsideLine { take(bytes.extracting(start..<end)) }
      isInsideLine = feed == nil && chunk.isCut
      size += min(end + 1, chunk.fresh.upperBound) - start
      start = end + 1
    }
    guard start < chunk.fresh.upperBound else { return }
    isFull = true
    if identity.reach == .all { identity.reach = .beginning }
  }

  private mutating func take(_ line: Span<UInt8>) {
    if identity.lineCount == 0 { journal = isJournalExport ?? JournalExport.begins(with: line) }
    encoding.take(line, isFirst: identity.lineCount == 0)
    identity.lineCount += 1
    if journal { takeField(line) } else { takeRecord(line) }
  }

  private mutating func takeField(_ line: Span<UInt8>) {
    for name: StaticString in ["_SYSTEMD_UNIT=", "SYSLOG_IDENTIFIER="]
    where line.matches(name, at: 0) {
      note(service: line.text(name.utf8CodeUnitCount..<line.count))
    }
  }

  private mutating func takeRecord(_ line: Span<UInt8>) {
    let plain = PlainLine(copying: line).bytes
    let bytes = plain.span
    let prefix = RecordPrefix(of: bytes)
    let object = JSONCarrier.carrier(of: line)
    if let carrier = object ?? prefix.carrier { carriers[carrier, default: 0] += 1 }
    if let form = LogIdentity.Prefix(prefix, of: bytes) { prefixes[form, default: 0] += 1 }
    if let time = prefix.time.map({ bytes.text($0) })
      ?? (object == .dockerJSON ? JSONCarrier.text("time", in: line) : nil)
    {
      identity.firstTime = identity.firstTime ?? time
      identity.lastTime = time
    }
    if let logger = prefix.logger.map({ bytes.text($0) }) {
      note(service: String(logger.prefix { $0 != "." }))
    } else if let name = Self.program(of: prefix, in: bytes, object: object, line) {
      note(service: name)
    }
  }

  /// The program that a carrier names; some name a stream instead.
  private static func program(
    of prefix: RecordPrefix, in bytes: Span<UInt8>, object: Carrier?, _ line: Span<UInt8>
  ) -> String? {
    if let program = prefix.innerProgram { return bytes.text(program) }
    switch object ?? prefix.carrier {
    case .dockerJSON, .containerRuntime, .gitLabRunner: return nil
    case .journalJSON:
      return JSONCarrier.text("_SYSTEMD_UNIT", in: line)
        ?? JSONCarrier.text("SYSLOG_IDENTIFIER", in: line)
    default: return prefix.program.map { bytes.text($0) }
    }
  }

  private mutating func note(service name: String) {
    guard services[name] != nil || services.count < Self.nameLimit else { return }
    services[name, default: 0] += 1
  }

  /// What is known by now.
  var result: LogIdentity {
    var identity = identity
    identity.encoding = convertedFrom ?? encoding.name
    identity.carrier = journal ? .journalExport : Self.sorted(carriers) { $0.rawValue }.first
    identity.prefix = Self.sorted(prefixes) { $0.rawValue }.first
    identity.services = Array(Self.sorted(services) { $0 }.prefix(Self.shownLimit))
    if identity.reach == .beginning { identity.lastTime = nil }
    return identity
  }

  /// The most frequent first; of equals, in order of name.
  private static func sorted<Key>(_ counts: [Key: Int], _ name: (Key) -> String) -> [Key] {
    counts.sorted { ($1.value, name($0.key)) < ($0.value, name($1.key)) }.map(\.key)
  }
}

/// The encoding that the bytes of lines show.
private struct TextEncoding {
  private var hasMark = false
  private var hasUTF8 = false
  private var hasLatin1 = false
  private var hasInvalid = false

  mutating func take(_ line: Span<UInt8>, isFirst: Bool) {
    if isFirst { hasMark = line.matches("\u{FEFF}", at: 0) }
    guard line.indices.contains(where: { line[$0] >= 0x80 }) else { return }
    let text = line.text(0..<line.count)
    if line.withUnsafeBufferPointer({ text.utf8.elementsEqual($0) }) {
      hasUTF8 = true
    } else if text.unicodeScalars.contains("\u{FFFD}") {
      hasInvalid = true
    } else {
      hasLatin1 = true
    }
  }

  /// For people.
  var name: String {
    let hasOthers = hasInvalid || (hasUTF8 && hasLatin1)
    let name = hasUTF8 ? "UTF-8" : hasLatin1 ? "Latin-1" : "ASCII"
    return name + (hasMark ? " with a byte order mark" : "") + (hasOthers ? ", invalid bytes" : "")
  }
}
