import ProfileModel

/// What happens to the files of the request list, and the way from directory to directory.
extension State {
  /// Takes over what was found out about the files of the list, unless another directory is listed by now.
  mutating func take(_ event: FileEvent, ofListing listing: Int) {
    guard requests?.listing == listing else { return }
    withRequests { browser in
      switch event {
      case .found(let found): browser.add(found)
      case .scanning: browser.startScan()
      case .listed(let scan): browser.update(to: scan)
      case .vanished(let files): browser.remove(files)
      case .understood(let contents): browser.understand(contents)
      }
    }
    if case .listed(let scan) = event, let error = scan.errors.first { message = error.description }
  }

  mutating func enter(_ directory: FilePath) -> [Effect] {
    guard let requests else { return [] }
    placesAbove.append(Place(paths: requests.place.paths, selection: requests.selection))
    return list(Place(paths: [directory]))
  }

  /// Back to the directory above, if one came from there.
  mutating func leaveDirectory() -> [Effect] { placesAbove.popLast().map { list($0) } ?? [] }

  private mutating func list(_ place: Place) -> [Effect] {
    guard let old = requests else { return [] }
    var browser = RequestBrowser(
      place, rules: old.list.rules, columns: old.columns, listing: old.listing + 1, isListing: true)
    browser.isFollowing = old.isFollowing
    browser.takeLook(of: old)
    requests = browser
    return abandonOpening() + [.list(place.paths, listing: browser.listing)]
  }
}
