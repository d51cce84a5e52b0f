import ProfileModel

/// The page that the explorer shows, and those one came through.
struct PageWalk: Sendable {
  private(set) var page: Page
  /// The pages one came through, the last one last.
  private(set) var earlier: [Page] = []
  /// How lists of callers and callees were sorted last.
  private(set) var neighbourOrder = NeighbourOrder(by: .cumulativeTime)

  /// - Parameter page: where there is no way back from.
  init(startingAt page: Page = .overview) { self.page = page }

  /// Shows another page; ``back()`` comes back to this one.
  mutating func open(_ page: Page) {
    earlier.append(self.page)
    self.page = page
  }

  /// Shows the page before, as it was left. False on the first one.
  mutating func back() -> Bool {
    guard let last = earlier.popLast() else { return false }
    page = last
    return true
  }

  /// Shows the overview again. False where it is shown.
  mutating func backToOverview() -> Bool {
    if case .overview = page { return false }
    page = .overview
    earlier = []
    return true
  }

  mutating func fit(to layout: Layout) { page.fit(to: layout) }

  /// Changes the source page, where it is shown.
  mutating func withSource(_ change: (inout SourcePage) -> Void) {
    guard case .source(var source) = page else { return }
    change(&source)
    page = .source(source)
  }

  /// Changes all pages of sources, also those that one came through.
  mutating func withAllSources(_ change: (inout SourcePage) -> Void) {
    changeAll { page in
      guard case .source(var source) = page else { return }
      change(&source)
      page = .source(source)
    }
  }

  /// Gives what was found to the page that waits for it, also where one came through it.
  mutating func take(_ findings: [Finding]) {
    changeAll { page in
      guard case .findings(var waiting) = page else { return }
      waiting.take(findings)
      page = .findings(waiting)
    }
  }

  private mutating func changeAll(_ change: (inout Page) -> Void) {
    change(&page)
    for index in earlier.indices { change(&earlier[index]) }
  }

  /// Changes the page of findings, where it is shown.
  mutating func withFindings(_ change: (inout FindingsPage) -> Void) {
    guard case .findings(var findings) = page else { return }
    change(&findings)
    page = .findings(findings)
  }

  /// Changes the page of callers and callees, where it is shown.
  mutating func withNeighbours(_ change: (inout NeighboursPage) -> Void) {
    guard case .neighbours(var neighbours) = page else { return }
    change(&neighbours)
    neighbourOrder = neighbours.order
    page = .neighbours(neighbours)
  }
}

extension Explorer {
  /// Shows another page; ``closePage()`` comes back to this one.
  mutating func open(_ page: Page) { pages.open(page) }

  /// Shows the page before, as it was left. False on the first one.
  mutating func closePage() -> Bool { pages.back() }

  /// Shows the overview, and selects there the function one walked to.
  mutating func closePages() {
    let function = selectedFunction
    if pages.backToOverview(), let function { select(function) }
  }

  mutating func openNeighbours(of function: FunctionID) {
    pages.open(.neighbours(NeighboursPage(of: function, in: subject, order: pages.neighbourOrder)))
  }

  /// Shows what was found of a function's source on all its pages.
  mutating func showSource(_ result: Result<SourceFile, SourceAbsence>, of function: FunctionID) {
    let (profile, time) = (profile, subject.profiledAt)
    pages.withAllSources { if $0.function == function { $0.show(result, in: profile, profiledAt: time) } }
  }

  /// Changes the page of callers and callees, where it is shown.
  mutating func withNeighbours(_ change: (inout NeighboursPage, Profile) -> Void) {
    let profile = profile
    pages.withNeighbours { change(&$0, profile) }
  }
}
