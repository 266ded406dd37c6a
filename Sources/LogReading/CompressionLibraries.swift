internal import CArchive

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The C libraries that read compressed data and archives.
///
/// Each is loaded when it is first needed: with all that libarchive itself is linked to, that takes
/// longer than to read a short log.
enum CompressionLibraries {
  /// Nil if the library is not installed.
  static let archive: archive_functions? = load(
    linux: "libarchive.so.13", darwin: "libarchive.2.dylib", look_up_archive)
  /// Nil if the library is not installed.
  static let zlib: zlib_functions? = load(
    linux: "libz.so.1", darwin: "libz.1.dylib", look_up_zlib)
  /// Nil if the library is not installed.
  static let lzma: lzma_functions? = load(
    linux: "liblzma.so.5", darwin: "liblzma.5.dylib", look_up_lzma)

  private static func load<Functions>(
    linux: String, darwin: String,
    _ lookUp: (UnsafeMutablePointer<Functions>?, UnsafeMutableRawPointer?) -> Bool
  ) -> Functions? {
    #if canImport(Darwin)
      let name = darwin
    #else
      let name = linux
    #endif
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    let functions = UnsafeMutablePointer<Functions>.allocate(capacity: 1)
    defer { functions.deallocate() }
    return lookUp(functions, library) ? functions.pointee : nil
  }

  /// Why something is not read.
  static func missing(_ name: String) -> ReadFailure {
    .content("needs the library \(name) to be read, which is not installed here")
  }
}
