/// The least severity that makes a scan fail; `never` for none.
package enum FailureThreshold: String, Sendable, CaseIterable {
  case never, info, low, medium, high, critical

  package var severity: Severity? { Severity(rawValue: rawValue) }
}
