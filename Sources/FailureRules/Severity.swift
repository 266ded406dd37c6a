/// How much a finding matters to the person who runs the service.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Worth knowing; nothing is broken.
  case info
  /// A nuisance.
  case low
  /// Something does not work as meant, or a symptom of a failure elsewhere.
  case medium
  /// A function of the cloud is broken.
  case high
  /// A service does not start or is lost.
  case critical

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Whether the first matters less.
  public static func < (first: Severity, second: Severity) -> Bool { first.rank < second.rank }
}
