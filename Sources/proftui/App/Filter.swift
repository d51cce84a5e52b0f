import ProfileModel

/// Something that the explorer can fold away, or does not.
enum Filter: CaseIterable, Hashable, Sendable {
  case builtins
  case standardLibrary
  case thirdParty
  /// Runs of boxes that hand almost all of their time to one callee are one box each.
  case chains

  /// The key in the menu.
  var key: Unicode.Scalar {
    switch self {
    case .builtins: "b"
    case .standardLibrary: "s"
    case .thirdParty: "t"
    case .chains: "c"
    }
  }

  var title: String {
    switch self {
    case .builtins: "built-ins"
    case .standardLibrary: "standard library"
    case .thirdParty: "third party"
    case .chains: "chains"
    }
  }

  /// Whether the functions of a package are folded away.
  func hides(_ package: Package) -> Bool {
    switch (self, package) {
    case (.builtins, .builtin), (.standardLibrary, .standardLibrary),
      (.standardLibrary, .generated), (.thirdParty, .distribution):
      true
    case (.builtins, _), (.standardLibrary, _), (.thirdParty, _), (.chains, _): false
    }
  }
}
