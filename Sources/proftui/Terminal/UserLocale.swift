import Glibc

/// What characters the user's terminal shows, as their environment says.
enum UserLocale {
  /// Makes the C library treat characters as the user's locale does, and says whether that is UTF-8.
  ///
  /// A UTF-8 locale that is asked for but not installed, as over ssh to a bare server, is replaced by another one: only
  /// its character set matters here.
  static func adopt() -> Bool {
    let isKnown = setlocale(LC_CTYPE, "") != nil
    if isKnown && isUTF8Now { return true }
    guard let name = name(in: { getenv($0).map { String(cString: $0) } }), namesUTF8(name) else { return false }
    return ["C.UTF-8", "en_US.UTF-8"].contains { (name: String) in setlocale(LC_CTYPE, name) != nil && isUTF8Now }
  }

  private static var isUTF8Now: Bool {
    String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
  }

  /// The name of the locale for characters: the first variable that is set and not empty decides.
  ///
  /// Source: POSIX.1-2017, Environment Variables, 8.2.
  static func name(in environment: (String) -> String?) -> String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
  }

  /// Whether a locale's name, such as `de_DE.utf8@euro`, asks for UTF-8.
  static func namesUTF8(_ name: String) -> Bool {
    guard let dot = name.firstIndex(of: ".") else { return false }
    let codeset = name[name.index(after: dot)...].prefix { $0 != "@" }
    return codeset.lowercased().filter { $0 != "-" } == "utf8"
  }
}
