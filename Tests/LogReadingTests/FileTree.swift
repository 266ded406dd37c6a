import Foundation
import Testing

/// An entry of a directory that a test makes.
enum TreeEntry: Sendable {
  case file(String)
  case directory(String)
  case symbolicLink(String, to: String)
  case hardLink(String, to: String)
  case pipe(String)
  case socket(String)
}

extension TemporaryDirectory {
  func make(_ entry: TreeEntry) throws {
    let manager = FileManager.default
    switch entry {
    case .file(let name): _ = try write(Array(name.utf8), to: name)
    case .directory(let name):
      try manager.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    case .symbolicLink(let name, let target):
      try manager.createSymbolicLink(
        atPath: "\(path)/\(name)", withDestinationPath: target)
    case .hardLink(let name, let target):
      try manager.linkItem(atPath: "\(path)/\(target)", toPath: "\(path)/\(name)")
    case .pipe(let name): try #require(mkfifo("\(path)/\(name)", 0o600) == 0)
    case .socket(let name): try bindSocket("\(path)/\(name)")
    }
  }

  private func bindSocket(_ path: String) throws {
    #if canImport(Glibc)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
  }
}
