/// An entry of a journal (systemd.journal-fields(7)), which becomes lines in the form of `journalctl -o
/// short-iso-precise`.
///
/// In the place of the program stands who wrote it in a wider sense: the container, else the service's
/// unit, else the program. The level that PRIORITY says stands before a message that says none itself,
/// as oslo.log writes it, `ERROR [-] `; of `info` nothing is written, since systemd gives it to all that a
/// service prints.
struct JournalEntry {
  /// What is kept of a name, in bytes.
  private static let nameLimit = JournalExport.nameLimit

  /// The message, ``JournalExport/sizeLimit`` bytes at most; nil if the entry has none.
  private(set) var message: [UInt8]?
  /// The container that wrote it.
  private(set) var containerID: [UInt8] = []
  /// The rest of the message follows in the container's next entry.
  var isPartial = false

  /// 0 for an emergency to 7 for what helps to debug.
  private var priority: UInt8?
  private var host: [UInt8] = []
  private var container: [UInt8] = []
  private var unit: [UInt8] = []
  private var userUnit: [UInt8] = []
  private var identifier: [UInt8] = []
  private var command: [UInt8] = []
  private var process: [UInt8] = []
  private var claimedProcess: [UInt8] = []

  /// Takes a field, `NAME=value`.
  mutating func take(_ field: Span<UInt8>) {
    guard let equals = field.firstOffset(of: UInt8(ascii: "=")) else { return }
    let value = field.extracting((equals + 1)..<field.count)
    func isNamed(_ name: StaticString) -> Bool {
      equals == name.utf8CodeUnitCount && field.matches(name, at: 0)
    }
    switch field[0] {
    case UInt8(ascii: "M"):
      if isNamed("MESSAGE") { message = Self.copy(value, upTo: JournalExport.sizeLimit) }
    case UInt8(ascii: "P"):
      if isNamed("PRIORITY"), value.count == 1, value[0].isDigit {
        priority = value[0] - UInt8(ascii: "0")
      }
    case UInt8(ascii: "S"):
      if isNamed("SYSLOG_IDENTIFIER") { identifier = Self.name(value) }
      if isNamed("SYSLOG_PID") { claimedProcess = Self.name(value) }
    case UInt8(ascii: "C"):
      if isNamed("CONTAINER_NAME") { container = Self.name(value) }
      if isNamed("CONTAINER_ID_FULL") { containerID = Self.name(value) }
      if isNamed("CONTAINER_PARTIAL_MESSAGE") { isPartial = value.matches("true", at: 0) }
    case UInt8(ascii: "_"):
      if isNamed("_HOSTNAME") { host = Self.name(value) }
      if isNamed("_SYSTEMD_UNIT") { unit = Self.name(value) }
      if isNamed("_SYSTEMD_USER_UNIT") { userUnit = Self.name(value) }
      if isNamed("_COMM") { command = Self.name(value) }
      if isNamed("_PID") { process = Self.name(value) }
    default: break
    }
  }

  /// Whether a program has written it: by the name that it gives itself, or as its service.
  func isWritten(by program: [UInt8]) -> Bool {
    identifier == program || unit == program + Array(".service".utf8)
  }

  /// Appends the rest of a message that was cut.
  mutating func append(_ rest: [UInt8]) {
    message = message.map { $0 + rest.prefix(JournalExport.sizeLimit - $0.count) }
  }

  private static func copy(_ value: Span<UInt8>, upTo limit: Int) -> [UInt8] {
    value.extracting(0..<min(value.count, limit)).withUnsafeBufferPointer { Array($0) }
  }

  /// A name without what ends one in a prefix.
  private static func name(_ value: Span<UInt8>) -> [UInt8] {
    copy(value, upTo: nameLimit).map {
      $0 <= 0x20 || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ":") ? UInt8(ascii: "_") : $0
    }
  }

  // MARK: its lines

  /// Appends the message's lines, each with its line feed, the first ``JournalExport/lineLimit`` of them;
  /// nothing for an entry without a message.
  ///
  /// Behind the first, lines are indented to the width of its prefix.
  func write(at stamp: [UInt8], to text: inout [UInt8]) {
    guard var rest = message?[...] else { return }
    while rest.last == UInt8(ascii: "\n") { rest.removeLast() }
    let start = text.count
    text += stamp
    writeOrigin(to: &text)
    let indentation = [UInt8](repeating: UInt8(ascii: " "), count: text.count - start)
    var lines = rest.split(
      separator: UInt8(ascii: "\n"), maxSplits: JournalExport.lineLimit,
      omittingEmptySubsequences: false)
    if lines.count > JournalExport.lineLimit { lines.removeLast() }
    if let level, Self.saysNoLevel(lines[0]) { text += Array("\(level.rawValue) [-] ".utf8) }
    for (index, line) in lines.enumerated() {
      if index > 0 { text += indentation }
      text += line
      text.append(UInt8(ascii: "\n"))
    }
  }

  /// ` host program[pid]: `.
  private func writeOrigin(to text: inout [UInt8]) {
    text.append(UInt8(ascii: " "))
    text += host.isEmpty ? [UInt8(ascii: "-")] : host
    text.append(UInt8(ascii: " "))
    text += origin
    let process = process.isEmpty ? claimedProcess : process
    if !process.isEmpty, process.count < 18, process.allSatisfy(\.isDigit) {
      text.append(UInt8(ascii: "["))
      text += process
      text.append(UInt8(ascii: "]"))
    }
    text.append(UInt8(ascii: ":"))
    text.append(UInt8(ascii: " "))
  }

  private var origin: [UInt8] {
    if !container.isEmpty { return container }
    let suffix = Array(".service".utf8)
    for unit in [userUnit, unit] where unit.count > suffix.count && unit.ends(with: suffix) {
      return unit.dropLast(suffix.count)
    }
    // What is no service, such as init.scope, says less than the program.
    return [identifier, command, unit].first { !$0.isEmpty } ?? Array("unknown".utf8)
  }

  /// Syslog's levels (syslog(3)); nil for `info`.
  private var level: LogLevel? {
    switch priority {
    case 0, 1, 2: .critical
    case 3: .error
    case 4: .warning
    case 5: .info
    case 7: .debug
    default: nil
    }
  }

  private static func saysNoLevel(_ line: ArraySlice<UInt8>) -> Bool {
    let line = Array(line)
    let prefix = RecordPrefix(of: line.span)
    return prefix.level == nil && !prefix.beginsRecord
  }
}

extension Collection<UInt8> {
  fileprivate func ends(with suffix: [UInt8]) -> Bool {
    self.suffix(suffix.count).elementsEqual(suffix)
  }
}
