/// What the program calls itself in reports.
package enum ToolIdentity {
  package static let name = "stackdoctor"
  /// Semantic version.
  package static let version = "0.1.0"
}
