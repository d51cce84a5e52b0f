/// What a function belongs to, as far as its file's path tells.
public enum Package: Hashable, Sendable {
  /// The code of the application itself: everything that is nothing else.
  case application
  /// A distribution under site-packages or dist-packages, by the name of its top directory or module.
  case distribution(String)
  case standardLibrary
  case builtin

  /// The name for people.
  public var name: String {
    switch self {
    case .application: "application"
    case .distribution(let name): name
    case .standardLibrary: "standard library"
    case .builtin: "built-in"
    }
  }
}

/// A source file's path taken apart: its package, and the part of the path that tells files apart within it.
///
/// The rules are those of CPython's installation layout: third-party code lies under a directory `site-packages` (or
/// Debian's `dist-packages`), the standard library right under `python3.11` or the like, frozen modules are named
/// `<frozen …>`, and built-ins have the file `~` (cProfile) or none (`profile`).
public struct SourcePath: Hashable, Sendable {
  public let package: Package
  /// The path below the package's directory, or the last three components; uncleaned.
  public let shortened: String

  public init(_ path: String) {
    if path == "~" || path.isEmpty {
      self.init(.builtin, "")
    } else if path.hasPrefix("<frozen ") {
      self.init(.standardLibrary, path)
    } else {
      self.init(components: path.split { $0 == "/" || $0 == "\\" })
    }
  }

  private init(_ package: Package, _ shortened: String) {
    self.package = package
    self.shortened = shortened
  }

  private init(components: [Substring]) {
    if let site = components.lastIndex(where: { $0 == "site-packages" || $0 == "dist-packages" }),
      site + 1 < components.count
    {
      let below = components[(site + 1)...]
      let top = below.first ?? ""
      let name = top.hasSuffix(".py") && below.count == 1 ? top.dropLast(3) : top
      self.init(.distribution(String(name)), below.joined(separator: "/"))
    } else if let library = components.lastIndex(where: Self.isLibraryDirectory), library + 1 < components.count {
      self.init(.standardLibrary, components[(library + 1)...].joined(separator: "/"))
    } else {
      self.init(.application, components.suffix(3).joined(separator: "/"))
    }
  }

  /// `python3.11`, `python2.7`, `pypy3.10`, `Lib` of Windows: the directory that holds the standard library.
  private static func isLibraryDirectory(_ component: Substring) -> Bool {
    if component == "Lib" { return true }
    for prefix in ["python", "pypy"] where component.hasPrefix(prefix) {
      let version = component.dropFirst(prefix.count)
      return version.first?.isNumber == true && version.allSatisfy { $0.isNumber || $0 == "." || $0 == "t" }
    }
    return false
  }
}
