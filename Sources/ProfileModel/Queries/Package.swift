/// What a function belongs to, as far as its file's path tells.
public enum Package: Hashable, Sendable {
  /// The code of the application itself: everything that is nothing else.
  case application
  /// A distribution under site-packages or dist-packages, by the name of its top directory or module.
  case distribution(String)
  case standardLibrary
  case builtin
  /// Code that was made while the program ran and does not say by whom: what `exec` was given, and what `namedtuple` and
  /// `dataclass` made of a class.
  case generated

  /// The name for people.
  public var name: String {
    switch self {
    case .application: "application"
    case .distribution(let name): name
    case .standardLibrary: "standard library"
    case .builtin: "built-in"
    case .generated: "generated code"
    }
  }
}

/// A source file's path taken apart: its package, and the part of the path that tells files apart within it.
///
/// The rules are those of Python's installation layouts: third-party code lies under a directory `site-packages` (or
/// Debian's `dist-packages`), in an egg or a wheel; the standard library right under `lib/python3.11` or the like, under
/// `Lib` on Windows, under `lib-python/3` of old PyPy, or in `python311.zip`. Frozen modules are named `<frozen …>`, what
/// was typed `<stdin>` or the like, code that a library generated as the library chose (`<string>` as a rule, which tells
/// nothing), and built-ins have the file `~` (cProfile) or none (`profile`).
public struct SourcePath: Hashable, Sendable {
  /// Whose code it is.
  public let package: Package
  /// The path below the package's directory; of the application's own files below its root, at most the last three
  /// components. Uncleaned.
  public let shortened: String

  /// - Parameter application: where the application's own code is, as far as that is known.
  public init(_ path: String, application: ApplicationRoot = .unknown) {
    if path == "~" || path.isEmpty {
      self.init(.builtin, "")
    } else if path.starts(with: "<") {
      let package = Self.generator(of: path)
      self.init(application.isNamed(package) ? .application : package, path)
    } else if let below = application.named(path) {
      self.init(.application, Self.joined(below.suffix(3)))
    } else {
      let components = Self.components(of: path)
      if let (package, below) = Self.installed(components, isWindows: path.contains("\\")) {
        self.init(application.isNamed(package) ? .application : package, Self.joined(below))
      } else {
        self.init(.application, Self.joined(application.below(components).suffix(3)))
      }
    }
  }

  /// The same path in a package that is known by another name.
  public init(_ path: SourcePath, in package: Package) { self.init(package, path.shortened) }

  private init(_ package: Package, _ shortened: String) {
    self.package = package
    self.shortened = shortened
  }

  static func components(of path: String) -> [Substring] {
    path.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.map { Substring($0) }
  }

  private static func joined(_ components: ArraySlice<Substring>) -> String { components.joined(separator: "/") }
}

// MARK: - Installed code

extension SourcePath {
  /// The package of installed code, and the path's components from its directory on; nil for other code.
  private static func installed(
    _ components: [Substring], isWindows: Bool
  ) -> (Package, ArraySlice<Substring>)? {
    if let below = belowSite(components) {
      return (.distribution(distribution(of: below)), below)
    }
    let library = components.indices.last { index in
      index + 1 < components.count && isLibraryDirectory(components, at: index, isWindows: isWindows)
    }
    return library.map { (.standardLibrary, components[($0 + 1)...]) }
  }

  /// What lies below a directory of third-party code: below the last one, and below an egg or a wheel in it.
  private static func belowSite(_ components: [Substring]) -> ArraySlice<Substring>? {
    let site = components.lastIndex { component in
      component == "site-packages" || component == "dist-packages" || component.ends(with: ".egg")
        || component.ends(with: ".whl")
    }
    guard let site, site + 1 < components.count else { return nil }
    return components[(site + 1)...]
  }

  /// The directory of third-party code that a path lies in; nil for other paths.
  public static func siteDirectory(of path: String) -> String? {
    let directories = components(of: path).dropLast()
    let site = ["site-packages", "dist-packages"].lazy.compactMap { name in directories.last { $0 == name } }.first
    guard let site, site.startIndex > path.startIndex else { return nil }
    return String(path[..<site.endIndex])
  }

  /// The name of the top directory or module; of namespaces that many distributions share, with the next one.
  private static func distribution(of below: ArraySlice<Substring>) -> String {
    let top = below.first ?? ""
    if below.count == 1 { return String(top.ends(with: ".py") ? top.dropLast(3) : top) }
    guard namespaces.contains(top), below.count > 2 else { return String(top) }
    return "\(top).\(below[below.startIndex + 1])"
  }

  private static let namespaces: Set<Substring> = [
    "azure", "backports", "google", "jaraco", "paste", "plone", "repoze", "ruamel", "sphinxcontrib", "zope",
  ]

  /// Whether the directory holds the standard library: `lib/python3.11`, `lib64/python2.7`, `lib/pypy3.10`, `Lib` of
  /// Windows, `lib-python/3` of old PyPy, `python311.zip`.
  private static func isLibraryDirectory(_ components: [Substring], at index: Int, isWindows: Bool) -> Bool {
    let component = components[index]
    let parent = index > 0 ? components[index - 1] : ""
    if isWindows, component.lowercased() == "lib" { return true }
    if component == "lib_pypy" || (parent == "lib-python" && component.utf8.first.map(isDigit) == true) { return true }
    if component.starts(with: "python"), component.ends(with: ".zip") { return true }
    guard parent == "lib" || parent == "lib64" || parent == "lib32" else { return false }
    let version = component.utf8.drop { !isDigit($0) }
    let name = component[..<version.startIndex]
    guard name == "python" || name == "pypy", !version.isEmpty else { return false }
    return version.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "t") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

// MARK: - Generated code

extension SourcePath {
  /// Who made code without a file.
  private static func generator(of path: String) -> Package {
    generators.first { path.hasPrefix($0.prefix) }?.package ?? maker(of: path).map { .distribution($0) } ?? .generated
  }

  /// The first word of `<sqlalchemy generated _restore_state>`: libraries name themselves in what they generate.
  private static func maker(of path: String) -> String? {
    let words = path.dropFirst().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    return words.count == 3 && words[1] == "generated" && !words[0].isEmpty ? String(words[0]) : nil
  }

  private static let generators: [(prefix: String, package: Package)] = [
    ("<frozen ", .standardLibrary),
    ("<doctest ", .standardLibrary),
    ("<stdin>", .application),
    ("<console>", .application),
    ("<input>", .application),
    ("<ipython-input-", .application),
    ("<ipython console>", .application),
    ("<attrs generated", .distribution("attr")),
    ("<template>", .distribution("jinja2")),
    ("<werkzeug routing>", .distribution("werkzeug")),
    ("<decorator-gen", .distribution("decorator")),
    ("<makefun-gen", .distribution("makefun")),
    ("<boltons.", .distribution("boltons")),
    ("<__array_function__ internals>", .distribution("numpy")),
    ("<lambdifygenerated", .distribution("sympy")),
  ]
}

extension StringProtocol {
  /// Bytes are compared: file names are nothing but bytes.
  fileprivate func starts(with text: String) -> Bool { utf8.starts(with: text.utf8) }

  fileprivate func ends(with text: String) -> Bool {
    utf8.suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
