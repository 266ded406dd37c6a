internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Standard output and standard error, without buffers of their own.
struct StandardStream: TextOutputStream {
  private let descriptor: Int32

  static var output: StandardStream { StandardStream(descriptor: 1) }
  static var error: StandardStream { StandardStream(descriptor: 2) }

  /// Whether a person would have to type the input.
  static var inputIsTerminal: Bool { isatty(0) == 1 }

  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The terminal's columns; nil where there is none or it does not say.
  var columns: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all of the text.
  ///
  /// A reader of standard output that has gone ends the program.
  mutating func write(_ text: String) {
    guard !Self.write(text, to: descriptor), descriptor == 1 else { return }
    exit(errno == EPIPE ? ExitStatus.brokenPipe.rawValue : ExitStatus.unreadable.rawValue)
  }

  /// Tells something on standard error: a line that begins with the program's name and cannot control
  /// a terminal.
  static func tell(_ message: String) {
    var stream = error
    stream.write("\(ToolIdentity.name): \(ProblemText.line(message))\n")
  }

  /// Writes all of the text to an open file; false, with errno(3) set, if that fails.
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #else
          let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if count > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR && errno != EAGAIN {
          return false
        }
      }
      return true
    }
  }
}
