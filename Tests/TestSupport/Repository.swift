import Glibc

/// Where the tests find what they look at: the repository's own files and the program built beside the tests.
public enum Repository {
  /// The repository's directory, without a slash at the end.
  public static var root: String {
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  }

  /// The profiles that the repository ships.
  public static var placement: String { root + "/Examples/placement" }

  /// Python with the packages of `Tests/Peers/requirements.txt`, which `Scripts/set-up tests` puts there.
  public static var python: String { root + "/.build/python/bin/python3" }

  /// The directory of the built program: the one that the test bundle lies in, or what `PROFTUI_PROGRAMS` says (for stories
  /// with an optimized program, which is quick enough to have work done where the other one has to say that it waits).
  ///
  /// The running program is the bundle itself, or the toolchain's test runner with the bundle among its arguments.
  public static var programs: String {
    if let directory = getenv("PROFTUI_PROGRAMS") { return String(cString: directory) }
    let bundle = ([ownProgram] + CommandLine.arguments).first { $0.contains(".xctest") }
    guard let bundle, let end = bundle.lastIndex(of: "/") else {
      preconditionFailure("no test bundle in \(CommandLine.arguments)")
    }
    return String(bundle[..<end])
  }

  private static var ownProgram: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }
}

extension Repository {
  /// The names of the profiles that the repository ships, sorted.
  public static var placementFiles: [String] {
    Fixtures.names(in: "../../Examples/placement").filter { $0.hasSuffix(".prof") }
  }
}
