#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Values as JSON, keys in alphabetical order; what could control a terminal is escaped.
package enum JSONText {
  /// Encodes a value of texts, numbers, lists and objects, which an encoder cannot refuse.
  package static func of(_ value: some Encodable, isPretty: Bool) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    guard let data = try? encoder.encode(value) else { return "null" }
    return safe(String(decoding: data, as: UTF8.self))
  }

  /// Decodes a value.
  ///
  /// - Throws: ``Mistake``, with the path of the key where that helps.
  static func value<Value: Decodable>(
    _ type: Value.Type, in text: String
  ) throws(Mistake) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Mistake(error as? DecodingError)
    }
  }

  /// Where a text is not what was expected.
  struct DecodingFailure: Error {
    /// The value, or of one that is missing the object around it.
    var path: [JSONLocator.Step] = []
    /// Its path in words, such as `findings[0].title`.
    var name = ""
    /// What was expected there; nil if it is missing.
    var expected: String?

    init(_ error: DecodingError?) {
      switch error {
      case .keyNotFound(let key, let context):
        take(context.codingPath)
        name = Mistake.path(context.codingPath + [key])
      case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
        take(context.codingPath)
        expected = Self.name(of: type)
      case .dataCorrupted(let context):
        take(context.codingPath)
        expected = "another value"
      default: expected = "JSON"
      }
    }

    private mutating func take(_ keys: [any CodingKey]) {
      path = keys.map { $0.intValue.map { .index($0) } ?? .key($0.stringValue) }
      name = Mistake.path(keys)
    }

    private static func name(of type: any Any.Type) -> String {
      switch type {
      case is String.Type: "a text"
      case is Int.Type: "a number"
      case is Bool.Type: "true or false"
      case is [Any].Type: "a list"
      default: "an object"
      }
    }
  }

  /// Decodes a value, and says where that fails.
  static func decoded<Value: Decodable>(
    _ type: Value.Type, in text: String
  ) throws(DecodingFailure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw DecodingFailure(error as? DecodingError)
    }
  }

  /// Why a text could not be decoded, in lower case without a full stop.
  package struct Mistake: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    fileprivate init(_ error: DecodingError?) {
      switch error {
      case .keyNotFound(let key, let context):
        self.init("'\(Self.path(context.codingPath + [key]))' is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        let path = Self.path(context.codingPath)
        self.init("\(path.isEmpty ? "the whole" : "'\(path)'") is of another type than expected")
      case .dataCorrupted, nil: self.init("is no JSON")
      @unknown default: self.init("is no JSON")
      }
    }

    static func path(_ keys: [any CodingKey]) -> String {
      keys.reduce(into: "") { path, key in
        if let index = key.intValue {
          path += "[\(index)]"
        } else {
          path += (path.isEmpty ? "" : ".") + key.stringValue
        }
      }
    }
  }

  /// Such characters stand in texts only, and JSON itself escapes those below U+0020.
  private static func safe(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: { $0 != "\n" && SafeText.isUnsafe($0) }) else {
      return json
    }
    return json.unicodeScalars.reduce(into: "") { result, scalar in
      guard scalar != "\n", SafeText.isUnsafe(scalar) else {
        result.unicodeScalars.append(scalar)
        return
      }
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
