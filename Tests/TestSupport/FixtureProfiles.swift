import ProfileModel

extension Fixtures {
  /// A profile below `Tests/Fixtures/profiles`.
  public static func profile(_ path: String) throws -> Profile { try ProfileFormat.read(bytes("profiles/" + path)) }

  /// A profile below `Examples`.
  public static func example(_ path: String) throws -> Profile {
    try ProfileFormat.read(bytes("../../Examples/" + path))
  }

  /// Every profile that must open.
  public static func goodProfiles() throws -> [Profile] {
    try names(in: "profiles/good").map { try profile("good/" + $0) }
  }
}
