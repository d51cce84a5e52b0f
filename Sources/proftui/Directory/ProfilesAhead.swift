import ProfileModel

/// Reads many profiles on all cores, a few ahead of where they are needed.
enum ProfilesAhead {
  /// How many profiles are in memory at most.
  static let limit = 8

  /// Calls `body` with every file's profile, or why it cannot be had, in the order of the files. Ends early when the task is
  /// cancelled.
  static func forEach(
    _ files: [ProfileSource], _ body: (_ row: Int, Result<Profile, OpenError>) -> Void
  ) async {
    await WorkAhead.forEach(files.count, ahead: limit) { row in
      Result { () throws(OpenError) in try files[row].profile() }
    } _: {
      body($0, $1)
    }
  }
}
