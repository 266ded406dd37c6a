internal import CArchive

/// The C libraries that read compressed data and archives.
///
/// Each is loaded when it is first needed: with all that libarchive itself is linked to, that takes
/// longer than to read a short log.
enum CompressionLibraries {
  /// Nil if the library is not installed.
  static let archive: archive_functions? = DynamicLibrary.load(
    linux: "libarchive.so.13", darwin: "libarchive.2.dylib", look_up_archive)
  /// Nil if the library is not installed.
  static let zlib: zlib_functions? = DynamicLibrary.load(
    linux: "libz.so.1", darwin: "libz.1.dylib", look_up_zlib)
  /// Nil if the library is not installed.
  static let lzma: lzma_functions? = DynamicLibrary.load(
    linux: "liblzma.so.5", darwin: "liblzma.5.dylib", look_up_lzma)
}
