import Glibc
import Synchronization

/// Runs background tasks on a few threads that end as soon as nothing is left to do, so that an idle program sleeps.
///
/// Swift's own executor on Linux never does: libdispatch looks after its pool of threads by a timer that fires every second,
/// from the first task to the end of the program (`event/workqueue.c`, `_dispatch_workq_init_once`).
final class BackgroundThreads: TaskExecutor {
  static let shared = BackgroundThreads()

  private struct State {
    /// What no thread has taken yet, oldest first: seldom more than a handful.
    var jobs: [UnownedJob] = []
    var threads = 0
  }

  /// More than there are long tasks at a time, so that none waits for another to end.
  private static let limit = 8

  private let state = Mutex(State())

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let needsThread = state.withLock { state in
      state.jobs.append(job)
      guard state.threads < Self.limit else { return false }
      state.threads += 1
      return true
    }
    if needsThread { start() }
  }

  /// Starts a thread, which keeps the executor alive until it ends.
  private func start() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let error = Signals.whileBlocked {
      pthread_create(
        &thread, &attributes,
        { context in
          guard let context else { return nil }
          Unmanaged<BackgroundThreads>.fromOpaque(context).takeRetainedValue().work()
          return nil
        }, context)
    }
    guard error != 0 else { return }
    // No thread can be had: the one that asked does the work, late rather than never.
    Unmanaged<BackgroundThreads>.fromOpaque(context).release()
    work()
  }

  private func work() {
    while let job = nextJob() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// The next job; nil when there is none, after which the thread that asked ends.
  private func nextJob() -> UnownedJob? {
    state.withLock { state in
      if state.jobs.isEmpty {
        state.threads -= 1
        return nil
      }
      return state.jobs.removeFirst()
    }
  }
}

extension Task where Failure == Never {
  /// Starts work that takes long on a thread of its own.
  @discardableResult
  static func background(_ work: @escaping @Sendable () async -> Success) -> Task {
    Task.detached(executorPreference: BackgroundThreads.shared, operation: work)
  }
}

extension Task where Success == Void, Failure == Never {
  /// Waits for work that uses several threads: for commands without a screen. Blocks.
  static func blocking<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    let mailbox = Mailbox<Value>()
    Task.background { mailbox.post(await work()) }
    while true {
      if let value = mailbox.take(waiting: -1).first { return value }
    }
  }
}
