package import LogReading

/// What logs were taken for, as text for people.
package struct IdentityTextReporter {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  /// Writes one of them.
  package func write(_ identity: LogIdentity, to output: inout some TextOutputStream) {
    output.write(style.styled(SafeText.line(identity.name), as: .title) + "\n")
    for (label, value) in Self.rows(of: identity) {
      let margin = label + String(repeating: " ", count: 11 - label.count)
      output.write("  \(style.styled(margin, as: .faint))\(SafeText.line(value))\n")
    }
  }

  private static func rows(of identity: LogIdentity) -> [(String, String)] {
    var rows: [(String, String)] = []
    if !identity.containers.isEmpty {
      rows.append(("within", identity.containers.joined(separator: ", ")))
    }
    if let kind = identity.binaryKind { return rows + [("not text", kind)] }
    rows.append(("encoding", identity.encoding))
    rows.append(("carrier", identity.carrier?.rawValue ?? "none"))
    rows.append(("prefix", identity.prefix?.rawValue ?? "none"))
    if let first = identity.firstTime {
      rows.append(("time", first + (identity.lastTime.map { " to \($0)" } ?? " and later")))
    }
    if !identity.services.isEmpty {
      rows.append(("services", identity.services.joined(separator: ", ")))
    }
    let reach = identity.reach == .all ? "" : ", \(identity.reach.rawValue)"
    return rows + [("looked at", Summary.count(identity.lineCount, "line") + reach)]
  }
}

/// The same as one JSON document, written one by one.
package struct IdentityJSONWriter {
  private var isFirst = true

  package init() {}

  /// Begins the document.
  package func begin(_ output: inout some TextOutputStream) {
    output.write("{\n  \"schema_version\" : 1,\n  \"logs\" : [")
  }

  /// Adds a log.
  package mutating func write(_ identity: LogIdentity, to output: inout some TextOutputStream) {
    output.write((isFirst ? "\n    " : ",\n    ") + JSONText.of(Item(identity), isPretty: false))
    isFirst = false
  }

  /// Ends the document.
  package func end(_ output: inout some TextOutputStream) {
    output.write("\n  ]\n}\n")
  }

  /// Names and shape of one log; what is not known is missing.
  private struct Item: Encodable {
    var source: String
    var containers: [String]
    var binary: String?
    var encoding: String?
    var carrier: String?
    var prefix: String?
    var first_time: String?
    var last_time: String?
    var services: [String]?
    var lines: Int?
    var looked_at: String?

    init(_ identity: LogIdentity) {
      source = identity.name
      containers = identity.containers
      binary = identity.binaryKind
      guard binary == nil else { return }
      encoding = identity.encoding
      carrier = identity.carrier?.rawValue
      prefix = identity.prefix?.rawValue
      first_time = identity.firstTime
      last_time = identity.lastTime
      services = identity.services
      lines = identity.lineCount
      looked_at = identity.reach.rawValue
    }
  }
}
