/// Compressed data that is being read; what it holds bears its name.
final class CompressionLayer: Layer {
  let name: String
  let form: String
  private var bytes: (any ByteSource)?

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - content: the compressed data.
  ///   - compression: its form.
  ///   - layer: how many layers lie around it.
  ///   - budget: that of the file.
  /// - Throws: why there is nothing to be read.
  init(
    _ content: Content, _ compression: ContentKind.Compression, layer: Int, budget: ArchiveBudget
  ) throws(ReadFailure) {
    name = content.name
    form = compression.rawValue
    func input() -> LayerInput { LayerInput(content.bytes, layer: layer, budget: budget) }
    switch compression {
    case .gzip: bytes = DecompressedBytes(input(), try GzipDecompressor())
    case .xz:
      bytes = DecompressedBytes(input(), try XZDecompressor(memoryLimit: budget.memoryLimit))
    case .bzip2, .zstd, .lz4, .lzip, .compress:
      let reader = try ArchiveReader(content.bytes, format: nil, layer: layer, budget: budget)
      bytes = try reader.nextMember().map { _ in reader }
    }
  }

  var isBroken: Bool { false }

  func next() -> Content? { bytes.take().map { Content(name: name, bytes: $0) } }
}
