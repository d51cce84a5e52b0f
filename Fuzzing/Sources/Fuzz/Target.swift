import ProfileModel

/// What is fuzzed: one case each, and one line in ``callback`` and in ``run(_:)``.
enum Target: String, CaseIterable {
  /// Files: an error, or a profile whose invariants hold; its tree conserves time, its icicle tiles.
  case profile
  /// Names of request files, and the routes that they make.
  case requestName = "request-name"
  /// A search and the texts it looks at, one a line.
  case search
  case regularExpression = "regular-expression"
  /// The cleaner: what comes out can be shown, and cleaning it again changes nothing.
  case visibleText = "visible-text"

  typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

  var callback: Callback {
    switch self {
    case .profile: { @Sendable in Target.profile.run($0, $1) }
    case .requestName: { @Sendable in Target.requestName.run($0, $1) }
    case .search: { @Sendable in Target.search.run($0, $1) }
    case .regularExpression: { @Sendable in Target.regularExpression.run($0, $1) }
    case .visibleText: { @Sendable in Target.visibleText.run($0, $1) }
    }
  }

  private func run(_ bytes: [UInt8]) {
    switch self {
    case .profile: Properties.profile(bytes)
    case .requestName: Properties.requestNames(bytes)
    case .search: Properties.search(bytes)
    case .regularExpression: Properties.regularExpression(bytes)
    case .visibleText: Properties.visibleText(bytes)
    }
  }

  /// Whether the inputs are marshalled objects.
  var readsMarshal: Bool { self == .profile }

  private func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
}
