/// Under what name the packages of a directory of third-party code were installed: `yaml` is PyYAML, `dateutil` is
/// python-dateutil. Made from what the directory's `.dist-info` and `.egg-info` directories say.
public struct DistributionNames: Hashable, Sendable {
  /// By top directory or module; only where the names are unlike.
  private var names: [String: String] = [:]

  public init() {}

  /// Whether no distribution has another name than its package.
  public var isEmpty: Bool { names.isEmpty }

  /// The name of the distribution that a top directory or module is of.
  public subscript(top: String) -> String { names[top] ?? top }

  /// Takes in one installed distribution.
  ///
  /// - Parameters:
  ///   - directory: `PyYAML-6.0.1.dist-info` or `six-1.16.0-py3.11.egg-info`.
  ///   - tops: its top directories and modules.
  public mutating func add(directory: String, tops: some Sequence<String>) {
    guard let name = Self.name(ofDirectory: directory) else { return }
    for top in tops where Self.normalised(top) != Self.normalised(name) { names[top] = name }
  }

  /// The distribution's name; nil for what is no such directory.
  public static func name(ofDirectory directory: String) -> String? {
    guard directory.hasSuffix(".dist-info") || directory.hasSuffix(".egg-info") else { return nil }
    guard let name = directory.dropLast(10).split(separator: "-").first else { return nil }
    return String(name.map { $0 == "_" ? "-" : $0 })
  }

  /// The top directories and modules in the lines of a `RECORD` file: those that hold Python or are compiled.
  public static func tops(ofRecord text: String) -> Set<String> {
    var tops: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      let path = line.prefix { $0 != "," }
      let top = path.prefix { $0 != "/" }
      if top.count == path.count {
        if top.hasSuffix(".py") { tops.insert(String(top.dropLast(3))) }
      } else if path.hasSuffix(".py"), !top.contains(".") {
        tops.insert(String(top))
      }
    }
    return tops
  }

  /// Source: PEP 503, "Normalized Names".
  private static func normalised(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
  }
}
