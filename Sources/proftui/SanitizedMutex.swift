#if THREAD_SANITIZER
  import Glibc

  /// The standard library's `Mutex` for `Scripts/sanitize`: the thread sanitizer does not see what that does, and takes
  /// everything under it for a race. It knows the system's locks. No program that anybody runs has this.
  ///
  /// Unchecked, since the compiler knows nothing of the system's locks: the value is reached through `withLock` alone, and neither
  /// pointer leaves this type. That what is handed in may be shared is checked where the library's own is compiled.
  struct Mutex<Value>: ~Copyable, @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    init(_ value: Value) {
      pthread_mutex_init(lock, nil)
      self.value.initialize(to: value)
    }

    deinit {
      value.deinitialize(count: 1).deallocate()
      pthread_mutex_destroy(lock)
      lock.deallocate()
    }

    func withLock<Result, Failure: Error>(
      _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return try body(&value.pointee)
    }
  }
#endif
