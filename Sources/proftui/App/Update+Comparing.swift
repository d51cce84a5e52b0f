import ProfileModel

/// Comparing what is selected or marked in the request list.
extension State {
  /// Compares the marked: two requests, or two routes with all their requests; the older is the baseline.
  mutating func compareMarked() -> [Effect] {
    guard let browser = requests else { return [] }
    guard let sides = browser.markedSides else {
      let key = name(of: .compareMarked)
      message = "\(key) compares two marked requests, or two marked routes: \(browser.marks.count) requests are marked"
      return []
    }
    return compare(sides, .beforeAndAfter)
  }

  /// Compares the request that is shown, in the list the selected one, with the others of its route; of a route, its slowest
  /// one.
  mutating func compareWithRoute() -> [Effect] {
    guard let source = requests?.requestAndFellows(explorer?.item ?? requests?.selection) else {
      message = requests == nil ? "there is no list of fellows" : "there is no other request of this route"
      return []
    }
    return compare(source, .requestAndFellows)
  }

  mutating func compare(_ source: ComparisonSource, _ kind: ComparisonSubject.Kind) -> [Effect] {
    opening += 1
    pending = Opening(title: source.name, files: source.baseline.count + source.change.count)
    var source = source
    source.pathMap = pathMap
    return [.compare(source, kind, opening: opening)]
  }

  /// Shows a comparison that was made.
  mutating func open(_ subject: ComparisonSubject) {
    guard subject.opening == opening else { return }
    replaceContent(by: .comparison(ComparisonExplorer(subject)))
    withComparison { _ in }
  }
}

extension RequestBrowser {
  /// The two sides that the marks are: two requests, or all marked requests of two routes. The older one is the baseline.
  fileprivate var markedSides: ComparisonSource? {
    let requests = list.requests.filter { marks.contains($0.file) && $0.isCounted }
    var groups = Dictionary(grouping: requests) { list.row(of: $0.file).map(list.route(ofRequest:)) ?? -1 }
      .values.map { Array($0) }
    if requests.count == 2 { groups = requests.map { [$0] } }
    guard groups.count == 2 else { return nil }
    groups.sort { ($0.map(\.time).min() ?? 0) < ($1.map(\.time).min() ?? 0) }
    let names = groups.map { group -> String in
      let route = list.row(of: group[0].file).map { list.routes[list.route(ofRequest: $0)].pattern.text } ?? ""
      return requests.count == 2 || route.isEmpty ? String(decoding: group[0].file.name, as: UTF8.self) : route
    }
    return ComparisonSource(
      name: names.joined(separator: " and "), baseline: groups[0].map(\.file), change: groups[1].map(\.file))
  }

  /// A request, or the slowest of a route, held against the others of the route that did its usual work.
  fileprivate func requestAndFellows(_ item: Item?) -> ComparisonSource? {
    let row: Int? =
      switch item {
      case .directory: nil
      case .request(let file): list.row(of: file)
      case .route(let pattern): list.row(of: pattern).flatMap { list.routes[$0].statistics.slowest }
      case nil: nil
      }
    guard let row else { return nil }
    let others = list.routes[list.route(ofRequest: row)].requests.filter { $0 != row && list.requests[$0].isCounted }
      .map { list.requests[$0] }
    guard !others.isEmpty else { return nil }
    let known = others.filter { $0.summary != nil }
    let odd = Set(OtherWork.rows(of: known.compactMap { $0.summary?.calls }).map { known[$0].file })
    let usual = others.filter { !odd.contains($0.file) }
    let request = list.requests[row]
    return ComparisonSource(
      name: String(decoding: request.file.name, as: UTF8.self), baseline: usual.map(\.file), change: [request.file])
  }
}
