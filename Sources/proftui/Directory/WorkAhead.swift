/// Does many pieces of work on all cores, a few ahead of where they are needed.
enum WorkAhead {
  /// Calls `body` with what each piece of work gave, in their order. Ends early when the task is cancelled.
  ///
  /// - Parameter limit: how many results are in memory at most, or are being made.
  static func forEach<Value: Sendable>(
    _ count: Int, ahead limit: Int, _ work: @escaping @Sendable (_ row: Int) async -> Value,
    _ body: (_ row: Int, Value) -> Void
  ) async {
    await withTaskGroup(of: (row: Int, value: Value).self) { group in
      var started = 0
      func start() {
        guard started < count else { return }
        let row = started
        group.addTask { (row, await work(row)) }
        started += 1
      }
      for _ in 0..<limit { start() }
      var early: [Int: Value] = [:]
      var next = 0
      while let (row, value) = await group.next(), !Task.isCancelled {
        early[row] = value
        while let value = early.removeValue(forKey: next) {
          body(next, value)
          next += 1
          start()
        }
      }
      group.cancelAll()
    }
  }
}
