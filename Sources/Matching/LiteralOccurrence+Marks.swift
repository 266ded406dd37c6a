internal import LogReading
internal import PatternEngine

/// Marks stand among the occurrences of literals, so that a line's are seen in order.
extension LiteralOccurrence {
  /// Stands for ``LineMark/errorLevel``.
  static let errorLevel: Int32 = -1
  /// Stands for ``LineMark/call``.
  static let call: Int32 = -2

  /// Whether it is no literal but a mark.
  var isMark: Bool { literal < 0 }

  init(offset: Int, mark: LineMark) {
    let literal =
      switch mark {
      case .errorLevel: Self.errorLevel
      case .call: Self.call
      }
    self.init(offset: Int32(offset), literal: literal)
  }
}
