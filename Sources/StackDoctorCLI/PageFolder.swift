internal import FailureRules
internal import LogReading
internal import Reporting
internal import RuleTooling

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A folder of generated pages, compared with what they should be, or made so.
struct PageFolder {
  let path: String
  let manual: RuleManual

  /// What differs: a file's path, and how.
  struct Difference {
    var name: String
    var kind: Kind

    enum Kind: String {
      case missing = "is missing"
      case stale = "is stale"
      /// A generated page of no rule.
      case superfluous = "is the page of no rule"
    }
  }

  /// The differences, in order of name; a file that was not generated counts only where a page
  /// should be.
  var differences: [Difference] {
    let present = SourceWalk(paths: [path]).sources.map(\.name).filter { $0.hasSuffix(".md") }
      .map { String($0.dropFirst(path.count + 1)) }
    var differences: [Difference] = []
    for (name, text) in manual.files {
      guard present.contains(name) else {
        differences.append(Difference(name: name, kind: .missing))
        continue
      }
      if (try? TextFile.read("\(path)/\(name)", sizeLimit: text.utf8.count + 1)) != text {
        differences.append(Difference(name: name, kind: .stale))
      }
    }
    for name in present where manual.files[name] == nil {
      if (try? TextFile.read("\(path)/\(name)"))?.hasPrefix(RuleManual.mark) == true {
        differences.append(Difference(name: name, kind: .superfluous))
      }
    }
    return differences.sorted { $0.name < $1.name }
  }

  /// Removes the difference; false if the system does not let it.
  func settle(_ difference: Difference) -> Bool {
    let file = "\(path)/\(difference.name)"
    guard let text = manual.files[difference.name] else { return unlink(file) == 0 }
    return write(text, to: file)
  }

  /// Creates the folder and those above it, where they are missing; false if that fails.
  func create() -> Bool {
    var prefix = path.hasPrefix("/") ? "" : "."
    for component in path.split(separator: "/") {
      prefix += "/\(component)"
      if mkdir(prefix, 0o777) != 0, errno != EEXIST { return false }
    }
    return true
  }

  private func write(_ text: String, to file: String) -> Bool {
    guard let stream = fopen(file, "w") else { return false }
    var text = text
    let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, stream) == $0.count }
    return fclose(stream) == 0 && isWritten
  }
}
