import ProfileModel

/// Reads many profiles on all cores, a few ahead of where they are needed.
enum ProfilesAhead {
  /// How many profiles are in memory at most.
  private static let limit = 8

  /// Calls `body` with every file's profile, or why it cannot be had, in the order of the files. Ends early when the task is
  /// cancelled.
  static func forEach(
    _ files: [ProfileSource], _ body: (_ row: Int, Result<Profile, OpenError>) -> Void
  ) async {
    await withTaskGroup(of: (row: Int, profile: Result<Profile, OpenError>).self) { group in
      var started = 0
      func start() {
        guard started < files.count else { return }
        let row = started
        group.addTask { (row, Result { () throws(OpenError) in try files[row].profile() }) }
        started += 1
      }
      for _ in 0..<limit { start() }
      var early: [Int: Result<Profile, OpenError>] = [:]
      var next = 0
      while let (row, profile) = await group.next(), !Task.isCancelled {
        early[row] = profile
        while let profile = early.removeValue(forKey: next) {
          body(next, profile)
          next += 1
          start()
        }
      }
      group.cancelAll()
    }
  }
}
