import ProfileModel
final class DirectoryWork {
  var browser: RequestBrowser { RequestBrowser(title: "x") }
  func read(first: [FilePath]) {}
  func rescan() {}
  func follow(_ f: Bool) {}
}
