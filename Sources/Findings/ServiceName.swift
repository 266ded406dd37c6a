internal import LogReading

extension RecordHeader {
  /// Files to which many services write, by the names that syslog daemons, systemd and Zuul give them.
  private static let sharedFiles: Set<String> = [
    "syslog", "messages", "daemon", "user", "kern", "journal", "console", "job-output",
  ]
  /// Names that are longer are ids of containers.
  private static let nameLimit = 60

  /// Who wrote a record, for people: the program that a carrier names; else the file's name up to its
  /// first point; of a file that says nothing of the service, the first part of the logger's name.
  func service(in source: String) -> String {
    if let program {
      return program.hasSuffix(".service") ? String(program.dropLast(8)) : program
    }
    let name = source.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    let isService =
      name.map {
        source != LogSource.standardInput.name && !Self.sharedFiles.contains($0)
          && $0.count <= Self.nameLimit && $0.contains(where: \.isLetter)
      } ?? false
    if let name, isService { return name }
    return logger?.split(separator: ".").first.map(String.init) ?? name ?? source
  }
}
