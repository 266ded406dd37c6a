/// A JSON value whose shape follows what it speaks of.
indirect enum JSONValue: Encodable {
  case text(String)
  case number(Int)
  case list([JSONValue])
  case object([String: JSONValue])

  static func texts(_ texts: [String]) -> JSONValue { .list(texts.map(JSONValue.text)) }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .list(let items): try container.encode(items)
    case .object(let members): try container.encode(members)
    }
  }
}
