internal import ArgumentParser
internal import Findings
internal import Reporting

/// A report in a file, `FORMAT=FILE`.
struct ReportFile: ExpressibleByArgument, Equatable {
  let format: ReportFormat
  let file: OutputFile

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let format = ReportFormat(rawValue: String(parts[0])) else {
      return nil
    }
    self.format = format
    file = OutputFile(path: String(parts[1]))
  }

  /// Writes the report; a reason if that fails, and then the file is as it was.
  func write(_ diagnosis: Diagnosis) -> String? {
    var text = ""
    let style = TextStyle(hasColor: false, width: 100)
    format.reporter(style: style).write(diagnosis, to: &text)
    return file.write(text)
  }
}
