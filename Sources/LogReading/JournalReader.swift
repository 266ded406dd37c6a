internal import CSystemd

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The entries of journals, interleaved in order of time, as libsystemd's sd-journal reads them.
///
/// Before the first call of ``next()``, and after ``seek(cursor:)``, there is no current entry. What
/// sd-journal cannot read of a damaged file it leaves out, and says nothing. Memory: of a file, what is
/// mapped of it, in windows of 8 MiB. Used by one thread at a time.
package final class JournalReader {
  /// Where journals lie that may still be written to.
  package enum Place {
    /// Where systemd-journald keeps this host's.
    case host
    /// A directory, and those in it that are named after machines.
    case directory(String)
  }

  /// What more a field has is left out, in bytes, if it is stored compressed.
  static let fieldSizeLimit = JournalExport.sizeLimit
  /// The fields of an entry that are looked at; systemd-journald takes no more.
  static let fieldLimit = 1024

  private let library: journal_functions
  private let journal: OpaquePointer
  /// How many entries were passed since the beginning; of no meaning after ``seek(cursor:)``.
  private(set) var passedCount = 0

  /// Reads journals that may grow, among new files, too.
  package convenience init(_ place: Place) throws(ReadFailure) {
    try self.init { library, journal in
      switch place {
      // SD_JOURNAL_LOCAL_ONLY of sd_journal_open(3).
      case .host: library.sd_journal_open(&journal, 1)
      case .directory(let path): library.sd_journal_open_directory(&journal, path, 0)
      }
    }
  }

  /// Reads files as they are; copies must have a name.
  convenience init(_ files: [JournalFile]) throws(ReadFailure) {
    // With success they go to sd-journal.
    var descriptors: [Int32] = []
    do throws(ReadFailure) {
      for file in files { descriptors.append(try file.duplicateNumber()) }
      try self.init { library, journal in
        library.sd_journal_open_files_fd(&journal, &descriptors, UInt32(descriptors.count), 0)
      }
    } catch {
      for descriptor in descriptors { close(descriptor) }
      throw error
    }
  }

  private init(
    _ open: (journal_functions, inout OpaquePointer?) -> Int32
  ) throws(ReadFailure) {
    guard let library = Self.library else { throw DynamicLibrary.missing("libsystemd") }
    var opened: OpaquePointer?
    let status = open(library, &opened)
    guard status >= 0, let opened else { throw Self.failure(status) }
    self.library = library
    journal = opened
    _ = library.sd_journal_set_data_threshold(journal, Self.fieldSizeLimit)
  }

  deinit { library.sd_journal_close(journal) }

  /// Nil if the library is not installed.
  private static let library: journal_functions? = DynamicLibrary.load(
    linux: "libsystemd.so.0", darwin: nil, look_up_journal)

  /// What a negative result of sd-journal means for a file.
  static func failure(_ status: Int32) -> ReadFailure {
    switch -status {
    case EBADMSG: .content("is damaged, or no systemd journal")
    case ENODATA: .content("is damaged: it is cut short")
    case EPROTONOSUPPORT:
      .content("is a journal with features that the systemd installed here does not know")
    default: .system(SystemError(number: -status))
    }
  }

  /// Goes to the next entry; false if there is none.
  package func next() throws(ReadFailure) -> Bool {
    let status = library.sd_journal_next(journal)
    guard status >= 0 else { throw Self.failure(status) }
    if status > 0 { passedCount += 1 }
    return status > 0
  }

  /// Goes to the entry before; false if there is none.
  func previous() throws(ReadFailure) -> Bool {
    let status = library.sd_journal_previous(journal)
    guard status >= 0 else { throw Self.failure(status) }
    return status > 0
  }

  /// Goes to the next entry, in files that have come, too; false if none has been written yet.
  func nextWritten() throws(ReadFailure) -> Bool {
    if try next() { return true }
    guard try wait(0) else { return false }
    return try next()
  }

  /// Waits until there may be new entries, or `milliseconds` have passed; the first call begins to watch,
  /// and returns at once.
  ///
  /// - Returns: whether there may be new entries.
  package func wait(_ milliseconds: Int32) throws(ReadFailure) -> Bool {
    let status = library.sd_journal_wait(journal, UInt64(max(0, milliseconds)) * 1000)
    guard status >= 0 else { throw Self.failure(status) }
    // SD_JOURNAL_NOP
    return status > 0
  }

  // MARK: the current entry

  /// What tells the entry from all others; nil if that cannot be read.
  package var cursor: String? {
    var text: UnsafeMutablePointer<CChar>?
    guard library.sd_journal_get_cursor(journal, &text) >= 0, let text else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Goes before the first entry.
  func rewind() throws(ReadFailure) {
    let status = library.sd_journal_seek_head(journal)
    guard status >= 0 else { throw Self.failure(status) }
    passedCount = 0
  }

  /// Goes to the entry with a cursor; ``next()`` goes on behind it.
  ///
  /// For journals that systemd-journald keeps: in a file that was made to do harm, sd-journal may search for
  /// ages.
  ///
  /// - Returns: false if there is none; the current entry is then one near to where it was, if there is
  ///   one at all.
  package func seek(cursor: String) throws(ReadFailure) -> Bool {
    let status = library.sd_journal_seek_cursor(journal, cursor)
    guard status >= 0 else { throw Self.failure(status) }
    return try next() && library.sd_journal_test_cursor(journal, cursor) > 0
  }

  /// When the entry was written, in microseconds since 1970; nil if that cannot be read.
  var microseconds: UInt64? {
    var time: UInt64 = 0
    return library.sd_journal_get_realtime_usec(journal, &time) >= 0 ? time : nil
  }

  /// The run of the system that the entry is of; nil if that cannot be read.
  var bootID: JournalBootID? {
    var time: UInt64 = 0
    var id = journal_id()
    guard library.sd_journal_get_monotonic_usec(journal, &time, &id) >= 0 else { return nil }
    return withUnsafeBytes(of: id) { JournalBootID($0) }
  }

  /// Calls `body` with each field of the entry, `NAME=value`, ``fieldLimit`` of them at most.
  ///
  /// - Returns: false if the rest of them cannot be read.
  func forEachField(_ body: (Span<UInt8>) -> Void) -> Bool {
    library.sd_journal_restart_data(journal)
    for _ in 0..<Self.fieldLimit {
      var data: UnsafeRawPointer?
      var size = 0
      let status = library.sd_journal_enumerate_data(journal, &data, &size)
      guard status > 0, let data else { return status == 0 }
      body(UnsafeBufferPointer(start: data.assumingMemoryBound(to: UInt8.self), count: size).span)
    }
    return true
  }
}
