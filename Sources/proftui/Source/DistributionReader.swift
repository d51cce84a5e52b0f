import Glibc
import ProfileModel

extension PackageNames {
  /// All that is known of a profile's packages besides their paths. Blocks: see ``DistributionReader``.
  ///
  /// - Parameter application: what was named as the application, if anything was.
  init(of profile: Profile, application: String?) {
    self.init(application: application)
    distributions = DistributionReader.names(for: profile)
  }
}

/// Reads under what names third-party packages were installed, where a profile's directories are on this machine.
enum DistributionReader {
  /// The names for the packages of a profile. Blocks while it lists directories and reads small files, not many.
  static func names(for profile: Profile) -> DistributionNames {
    var names = DistributionNames()
    var tops: [String: Set<String>] = [:]
    for file in Set(profile.functions.files) {
      let path = profile.functions.strings[file]
      guard let directory = SourcePath.siteDirectory(of: path), case .distribution(let top) = SourcePath(path).package
      else { continue }
      tops[directory, default: []].insert(top)
    }
    for directory in tops.keys.sorted().prefix(mostDirectories) {
      read(FilePath(directory), looked: tops[directory] ?? [], into: &names)
    }
    return names
  }

  private static let mostDirectories = 4
  private static let mostDistributions = 500
  /// Of a file with names; in bytes.
  private static let largestSize = 1 << 17

  private static func read(_ directory: FilePath, looked: Set<String>, into names: inout DistributionNames) {
    for info in distributions(in: directory).prefix(mostDistributions) {
      let path = directory.appending(info.utf8)
      let tops =
        text(path.appending("top_level.txt".utf8)).map { Set($0.split(whereSeparator: \.isNewline).map(String.init)) }
        ?? text(path.appending("RECORD".utf8)).map(DistributionNames.tops) ?? []
      names.add(directory: info, tops: tops.intersection(looked))
    }
  }

  private static func distributions(in directory: FilePath) -> [String] {
    guard let stream = directory.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      guard let name = DirectoryEntries.name(of: entry).map({ String(cString: $0) }) else { continue }
      if DistributionNames.name(ofDirectory: name) != nil { found.append(name) }
    }
    return found.sorted()
  }

  private static func text(_ path: FilePath) -> String? {
    guard let file = try? OpenFile(path), file.size <= largestSize, let bytes = try? file.readAll(atMost: largestSize)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
