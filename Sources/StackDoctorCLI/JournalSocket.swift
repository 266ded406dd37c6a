internal import LogReading
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The socket on which the systemd journal takes records: a datagram each.
struct JournalSocket {
  private let path: String
  private let descriptor: Int32

  init(path: String) {
    self.path = path
    #if canImport(Glibc)
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #else
      descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
    #endif
  }

  /// Sends a record; a reason if that fails.
  func send(_ record: JournalRecord) -> String? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else { return "the path has more than \(room - 1) bytes" }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let count = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        record.bytes.withUnsafeBytes {
          sendto(
            descriptor, $0.baseAddress, $0.count, 0, address,
            socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
    return count == record.bytes.count ? nil : SystemError.last.description
  }
}
