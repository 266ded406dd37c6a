internal import Tracebacks

/// The call that tells where an error was raised, for a type that many programs raise.
struct FramePlace {
  /// Empty if its name would not be the same in the next log.
  let function: String
  /// The end of the path: what is the same wherever the program is installed.
  let file: String

  /// Takes the innermost call into the component that has failed, else the innermost into the
  /// application, else the innermost.
  ///
  /// Nil if the type says enough, and if no call has a file.
  init?(of event: LogEvent) {
    guard let type = event.type, event.message.isEmpty || Self.isCommon(type) else { return nil }
    let component = ComponentGuess.component(of: event)
    let frames = event.frames.reversed().filter { !$0.file.isEmpty }
    let frame =
      frames.first { ComponentGuess.words(Self.end(of: $0.file)).contains(component) }
      ?? frames.first { !$0.isOfLibrary } ?? frames.first
    guard let frame else { return nil }
    file = Self.end(of: frame.file)
    function = frame.function.utf8.allSatisfy(Self.isName) ? frame.function : ""
  }

  /// A type that comes with a language, of which a message says little.
  private static func isCommon(_ type: String) -> Bool {
    common.contains(type) || type.hasPrefix("java.") || type.hasPrefix("System.")
  }

  /// Those of Python, JavaScript, Ruby, PHP and Erlang that programs raise by mistake.
  private static let common: Set<String> = [
    "ArgumentError", "ArithmeticError", "AssertionError", "AttributeError", "BrokenPipeError",
    "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "EOFError", "Error",
    "Exception", "FileExistsError", "FileNotFoundError", "IOError", "ImportError", "IndexError",
    "IsADirectoryError", "KeyError", "LookupError", "MemoryError", "ModuleNotFoundError",
    "NameError", "NoMethodError", "NotADirectoryError", "NotImplementedError", "OSError",
    "OverflowError", "PermissionError", "RangeError", "RecursionError", "ReferenceError",
    "RuntimeError", "StandardError", "StopIteration", "SyntaxError", "SystemError", "SystemExit",
    "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError",
    "ValueError", "ZeroDivisionError", "badarg", "badmatch", "function_clause", "undef",
  ]

  /// The path from the package on, where it is an installed one; else its last two components.
  private static func end(of path: String) -> String {
    for folder in ["/site-packages/", "/dist-packages/"] {
      if let range = path.ranges(of: folder).last { return String(path[range.upperBound...]) }
    }
    return path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
