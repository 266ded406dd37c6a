internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// SIGINT and SIGTERM, as a question that a scan asks now and then.
enum Interrupt {
  private static let received = Atomic<Int32>(0)

  /// The signal that has asked the program to end; 0 if none has.
  static var signal: Int32 { received.load(ordering: .relaxed) }

  /// Takes the signals over, and lets writes to a closed pipe fail rather than kill.
  ///
  /// A second signal ends the program at once.
  static func watch() {
    var action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = { Interrupt.received.store($0, ordering: .relaxed) }
    #else
      action.__sigaction_u.__sa_handler = { Interrupt.received.store($0, ordering: .relaxed) }
    #endif
    // No SA_RESTART: a waiting read must return.
    action.sa_flags = CInt(truncatingIfNeeded: SA_RESETHAND)
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
    // Some parents start their children with signals blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
    #if canImport(Glibc)
      Glibc.signal(SIGPIPE, SIG_IGN)
    #else
      Darwin.signal(SIGPIPE, SIG_IGN)
    #endif
  }
}
