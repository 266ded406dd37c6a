package import LogReading

/// A small file of text, read whole.
package enum TextFile {
  /// The most that is read, in bytes; what comes after is left out.
  package static let sizeLimit = 1 << 20

  /// Reads the file; invalid UTF-8 becomes replacement characters.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - sizeLimit: the most that is read, in bytes.
  /// - Returns: the text.
  /// - Throws: ``ReadFailure`` of open(2) and read(2).
  package static func read(
    _ path: String, sizeLimit: Int = Self.sizeLimit
  ) throws(ReadFailure) -> String {
    var reader = ChunkReader(try FileDescriptor(reading: path))
    var bytes: [UInt8] = []
    while bytes.count <= sizeLimit {
      let step = try reader.next(waiting: 250) { lent, chunk in
        lent.extracting(chunk.fresh).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      }
      if step == .end { break }
    }
    return String(decoding: bytes.prefix(sizeLimit), as: UTF8.self)
  }
}
