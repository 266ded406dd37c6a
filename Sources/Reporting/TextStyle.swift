/// How text for people looks.
package struct TextStyle: Equatable, Sendable {
  package var hasColor: Bool
  /// Columns of the terminal; at least ``minimumWidth``.
  package var width: Int

  /// The narrowest terminal that is laid out for; a narrower one wraps by itself.
  package static let minimumWidth = 40

  package init(hasColor: Bool, width: Int) {
    self.hasColor = hasColor
    self.width = max(Self.minimumWidth, width)
  }

  /// What a piece of text is, rather than what it looks like.
  package enum Role {
    case critical, high, medium, low, info
    case title, command, faint, good

    /// Select Graphic Rendition parameters; ECMA-48, section 8.3.117.
    var parameters: String {
      switch self {
      case .critical: "1;37;41"
      case .high: "1;31"
      case .medium: "1;33"
      case .low: "1;36"
      case .info: "1;34"
      case .title: "1"
      case .command: "36"
      case .faint: "2"
      case .good: "32"
      }
    }
  }

  package func styled(_ text: String, as role: Role) -> String {
    hasColor ? "\u{1B}[\(role.parameters)m\(text)\u{1B}[0m" : text
  }
}
