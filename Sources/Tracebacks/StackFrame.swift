internal import LogReading

/// One call in a traceback.
public struct StackFrame: Equatable, Sendable {
  /// The path as the trace gives it.
  public var file: String
  /// 1-based; 0 where the trace does not say.
  public var line: Int
  /// Empty where the trace does not say.
  public var function: String

  /// Takes the parts as they are.
  public init(file: String, line: Int, function: String) {
    self.file = file
    self.line = line
    self.function = function
  }

  /// Whether the call is into what the language or its package manager has installed, rather than the
  /// application's own.
  public var isOfLibrary: Bool {
    let (file, function) = (Array(file.utf8), Array(function.utf8))
    return Self.libraryPaths.contains { file.span.firstOffset(of: $0) != nil }
      || Self.libraryPackages.contains { function.span.matches($0, at: 0) }
  }

  /// Where Python, Node, Ruby, Go, Rust and PHP keep what is not the application's.
  private static let libraryPaths: [StaticString] = [
    "/site-packages/", "/dist-packages/", "/lib/python", "<frozen ", "/node_modules/", "node:",
    "/gems/", "/lib/ruby/", "/usr/lib/go", "/go/src/runtime/", "/go/pkg/mod/", "/rustc/",
    "/.cargo/registry/", "/vendor/",
  ]
  private static let libraryPackages: [StaticString] = [
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "System.",
  ]
}
