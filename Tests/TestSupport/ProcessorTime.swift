import Glibc

/// Seconds of processor time that some work takes on this thread, the least of some attempts: what else the machine does is
/// hardly in it.
public func processorTime(attempts: Int = 3, _ work: () -> Void) -> Double {
  (0..<attempts).map { _ in
    let start = threadTime()
    work()
    return threadTime() - start
  }.min() ?? 0
}

private func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
