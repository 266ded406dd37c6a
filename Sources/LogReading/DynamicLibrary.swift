#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// C libraries that are loaded when something is met that needs them.
enum DynamicLibrary {
  /// Loads a library for as long as the program runs, and looks its functions up.
  ///
  /// - Parameters:
  ///   - linux: its file's name, as the dynamic linker knows it.
  ///   - darwin: the same on Apple's systems; nil if there is none.
  ///   - lookUp: fills a table of functions; false if one is missing.
  /// - Returns: the functions; nil if the library is not installed.
  static func load<Functions>(
    linux: String, darwin: String?,
    _ lookUp: (UnsafeMutablePointer<Functions>?, UnsafeMutableRawPointer?) -> Bool
  ) -> Functions? {
    #if canImport(Darwin)
      let name = darwin
    #else
      let name: String? = linux
    #endif
    guard let name, let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    let functions = UnsafeMutablePointer<Functions>.allocate(capacity: 1)
    defer { functions.deallocate() }
    return lookUp(functions, library) ? functions.pointee : nil
  }

  /// Why something is not read.
  static func missing(_ name: String) -> ReadFailure {
    .content("needs the library \(name) to be read, which is not installed here")
  }
}
