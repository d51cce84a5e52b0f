import Glibc

/// Signals of this thread.
enum Signals {
  /// Does something that no signal interrupts but those of its own faults; the others wait. Threads that are started
  /// meanwhile are never interrupted: the signals are those of the thread that started them.
  static func whileBlocked<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    var blocked = sigset_t()
    var before = sigset_t()
    sigfillset(&blocked)
    for fault in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS] { sigdelset(&blocked, fault) }
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
  }
}
