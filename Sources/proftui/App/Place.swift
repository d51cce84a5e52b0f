import ProfileModel

/// Files and directories that are listed together, and where one was in the list.
struct Place: Hashable, Sendable {
  let paths: [FilePath]
  /// Set when one leaves the place for a directory in it.
  var selection: RequestBrowser.Item?

  /// As it was named on the command line, uncleaned.
  var title: String { paths.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ") }
}
